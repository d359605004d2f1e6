package typeset

import (
	"image"
	"image/color"
)

// Bitmap is one bit per dot, 1 is black, eight dots a byte from the left: the
// order in which thermal printers take a raster.
type Bitmap struct {
	W, H   int
	Stride int // bytes a row
	Bits   []byte
}

// NewBitmap is white.
func NewBitmap(w, h int) *Bitmap {
	stride := (w + 7) / 8
	return &Bitmap{W: w, H: h, Stride: stride, Bits: make([]byte, stride*h)}
}

// Black tells whether a dot is black; outside everything is white.
func (b *Bitmap) Black(x, y int) bool {
	if x < 0 || y < 0 || x >= b.W || y >= b.H {
		return false
	}
	return b.Bits[y*b.Stride+x/8]&(0x80>>(x%8)) != 0
}

// Dot makes a dot black or white; outside nothing happens.
func (b *Bitmap) Dot(x, y int, black bool) {
	if x < 0 || y < 0 || x >= b.W || y >= b.H {
		return
	}
	if black {
		b.Bits[y*b.Stride+x/8] |= 0x80 >> (x % 8)
		return
	}
	b.Bits[y*b.Stride+x/8] &^= 0x80 >> (x % 8)
}

// Fill makes a rectangle black or white.
func (b *Bitmap) Fill(r image.Rectangle, black bool) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			b.Dot(x, y, black)
		}
	}
}

// Draw adds the black dots of src with its corner at p.
func (b *Bitmap) Draw(src *Bitmap, p image.Point) {
	for y := range src.H {
		for x := range src.W {
			if src.Black(x, y) {
				b.Dot(p.X+x, p.Y+y, true)
			}
		}
	}
}

// Row is one row's bytes; a write changes the bitmap.
func (b *Bitmap) Row(y int) []byte { return b.Bits[y*b.Stride : (y+1)*b.Stride] }

// Grow adds white rows below until b is h high.
func (b *Bitmap) Grow(h int) {
	for b.H < h {
		b.Bits = append(b.Bits, make([]byte, b.Stride)...)
		b.H++
	}
}

// ink is black on white: the two colours of Image.
var ink = color.Palette{color.White, color.Black}

// Image is a copy with two colours, which PNG keeps in one bit.
func (b *Bitmap) Image() *image.Paletted {
	img := image.NewPaletted(image.Rect(0, 0, b.W, b.H), ink)
	for y := range b.H {
		for x := range b.W {
			if b.Black(x, y) {
				img.Pix[y*img.Stride+x] = 1
			}
		}
	}
	return img
}

// FromImage makes everything darker than middle grey black.
func FromImage(img image.Image) *Bitmap {
	r := img.Bounds()
	b := NewBitmap(r.Dx(), r.Dy())
	for y := range b.H {
		for x := range b.W {
			g, _ := color.Gray16Model.Convert(img.At(r.Min.X+x, r.Min.Y+y)).(color.Gray16)
			_, _, _, alpha := img.At(r.Min.X+x, r.Min.Y+y).RGBA()
			b.Dot(x, y, g.Y < 0x8000 && alpha >= 0x8000)
		}
	}
	return b
}
