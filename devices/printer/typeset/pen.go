package typeset

import (
	"fmt"
	"image"
	"image/draw"
	"strings"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
	"golang.org/x/text/width"
)

// The cell of a printer's own letters: 24 dots for a Han character, half of that
// for a Latin one.
const (
	Cell     = 24
	HalfCell = Cell / 2
)

// ascent is the share of the em above the base line in the bundled face.
const ascent = 0.88

// darkness is how much of a dot an outline must cover to burn it. Below a half,
// because a thin stroke between two dots would otherwise vanish, and heat spreads.
const darkness = 96

// baseLine is where letters stand in a cell.
const baseLine = 21

// Pen draws letters; it is not safe for use by two goroutines.
type Pen struct {
	regular, bold *sfnt.Font
	buf           sfnt.Buffer
	raster        vector.Rasterizer
}

// typeface is how letters look.
type typeface struct {
	em    int     // dots
	bold  bool    //
	white bool    // on black
	wide  float32 // horizontal scale; 0 is 1
}

func (t typeface) scale() float32 {
	if t.wide == 0 {
		return 1
	}
	return t.wide
}

func (p *Pen) font(bold bool) *sfnt.Font {
	if bold {
		return p.bold
	}
	return p.regular
}

// Has tells whether the face can show r.
func (p *Pen) Has(r rune) bool {
	i, err := p.regular.GlyphIndex(&p.buf, r)
	return err == nil && i != 0
}

// advance is r's width in dots. What the face lacks takes a Han character's box.
func (p *Pen) advance(r rune, t typeface) int {
	if unicode.Is(unicode.Mn, r) || unicode.IsControl(r) {
		return 0
	}
	if !p.Has(r) {
		return t.em
	}
	f := p.font(t.bold)
	i, _ := f.GlyphIndex(&p.buf, r)
	a, err := f.GlyphAdvance(&p.buf, i, fixed.I(t.em), font.HintingNone)
	if err != nil {
		return t.em
	}
	return fixed.Int26_6(float32(a) * t.scale()).Round()
}

// glyph draws r with its origin at x on the base line y.
func (p *Pen) glyph(dst *Bitmap, x, y int, r rune, t typeface) {
	if unicode.IsSpace(r) || unicode.IsControl(r) {
		return
	}
	if !p.Has(r) {
		p.box(dst, x, y, r, t)
		return
	}
	f := p.font(t.bold)
	i, _ := f.GlyphIndex(&p.buf, r)
	segments, err := f.LoadGlyph(&p.buf, i, fixed.I(t.em), nil)
	if err != nil || len(segments) == 0 {
		return
	}
	const around = 8 // outlines may leave their em a little
	w, h := int(float32(t.em)*t.scale())+t.em/2+2*around, t.em*3/2+2*around
	base := t.em + around
	p.raster.Reset(w, h)
	outline(&p.raster, segments, t.scale(), float32(around), float32(base))
	mask := image.NewAlpha(image.Rect(0, 0, w, h))
	p.raster.DrawOp = draw.Src
	p.raster.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	for gy := range h {
		for gx := range w {
			if mask.Pix[gy*mask.Stride+gx] >= darkness {
				dst.Dot(x+gx-around, y+gy-base, !t.white)
			}
		}
	}
}

func outline(z *vector.Rasterizer, segments sfnt.Segments, wide, dx, dy float32) {
	at := func(p fixed.Point26_6) (float32, float32) {
		return dx + wide*float32(p.X)/64, dy + float32(p.Y)/64
	}
	open := false
	for _, s := range segments {
		ax, ay := at(s.Args[0])
		bx, by := at(s.Args[1])
		cx, cy := at(s.Args[2])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			if open {
				z.ClosePath()
			}
			z.MoveTo(ax, ay)
			open = true
		case sfnt.SegmentOpLineTo:
			z.LineTo(ax, ay)
		case sfnt.SegmentOpQuadTo:
			z.QuadTo(ax, ay, bx, by)
		case sfnt.SegmentOpCubeTo:
			z.CubeTo(ax, ay, bx, by, cx, cy)
		}
	}
	z.ClosePath()
}

// box shows a character that no face has as a frame with its code point, so that
// a person can still find out which it is.
func (p *Pen) box(dst *Bitmap, x, y int, r rune, t typeface) {
	top := y - int(ascent*float32(t.em))
	frame := image.Rect(x+1, top+1, x+t.em-1, top+t.em-1)
	dst.Fill(frame, !t.white)
	dst.Fill(frame.Inset(1), t.white)
	code := fmt.Sprintf("%04X", r)
	half := (len(code) + 1) / 2
	small := typeface{em: t.em * 9 / 20, white: t.white, bold: t.bold, wide: 2 / float32(half) * 0.85}
	for row, digits := range []string{code[:half], code[half:]} {
		at := x + (t.em-p.text(nil, 0, 0, digits, small))/2
		p.text(dst, at, top+t.em*(row*8+9)/20, digits, small)
	}
}

// squeezed are closing marks whose right half is white: before another mark they
// take half their em, as Chinese typesetting asks.
func squeezed(r, next rune) bool {
	return strings.ContainsRune("）》」』】〕”’，。、；：", r) && strings.ContainsRune("）》」』】〕”’，。、；：", next)
}

// step is the advance of r before next.
func (p *Pen) step(r, next rune, t typeface) int {
	a := p.advance(r, t)
	if squeezed(r, next) && a > t.em*3/4 {
		return a - t.em/2
	}
	return a
}

// text draws s from x on the base line y and returns its width; dst may be nil.
func (p *Pen) text(dst *Bitmap, x, y int, s string, t typeface) int {
	from, runes := x, []rune(s)
	for i, r := range runes {
		if dst != nil {
			p.glyph(dst, x, y, r, t)
		}
		x += p.step(r, after(runes, i), t)
	}
	return x - from
}

// Columns is how many half cells r takes in a printer's own letters. Characters of
// ambiguous width are as wide as Han ones in the fonts of GBK printers.
func Columns(r rune) int {
	if unicode.Is(unicode.Mn, r) || unicode.IsControl(r) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth, width.EastAsianAmbiguous:
		return 2
	}
	return 1
}

// Cell draws r as a printer's own letter with its corner at x, y, a whole number
// of times wider and higher.
func (p *Pen) Cell(dst *Bitmap, x, y int, r rune, bold bool, wide, high int) {
	w := HalfCell * Columns(r)
	one := NewBitmap(w, Cell)
	t := typeface{em: Cell, bold: bold}
	if a := p.advance(r, t); a > w { // a proportional letter wider than its cell
		t.wide = float32(w) / float32(a)
	}
	p.glyph(one, (w-p.advance(r, t))/2, baseLine, r, t)
	for cy := range Cell * high {
		for cx := range w * wide {
			if one.Black(cx/wide, cy/high) {
				dst.Dot(x+cx, y+cy, true)
			}
		}
	}
}
