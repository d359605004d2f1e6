package escpos

import (
	"bytes"
	"image"

	"station365/devices/printer/typeset"
)

func at(x, y int) image.Point { return image.Pt(x, y) }

// picture sends a bitmap in strips, without its empty rows above, below and
// between, and each strip only as wide as its ink.
func (p *program) picture(b *typeset.Bitmap, height int) {
	for y := 0; y < b.H; {
		n := run(b, y)
		if blank(b.Row(y)) {
			p.pending += n
		} else {
			p.flush()
			p.band(b, y, n)
		}
		y += n
	}
	p.pending += max(0, height-b.H)
}

// run is how many rows from y are sent as one: all blank ones, or a strip.
func run(b *typeset.Bitmap, y int) int {
	n := 1
	if blank(b.Row(y)) {
		for y+n < b.H && blank(b.Row(y+n)) {
			n++
		}
		return n
	}
	for y+n < b.H && n < bandRows && !blank(b.Row(y+n)) {
		n++
	}
	return n
}

func blank(row []byte) bool { return len(bytes.Trim(row, "\x00")) == 0 }

func (p *program) band(b *typeset.Bitmap, y, n int) {
	stride := 1
	for i := range n {
		stride = max(stride, len(bytes.TrimRight(b.Row(y+i), "\x00")))
	}
	data := make([]byte, 0, n*stride)
	for i := range n {
		data = append(data, b.Row(y + i)[:stride]...)
	}
	disarm(data)
	// No spacing: some printers add their line's to every strip.
	p.addInk(n, spacing(0), []byte{0x1D, 'v', '0', 0, byte(stride), byte(stride >> 8), byte(n), byte(n >> 8)}, data)
}

// disarm changes a dot wherever a picture holds the bytes of a real-time command,
// which printers obey wherever they stand.
func disarm(data []byte) {
	const dle, oneDotMore = 0x10, 0x18
	for i := 0; i+1 < len(data); i++ {
		if data[i] == dle && (data[i+1] == 0x04 || data[i+1] == 0x05 || data[i+1] == 0x14) {
			data[i] = oneDotMore
		}
	}
}
