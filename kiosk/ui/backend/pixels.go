package backend

// pixelLayout is how a screen's memory holds a pixel.
type pixelLayout struct {
	bytes            int
	red, green, blue bitField
}

// bgra is what nearly every framebuffer of 32 bits has.
var bgra = pixelLayout{
	bytes: 4,
	red:   bitField{offset: 16, length: 8}, green: bitField{offset: 8, length: 8}, blue: bitField{length: 8},
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
	return l, nil
}

func (l pixelLayout) size() int64 { return int64(l.bytes) }

// put converts a row of RGBA; the alpha of a screen is left full.
func (l pixelLayout) put(dst, row []byte) {
	switch {
	case l.bytes == 4 && l.whole():
		putWhole(dst, row, l.red.offset/8, l.green.offset/8, l.blue.offset/8)
	case l.bytes == 4:
		for i := 0; i+3 < len(row); i += 4 {
			v := l.pack(row[i:])
			dst[i], dst[i+1], dst[i+2], dst[i+3] = byte(v), byte(v>>8), byte(v>>16), byte(v>>24)
		}
	default:
		for i := 0; i+3 < len(row); i += 4 {
			v := l.pack(row[i:])
			dst[i/2], dst[i/2+1] = byte(v), byte(v>>8)
		}
	}
}

// whole says that each colour has a byte of its own.
func (l pixelLayout) whole() bool {
	for _, f := range [...]bitField{l.red, l.green, l.blue} {
		if f.length != 8 || f.offset%8 != 0 {
			return false
		}
	}
	return true
}

func putWhole(dst, row []byte, red, green, blue uint32) {
	spare := 6 - red - green - blue // 0+1+2+3 less the three that are used
	dst = dst[:len(row)]
	for i := 0; i+3 < len(row); i += 4 {
		from, to := row[i:i+4:i+4], dst[i:i+4:i+4]
		to[red&3], to[green&3], to[blue&3], to[spare&3] = from[0], from[1], from[2], 0xff
	}
}

func (l pixelLayout) pack(pixel []byte) uint32 {
	part := func(v byte, f bitField) uint32 { return uint32(v) >> (8 - f.length) << f.offset }
	return part(pixel[0], l.red) | part(pixel[1], l.green) | part(pixel[2], l.blue)
}
