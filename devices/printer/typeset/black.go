package typeset

import (
	"image"

	"station365/devices/printer"
)

// blackest is the height of a black block at most: 20 mm. More would heat the
// head and drain small power supplies.
const blackest = 160

// black sets the inverse lines that follow each other as one black block. Lines
// beyond its greatest height stand below it, black on white and bold: nothing is
// lost.
func (c *compositor) black(blocks []printer.Block) int {
	n := 0
	for n < len(blocks) && blocks[n].Text != nil && blocks[n].Text.Inverse {
		n++
	}
	var inside []span
	var below []printer.Text
	height := 2 * c.pad
	for _, b := range blocks[:n] {
		spans, h := c.white(*b.Text)
		if height+h > blackest {
			t := *b.Text
			t.Inverse, t.Bold = false, true
			below = append(below, t)
			continue
		}
		inside, height = append(inside, spans...), height+h
	}
	c.slab(inside, height)
	for _, t := range below {
		c.text(t)
	}
	return n
}

// white sets one text of the block, tighter than on white paper.
func (c *compositor) white(t printer.Text) (spans []span, height int) {
	face := typeface{em: max(c.body, c.large*7/9), bold: t.Bold, white: true}
	switch {
	case t.Size == printer.Large || t.Size == printer.Huge:
		face.em = c.large * 19 / 18
	case t.Bold:
		face.em = c.large * 8 / 9
	}
	inset := c.margin + c.pad + 2
	for _, text := range c.advance(face, false).wrap(t.Lead+t.Text, c.dots-2*inset) {
		x := inset
		w := c.advance(face, false).of(text)
		switch t.Align {
		case printer.Centre:
			x = (c.dots - w) / 2
		case printer.Right:
			x = c.dots - inset - w
		}
		l := line{text: text, face: face, height: face.em * 4 / 3}
		spans = append(spans, span{x, l})
		height += l.height
	}
	return spans, height
}

func (c *compositor) slab(inside []span, height int) {
	if len(inside) == 0 {
		return
	}
	b := NewBitmap(c.dots, height)
	b.Fill(image.Rect(c.margin, 0, c.dots-c.margin, height), true)
	y := c.pad
	for _, s := range inside {
		c.letters(b, s.x, y, s.line)
		y += s.height
	}
	c.add(Line{Height: height, Picture: b})
	c.feed(c.gap * 2 / 3)
}
