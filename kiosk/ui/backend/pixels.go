package backend

import "encoding/binary"

// pixelLayout is how a screen's memory holds a pixel.
type pixelLayout struct {
	bytes            int
	red, green, blue bitField
	spare            uint32 // bits of none of them
}

// bgra is what nearly every framebuffer of 32 bits has.
var bgra = pixelLayout{
	bytes: 4,
	red:   bitField{offset: 16, length: 8}, green: bitField{offset: 8, length: 8}, blue: bitField{length: 8},
	spare: 0xff000000,
}

func layoutOf(v variableScreen) (pixelLayout, error) {
	l := pixelLayout{bytes: int(v.bits / 8), red: v.red, green: v.green, blue: v.blue}
	if v.bits != 16 && v.bits != 32 {
		return l, errDepth
	}
	for _, field := range [...]bitField{l.red, l.green, l.blue} {
		if field.length == 0 || field.length > 8 || field.offset+field.length > v.bits {
			return l, errDepth
		}
	}
	l.spare = l.spareBits()
	return l, nil
}

func (l pixelLayout) size() int64 { return int64(l.bytes) }

// put converts a row of RGBA; the alpha of a screen is left full.
func (l pixelLayout) put(dst, row []byte) {
	switch {
	case l == bgra:
		putBGRA(dst[:len(row)], row)
	case l.bytes == 4:
		for i := 0; i+3 < len(row); i += 4 {
			binary.LittleEndian.PutUint32(dst[i:], l.pack(row[i:]))
		}
	default:
		for i := 0; i+3 < len(row); i += 4 {
			binary.LittleEndian.PutUint16(dst[i/2:], uint16(l.pack(row[i:])))
		}
	}
}

// putBGRA changes red and blue. A frame is opaque everywhere.
func putBGRA(dst, row []byte) {
	for len(row) >= 4 && len(dst) >= 4 {
		v := binary.LittleEndian.Uint32(row)
		binary.LittleEndian.PutUint32(dst, v&0xff00ff00|v&0xff<<16|v>>16&0xff)
		dst, row = dst[4:], row[4:]
	}
}

// pack puts the colours where the screen has them, and sets what is spare.
func (l pixelLayout) pack(pixel []byte) uint32 {
	red := uint32(pixel[0]) >> (8 - l.red.length&31) << (l.red.offset & 31)
	green := uint32(pixel[1]) >> (8 - l.green.length&31) << (l.green.offset & 31)
	blue := uint32(pixel[2]) >> (8 - l.blue.length&31) << (l.blue.offset & 31)
	return red | green | blue | l.spare
}

// spareBits are those that no colour uses: alpha, which must be full.
func (l pixelLayout) spareBits() uint32 {
	used := uint32(0)
	for _, f := range [...]bitField{l.red, l.green, l.blue} {
		used |= (1<<f.length - 1) << f.offset
	}
	return ^used
}
