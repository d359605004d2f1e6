package backend

import (
	"image"
	"image/color"
	"image/draw"
)

// painter draws commands into a frame. It owns the masks of corners and circles.
type painter struct {
	letters *letters
	masks   *bounded[maskKey, *image.Alpha]
}

func newPainter(l *letters) *painter {
	weigh := func(m *image.Alpha) int { return len(m.Pix) + 128 }
	return &painter{letters: l, masks: newBounded[maskKey](maskBytes, weigh)}
}

// part paints what the commands show within r. It begins at the topmost command
// that hides everything beneath it.
func (p *painter) part(dst *image.RGBA, commands []command, r image.Rectangle) {
	first := 0
	for i := len(commands) - 1; i > 0; i-- {
		if commands[i].covers(r) {
			first = i
			break
		}
	}
	for i := first; i < len(commands); i++ {
		if clip := commands[i].area.Intersect(r); !clip.Empty() {
			p.paint(dst, &commands[i], clip)
		}
	}
}

func (p *painter) paint(dst *image.RGBA, c *command, clip image.Rectangle) {
	switch c.kind {
	case rectangles:
		p.rectangle(dst, c, clip)
	case circles:
		p.circle(dst, c, clip)
	case lines:
		p.line(dst, c, clip)
	case texts:
		p.text(dst, c, clip)
	case pictures:
		picture(dst, c, clip)
	}
}

func (p *painter) text(dst *image.RGBA, c *command, clip image.Rectangle) {
	ink := image.NewUniform(c.fill)
	baseline := c.box.Min.Y + c.text.baseline
	p.letters.each(c.text, c.box.Min.X, func(g glyph, pen int) {
		at := image.Pt(pen, baseline).Add(g.at)
		stamp(dst, g.mask, at, ink, clip)
	})
}

// stamp lays a colour through a mask whose corner is at.
func stamp(dst *image.RGBA, mask *image.Alpha, at image.Point, ink *image.Uniform, clip image.Rectangle) {
	box := mask.Rect.Sub(mask.Rect.Min).Add(at).Intersect(clip)
	if !box.Empty() {
		draw.DrawMask(dst, box, ink, image.Point{}, mask, box.Min.Sub(at).Add(mask.Rect.Min), draw.Over)
	}
}

func picture(dst *image.RGBA, c *command, clip image.Rectangle) {
	from := clip.Min.Sub(c.box.Min).Add(c.pixels.Rect.Min)
	box := clip.Intersect(c.box)
	if c.alpha != 0xff {
		draw.DrawMask(dst, box, c.pixels, from, image.NewUniform(color.Alpha{A: c.alpha}), image.Point{}, draw.Over)
		return
	}
	width := 4 * box.Dx()
	for y := range box.Dy() {
		to, of := dst.PixOffset(box.Min.X, box.Min.Y+y), c.pixels.PixOffset(from.X, from.Y+y)
		over(dst.Pix[to:to+width], c.pixels.Pix[of:of+width])
	}
}

// over lays a row of a picture over another. Nearly all pixels of a picture are
// either opaque or not there at all: the first are copied in runs.
func over(dst, src []byte) {
	for i := 0; i+3 < len(src); {
		switch alpha := src[i+3]; alpha {
		case 0:
			i += 4
		case 0xff:
			start := i
			for i += 4; i+3 < len(src) && src[i+3] == 0xff; {
				i += 4
			}
			copy(dst[start:i], src[start:i])
		default:
			shine := 0xff - uint32(alpha)
			for k := range 4 {
				dst[i+k] = src[i+k] + byte((uint32(dst[i+k])*shine+127)/0xff)
			}
			i += 4
		}
	}
}

// flat fills a rectangle with a colour: rows copied when it hides what is beneath.
func flat(dst *image.RGBA, r image.Rectangle, colour color.RGBA) {
	r = r.Intersect(dst.Rect)
	if r.Empty() || colour.A == 0 {
		return
	}
	if colour.A != 0xff {
		draw.Draw(dst, r, image.NewUniform(colour), image.Point{}, draw.Over)
		return
	}
	start := dst.PixOffset(r.Min.X, r.Min.Y)
	row := dst.Pix[start : start+4*r.Dx()]
	row[0], row[1], row[2], row[3] = colour.R, colour.G, colour.B, colour.A
	for done := 4; done < len(row); done *= 2 {
		copy(row[done:], row[:done])
	}
	for y := 1; y < r.Dy(); y++ {
		copy(dst.Pix[start+y*dst.Stride:], row)
	}
}
