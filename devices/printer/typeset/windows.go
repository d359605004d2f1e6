package typeset

import (
	"image"
	"strings"
)

// Marks of a step that is done and of one that is still to come.
const (
	doneMark = '■'
	openMark = '□'
)

// stop is a step on the way of a case: a window that is lit or not yet.
type stop struct {
	done bool
	name string
}

// windows reads a text that is nothing but marked steps, each a mark and a name,
// parted by ideographic spaces. Any other text gives nil and is set as it is.
func windows(text string) []stop {
	var stops []stop
	for _, part := range strings.Split(text, "\u3000") {
		mark, name, ok := strings.Cut(part, " ")
		if !ok || (mark != string(doneMark) && mark != string(openMark)) {
			return nil
		}
		stops = append(stops, stop{mark == string(doneMark), name})
	}
	if len(stops) < 2 {
		return nil
	}
	return stops
}

// tied is the same as text, in which no mark is parted from its name.
func tied(stops []stop) string {
	parts := make([]string, len(stops))
	for i, s := range stops {
		mark := openMark
		if s.done {
			mark = doneMark
		}
		parts[i] = string(mark) + string(tie) + s.name
	}
	return strings.Join(parts, "\u3000")
}

// windows draws the steps side by side, each a window above its name.
func (c *compositor) windows(stops []stop) {
	em := max(c.large*13/18, Cell)
	face := typeface{em: em}
	column := c.width() / len(stops)
	w, h := c.window, c.window*6/5
	label := line{face: face, height: em * 3 / 2}
	top := c.gap * 2 / 3
	b := NewBitmap(c.dots, top+h+label.height)
	for i, s := range stops {
		x := c.margin + i*column
		window(b, x, top, w, h, s.done)
		label.text = s.name
		for c.advance(label.face, false).of(label.text) > column-4 && label.face.em > em/2 {
			label.face.em--
		}
		c.letters(b, x, top+h, label)
		label.face = face
	}
	c.add(Line{Height: b.H, Picture: b})
}

// window is a frame with round corners; a lit one is black with a tick.
func window(b *Bitmap, x, y, w, h int, lit bool) {
	const thick, corner = 4, 7
	rounded(b, square(x, y, w, h), corner, true)
	if !lit {
		rounded(b, square(x, y, w, h).Inset(thick), corner-thick, false)
		return
	}
	joint := image.Pt(x+w*9/20, y+h*13/20)
	stroke(b, image.Pt(x+w/4, y+h*9/20), joint, w/8)
	stroke(b, joint, image.Pt(x+w*15/20, y+h*7/20), w/8)
}

func rounded(b *Bitmap, r image.Rectangle, corner int, black bool) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			dx := max(r.Min.X+corner-x, x-(r.Max.X-1-corner), 0)
			dy := max(r.Min.Y+corner-y, y-(r.Max.Y-1-corner), 0)
			if dx*dx+dy*dy <= corner*corner {
				b.Dot(x, y, black)
			}
		}
	}
}

// stroke is a white line of a tick with round ends.
func stroke(b *Bitmap, from, to image.Point, thick int) {
	steps := 2 * max(to.X-from.X, abs(to.Y-from.Y), 1)
	for i := range steps + 1 {
		at := from.Add(to.Sub(from).Mul(i).Div(steps))
		rounded(b, square(at.X-thick/2, at.Y-thick/2, thick, thick), thick/2, false)
	}
}

func abs(n int) int { return max(n, -n) }
