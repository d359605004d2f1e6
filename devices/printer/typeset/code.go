package typeset

import (
	"fmt"
	"image"

	"rsc.io/qr"

	"station365/devices/printer"
)

// Code is a QR code with its size on paper.
type Code struct {
	Data   string
	Module int // dots of one square
	code   *qr.Code
}

// Encode makes a code of middle error correction with the largest squares, at
// most module dots, that fit into limit dots.
func Encode(data string, module, limit int) (*Code, error) {
	code, err := qr.Encode(data, qr.M)
	if err != nil {
		return nil, fmt.Errorf("encode a QR code: %w: %w", ErrPage, err)
	}
	const smallest = 3 // dots; less is not read from thermal paper
	for module > smallest && code.Size*module > limit {
		module--
	}
	if code.Size*module > limit {
		return nil, fmt.Errorf("a QR code of %d squares does not fit %d dots: %w", code.Size, limit, ErrPage)
	}
	return &Code{Data: data, Module: module, code: code}, nil
}

// Dots is the side's length.
func (c *Code) Dots() int { return c.code.Size * c.Module }

// Bitmap draws the code without its quiet zone.
func (c *Code) Bitmap() *Bitmap {
	b := NewBitmap(c.Dots(), c.Dots())
	for y := range c.code.Size {
		for x := range c.code.Size {
			if c.code.Black(x, y) {
				b.Fill(square(x*c.Module, y*c.Module, c.Module, c.Module), true)
			}
		}
	}
	return b
}

// quiet is the white that a reader needs around a code, in squares.
const quiet = 4

func (c *compositor) code(q printer.QR) error {
	limit := c.width()
	if c.beside && len(q.Caption) > 0 {
		limit = c.width() * 2 / 5
	}
	code, err := Encode(q.Data, c.module, limit)
	if err != nil {
		return err
	}
	space := max(0, quiet*code.Module-c.gap) // what the neighbours do not leave
	c.feed(space)
	if c.beside && len(q.Caption) > 0 {
		c.codeBeside(code, q.Caption)
		c.feed(space)
		return nil
	}
	c.add(Line{Height: code.Dots(), Code: code})
	c.feed(quiet * code.Module)
	for i, caption := range q.Caption {
		c.text(printer.Text{Text: caption, Bold: i == 0, Align: printer.Left})
	}
	return nil
}

// codeBeside draws the code at the left and the caption at its middle height.
func (c *compositor) codeBeside(code *Code, caption []string) {
	at := c.margin + code.Dots() + quiet*code.Module
	face, height := c.face(printer.Normal, false)
	face.em = max(face.em, c.large*7/9)
	var lines []line
	for i, text := range caption {
		face.bold = i == 0
		for _, t := range c.advance(face, false).wrap(text, c.dots-c.margin-at) {
			lines = append(lines, line{text: t, face: face, height: height})
		}
	}
	h := max(code.Dots(), len(lines)*height)
	b := NewBitmap(c.dots, h)
	b.Draw(code.Bitmap(), image.Pt(c.margin, (h-code.Dots())/2))
	y := (h - len(lines)*height) / 2
	for _, l := range lines {
		c.letters(b, at, y, l)
		y += height
	}
	c.add(Line{Height: h, Picture: b})
}
