package typeset

import (
	"image"
	"unicode"

	"station365/devices/printer"
)

// measure is the lay-out of one width of paper, in dots.
type measure struct {
	dots   int
	margin int // left and right
	cells  bool
	body   int // em of normal lines
	lead   int // height of a normal line
	large  int
	huge   int // height of the case number's capitals: 8 to 10 mm
	gap    int // above and below a rule
	pad    int // inside the black block
	module int // of a code, at most
	window int // width of a step's window; 0 = the steps are text
	beside bool
}

// measureFor chooses by width: 3.5 mm letters on 80 mm paper, 3 mm on 58 mm.
func measureFor(o Opts) measure {
	dots := o.Dots
	m := measure{dots: dots, margin: 12, cells: o.Cells, body: 28, lead: 40, large: 36, huge: 72, gap: 15, pad: 14, module: 6, window: 50, beside: true}
	if dots < 500 {
		m.body, m.lead, m.large, m.huge, m.gap, m.window, m.beside = 24, 34, 32, 64, 13, 38, false
	}
	if o.Cells {
		m.body, m.lead = Cell, 36
		if dots < 500 {
			m.lead = 34
		}
	}
	if o.Cells && o.Sparing {
		m.window, m.beside = 0, false
	}
	return m
}

func (m measure) width() int { return m.dots - 2*m.margin }

// line is one line of letters before it is drawn.
type line struct {
	text   string
	face   typeface
	height int
	cells  bool // set in cells
}

// capHeight is the height of capitals and digits, as a share of the em.
const capHeight = 0.733

func (m measure) face(size printer.Size, bold bool) (face typeface, height int) {
	switch size {
	case printer.Huge:
		em := int(float32(m.huge)/capHeight + 0.5)
		return typeface{em: em, bold: bold}, m.huge + m.huge/2
	case printer.Large:
		return typeface{em: m.large, bold: bold}, m.large * 17 / 12
	}
	return typeface{em: m.body, bold: bold}, m.lead
}

// inCells tells whether lines of this kind stand in the printer's cells.
func (m measure) inCells(size printer.Size) bool {
	return m.cells && size != printer.Large && size != printer.Huge
}

// advance measures the characters of such a line.
func (c *compositor) advance(t typeface, cells bool) advance {
	if cells {
		return columns
	}
	return func(r, next rune) int { return c.pen.step(r, next, t) }
}

// columns is the advance in a printer's own letters.
func columns(r, _ rune) int { return Columns(r) * HalfCell }

// letters draws a line's text from x with its strip's top at y and returns where
// it ends.
func (c *compositor) letters(dst *Bitmap, x, y int, l line) int {
	if l.cells {
		for _, r := range l.text {
			if !unicode.IsSpace(r) {
				c.pen.Cell(dst, x, y, r, l.face.bold, 1, 1)
			}
			x += Columns(r) * HalfCell
		}
		return x
	}
	base := y + (l.height-l.face.em)/2 + int(ascent*float32(l.face.em)+0.5)
	if l.face.em >= m64 { // digits and capitals only: centre what is seen
		base = y + (l.height+int(capHeight*float32(l.face.em)))/2
	}
	return x + c.pen.text(dst, x, base, l.text, l.face)
}

// m64 is the em from which a line is centred by its capitals instead of by its em.
const m64 = 64

// square is a rectangle by corner and size.
func square(x, y, w, h int) image.Rectangle { return image.Rect(x, y, x+w, y+h) }
