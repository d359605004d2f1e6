// Package routetest stands in front of the glass of a real program, on both routes:
// a hand that makes a touch panel's bytes or an X server's events, and an eye that
// sees a framebuffer's or a screen's pixels. It must not know what is shown.
package routetest

import (
	"image"
	"image/color"
)

// Route is a way to press a glass and to see it. Places are pixels.
type Route interface {
	Down(x, y int)
	Move(x, y int)
	Up(x, y int)
	// Picture is what the glass shows now.
	Picture() *image.RGBA
	// Pixel is one pixel of it, soon enough to be asked often.
	Pixel(x, y int) color.RGBA
}

var (
	_ Route = (*Display)(nil)
	_ Route = (*Panel)(nil)
)

// fromBGRX turns a screen's pixels into a picture.
func fromBGRX(pixels []byte, r image.Rectangle) *image.RGBA {
	out := image.NewRGBA(r)
	for i := 0; i+4 <= min(len(out.Pix), len(pixels)); i += 4 {
		out.Pix[i], out.Pix[i+1], out.Pix[i+2], out.Pix[i+3] = pixels[i+2], pixels[i+1], pixels[i], 0xff
	}
	return out
}
