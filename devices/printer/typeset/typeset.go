// Package typeset sets a printer.Page in dots: it wraps with East Asian rules,
// draws what stands on the paper, and says of each line whether a printer's own
// letters could print the same. It promises that the picture of a page is what
// the paper shows, whichever way its lines travel. It knows no printer's bytes
// and opens no port; fonts are given as bytes.
package typeset

import (
	"errors"
	"fmt"
	"image"

	"golang.org/x/image/font/sfnt"

	"station365/devices/printer"
)

// Widths of what can be printed, in dots at 8 dots per mm.
const (
	Paper80 = 576
	Paper58 = 384
)

// ErrPage is wrapped by every refusal of a page: the caller's mistake.
var ErrPage = errors.New("the page cannot be set")

// Opts says for which paper a page is set.
type Opts struct {
	Dots          int    // Paper80 or Paper58, or what the printer has
	Cells         bool   // normal lines stand in the printer's own cells of 12 and 24 dots
	Sparing       bool   // with Cells: fewer drawn things, for a line on which each costs seconds
	Regular, Bold []byte // OTF or TTF
}

// Setter sets pages. It may be used from several goroutines at once.
type Setter struct {
	regular, bold *sfnt.Font
	measure       measure
}

// New prepares the fonts.
func New(o Opts) (*Setter, error) {
	if o.Dots < Paper58/2 || o.Dots%8 != 0 {
		return nil, fmt.Errorf("%d dots of width: %w", o.Dots, ErrPage)
	}
	regular, err := sfnt.Parse(o.Regular)
	if err != nil {
		return nil, fmt.Errorf("read the regular face: %w", err)
	}
	bold, err := sfnt.Parse(o.Bold)
	if err != nil {
		return nil, fmt.Errorf("read the bold face: %w", err)
	}
	return &Setter{regular: regular, bold: bold, measure: measureFor(o)}, nil
}

// Pen draws with the setter's faces; one goroutine holds it.
func (s *Setter) Pen() *Pen { return &Pen{regular: s.regular, bold: s.bold} }

// Line is a strip of the page over its whole width. Only one of Picture and Code
// is set; neither is empty paper.
type Line struct {
	Height  int     // rows of paper it takes
	Picture *Bitmap // what it shows, from the left edge; may be narrower than the paper and lower than Height
	Cells   []Run   // the same in the printer's own cells; nil if these cannot show it
	Code    *Code   // a code alone on its line, which some printers can draw themselves
}

// Run is text of one weight in the printer's cells.
type Run struct {
	Text string
	Bold bool
}

// Sheet is a page that has been set.
type Sheet struct {
	Dots  int
	Lines []Line
}

// Set sets page. Its errors wrap ErrPage.
func (s *Setter) Set(page printer.Page) (*Sheet, error) {
	c := &compositor{measure: s.measure, pen: s.Pen()}
	for i := 0; i < len(page.Blocks); {
		n, err := c.take(page.Blocks[i:])
		if err != nil {
			return nil, fmt.Errorf("block %d: %w", i+1, err)
		}
		i += n
	}
	return &Sheet{Dots: s.measure.dots, Lines: c.lines}, nil
}

// Height is the paper that the sheet takes, in rows of dots.
func (s *Sheet) Height() int {
	h := 0
	for _, l := range s.Lines {
		h += l.Height
	}
	return h
}

// Bitmap is the whole sheet.
func (s *Sheet) Bitmap() *Bitmap {
	b := NewBitmap(s.Dots, s.Height())
	y := 0
	for _, l := range s.Lines {
		switch {
		case l.Code != nil:
			b.Draw(l.Code.Bitmap(), image.Pt((s.Dots-l.Code.Dots())/2, y))
		case l.Picture != nil:
			b.Draw(l.Picture, image.Pt(0, y))
		}
		y += l.Height
	}
	return b
}
