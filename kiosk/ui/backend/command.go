package backend

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
)

// kind says what a command draws.
type kind uint8

const (
	rectangles kind = iota
	circles
	lines
	texts
	pictures
)

// command is one thing to draw, complete and in pixels. It is a value that can
// be compared: two frames differ exactly where their commands differ, however
// often the tree behind them was built anew.
type command struct {
	kind   kind
	area   image.Rectangle // all that it may touch; nothing outside is painted
	box    image.Rectangle // the shape, without its stroke
	fill   color.RGBA
	stroke color.RGBA
	width  int     // of the stroke
	radii  corners // of a rectangle
	line   segment
	text   textRun
	pixels *image.RGBA // a picture at its final size, at the corner of box
	alpha  uint8       // of a picture
}

// corners are the radii of a rectangle: top left, top right, bottom right, bottom left.
type corners [4]int

// segment is a line with butt ends.
type segment struct{ fromX, fromY, toX, toY, width float32 }

// textRun is a text of one face and size; its baseline lies below the top of box.
type textRun struct {
	text     string
	size     float32
	bold     bool
	baseline int
}

// rgba is a colour as the frame holds it; no colour is a transparent one.
func rgba(c color.Color) color.RGBA {
	if c == nil {
		return color.RGBA{}
	}
	return color.RGBAModel.Convert(c).(color.RGBA)
}

// pixelBox snaps edges, not sizes: what touches in the layout touches on the
// glass, without a gap and without an overlap.
func pixelBox(at fyne.Position, size fyne.Size) image.Rectangle {
	return image.Rect(round(at.X), round(at.Y), round(at.X+size.Width), round(at.Y+size.Height))
}

// covers says that nothing beneath the command can be seen within r.
func (c *command) covers(r image.Rectangle) bool {
	switch c.kind {
	case rectangles:
		return c.fill.A == 0xff && r.In(c.box.Intersect(c.area)) && c.radii == corners{} && c.stroke.A == 0
	case pictures:
		return c.alpha == 0xff && r.In(c.box.Intersect(c.area)) && c.pixels.Opaque()
	}
	return false
}
