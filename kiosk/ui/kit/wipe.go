package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Wipe empties a page that is shown no more: its texts, its pictures, what its
// targets would do. The toolkit keeps the widgets of a page for a minute or two after
// it has gone, and whoever was read on it with them.
func Wipe(page fyne.CanvasObject) {
	switch o := page.(type) {
	case *fyne.Container:
		for _, inner := range o.Objects {
			Wipe(inner)
		}
	case *canvas.Text:
		o.Text = ""
	case *canvas.Image:
		o.Image, o.Resource = nil, nil
	case interface{ wipe() }:
		o.wipe()
	}
}

// wipe leaves a place without name or purpose; the finger that lies on it holds the
// place of the next page.
func (p *press) wipe() {
	for _, o := range p.parts {
		Wipe(o)
	}
	p.touch = &Touch{kit: p.touch.kit, style: p.touch.style, sill: p.touch.sill, asleep: p.touch.asleep}
}

func (w *sheet) wipe() {
	for _, o := range w.parts {
		Wipe(o)
	}
	w.parts, w.sheet = nil, &Sheet{kit: w.sheet.kit, on: func([]Dot) {}}
}

// Forget drops what was made for somebody who has gone: the codes of her receipts.
func (s *Shared) Forget() { clear(s.codes) }
