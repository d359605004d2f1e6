package typeset

import (
	"fmt"
	"image"
	"strings"

	"station365/devices/printer"
)

// compositor puts blocks below each other.
type compositor struct {
	measure
	pen   *Pen
	lines []Line
}

// take sets the first block, or as many as belong together, and says how many.
func (c *compositor) take(blocks []printer.Block) (int, error) {
	b := blocks[0]
	switch {
	case b.Text != nil && b.Text.Inverse:
		return c.black(blocks), nil
	case b.Text != nil:
		c.text(*b.Text)
	case b.Pair != nil:
		return c.pairs(blocks), nil
	case b.Rule != nil:
		c.rule(b.Rule.Dashed)
	case b.QR != nil:
		return 1, c.code(*b.QR)
	case b.Image != nil:
		return 1, c.image(b.Image.Picture)
	case b.Feed > 0:
		c.feed(b.Feed * 8)
	default:
		return 0, fmt.Errorf("nothing is set in it: %w", ErrPage)
	}
	return 1, nil
}

func (c *compositor) add(l Line) { c.lines = append(c.lines, l) }

func (c *compositor) feed(rows int) {
	if rows > 0 {
		c.add(Line{Height: rows})
	}
}

func (c *compositor) text(t printer.Text) {
	if t.Size == printer.Huge {
		c.huge(t)
		return
	}
	if stops := windows(t.Text); stops != nil {
		if c.window > 0 {
			c.windows(stops)
			return
		}
		t.Text = tied(stops)
	}
	if t.Lead != "" {
		c.led(t)
		return
	}
	face, height := c.face(t.Size, t.Bold)
	cells := c.inCells(t.Size)
	for _, text := range c.advance(face, cells).wrap(t.Text, c.width()) {
		w := c.advance(face, cells).of(text)
		c.strip(height, c.span(c.start(t.Align, w, cells), line{text: text, face: face, height: height, cells: cells}))
	}
}

// led sets a paragraph whose first words are bold, wrapped as if all of it were:
// no letter is wider than its bold form.
func (c *compositor) led(t printer.Text) {
	text, rest, more := strings.Cut(t.Text, "\n")
	bold, height := c.face(t.Size, true)
	plain, _ := c.face(t.Size, t.Bold)
	cells := c.inCells(t.Size)
	advance := c.advance(bold, cells)
	lead, whole := len([]rune(t.Lead)), []rune(t.Lead+text)
	starts := advance.starts(whole, c.width())
	for i, from := range starts {
		to := end(whole, starts, i)
		parted := min(max(lead, from), to)
		x := c.start(t.Align, advance.ofRunes(whole[from:to]), cells)
		first := line{text: string(whole[from:parted]), face: bold, height: height, cells: cells}
		next := line{text: trimEnd(whole[parted:to]), face: plain, height: height, cells: cells}
		c.strip(height, c.span(x, first), c.span(x+advance.of(first.text), next))
	}
	if more {
		t.Lead, t.Text = "", rest
		c.text(t)
	}
}

// huge sets each line as wide as its height allows: what is too wide is made
// narrower, never lower, as long as it stays readable.
func (c *compositor) huge(t printer.Text) {
	t.Text = t.Lead + t.Text
	face, height := c.face(printer.Huge, t.Bold)
	limit := c.dots - 16 // nothing else stands beside it: it may use the margins
	if w := c.advance(face, false).of(t.Text); w > limit {
		face.wide = max(float32(limit)/float32(w)*0.995, narrowest)
	}
	for _, text := range c.advance(face, false).wrap(t.Text, limit) {
		w := c.advance(face, false).of(text)
		x := min(c.start(t.Align, w, false), (c.dots-w)/2)
		c.strip(height, c.span(x, line{text: text, face: face, height: height}))
	}
}

// narrowest is how far letters may be squeezed and still be read from a metre.
const narrowest = 0.75

// start is where a line w wide begins.
func (c *compositor) start(a printer.Align, w int, cells bool) int {
	x := c.margin
	switch a {
	case printer.Centre:
		x = (c.dots - w) / 2
	case printer.Right:
		x = c.dots - c.margin - w
	}
	if cells {
		x -= x % HalfCell // the printer indents by spaces
	}
	return max(x, 0)
}

// span is letters at their place in a strip.
type span struct {
	x int
	line
}

func (c *compositor) span(x int, l line) span { return span{x, l} }

// strip is one line of the paper with its spans from left to right.
func (c *compositor) strip(height int, spans ...span) {
	l := Line{Height: height, Picture: NewBitmap(c.dots, height)}
	cells := true
	for _, s := range spans {
		c.letters(l.Picture, s.x, 0, s.line)
		cells = cells && s.cells
	}
	if cells {
		l.Cells = runs(spans)
	}
	c.add(l)
}

// runs says the same as spaces and letters of the printer's own.
func runs(spans []span) []Run {
	var out []Run
	column := 0
	for _, s := range spans {
		if gap := s.x/HalfCell - column; gap > 0 {
			out = append(out, Run{Text: strings.Repeat(" ", gap)})
			column += gap
		}
		out = append(out, Run{Text: s.text, Bold: s.face.bold})
		column += advance(columns).of(s.text) / HalfCell
	}
	return out
}

// pairs sets the rows of a table that follow each other, with one column of
// labels as wide as the widest.
func (c *compositor) pairs(blocks []printer.Block) int {
	n := 0
	for n < len(blocks) && blocks[n].Pair != nil {
		n++
	}
	plain, height := c.face(printer.Normal, false)
	cells := c.inCells(printer.Normal)
	advance := c.advance(plain, cells)
	column := 0
	for _, b := range blocks[:n] {
		column = max(column, advance.of(b.Pair.Label))
	}
	column = min(column, c.width()*2/5)
	value := c.margin + column + c.columnGap()
	for _, b := range blocks[:n] {
		face, _ := c.face(printer.Normal, b.Pair.Bold)
		labels := advance.wrap(b.Pair.Label, column)
		values := c.advance(face, cells).wrap(b.Pair.Value, c.dots-c.margin-value)
		for i := range max(len(labels), len(values)) {
			var spans []span
			if i < len(labels) {
				spans = append(spans, c.span(c.margin, line{labels[i], plain, height, cells}))
			}
			if i < len(values) {
				spans = append(spans, c.span(value, line{values[i], face, height, cells}))
			}
			c.strip(height, spans...)
		}
	}
	return n
}

func (c *compositor) columnGap() int {
	if c.cells {
		return HalfCell
	}
	return c.body / 2
}

// rule is three dots high: two would vanish where the head is worn.
func (c *compositor) rule(dashed bool) {
	const thick, dash, space = 3, 6, 4
	above := c.gap
	if c.cells {
		above -= (c.lead - Cell) / 2 // the line above already left its space below
	}
	c.feed(above)
	b := NewBitmap(c.dots, thick)
	for x := c.margin; x < c.dots-c.margin; x++ {
		if !dashed || (x-c.margin)%(dash+space) < dash {
			b.Fill(square(x, 0, 1, thick), true)
		}
	}
	c.add(Line{Height: thick, Picture: b})
	c.feed(c.gap)
}

func (c *compositor) image(img image.Image) error {
	if img == nil || img.Bounds().Dx() > c.dots {
		return fmt.Errorf("picture wider than %d dots: %w", c.dots, ErrPage)
	}
	b := NewBitmap(c.dots, img.Bounds().Dy())
	b.Draw(FromImage(img), image.Pt((c.dots-img.Bounds().Dx())/2, 0))
	c.add(Line{Height: b.H, Picture: b})
	return nil
}
