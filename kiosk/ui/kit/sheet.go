package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Dot is a place on the sheet; its sides are from 0 to 1, y goes down.
type Dot struct{ X, Y float32 }

// Ink on the sheet, in mm (look §6), and how far a finger goes before its next dot.
const (
	inkWide    = 4.7
	inkSpacing = 0.7
)

// Sheet is the square that is written on by hand. What was written is drawn, what
// is being written appears under the finger; on is given each stroke when the
// finger is lifted.
type Sheet struct {
	kit     *Kit
	side    float32 // px
	hint    string
	strokes Strokes
	on      func([]Dot)
}

// Strokes shows what was written, stroke by stroke, to see, which keeps nothing: it
// is a person's, and shows nothing any more once it is wiped.
type Strokes func(see func([]Dot))

// Sheet is a square of mm millimetres; hint stands on it while it is empty.
func (k *Kit) Sheet(mm float32, hint string, strokes Strokes, on func([]Dot)) *Sheet {
	return &Sheet{kit: k, side: k.MM(mm), hint: hint, strokes: strokes, on: on}
}

// Height is its side.
func (s *Sheet) Height(float32) float32 { return s.side }

// Draw puts the widget, a square in the middle of r.
func (s *Sheet) Draw(d *Drawing, r Rect) {
	side := min(r.W, r.H)
	at := Rect{r.X + (r.W-side)/2, r.Y, side, side}
	w := &sheet{sheet: s, side: side}
	w.ExtendBaseWidget(w)
	w.rule()
	s.strokes(func(stroke []Dot) { w.trace(stroke) })
	w.trace(s.kit.shared.live)
	if !w.written {
		hint, inset := s.kit.Text(Note, s.hint).Centre(), s.kit.MM(2)
		w.parts = append(w.parts, d.sub(s.kit, hint, Rect{inset, inset, side - 2*inset, hint.Height(side - 2*inset)})...)
	}
	d.Add(w, at)
}

// sheet is the widget that a Sheet becomes.
type sheet struct {
	widget.BaseWidget
	sheet *Sheet
	side  float32
	parts []fyne.CanvasObject

	written bool // something is
}

var (
	_ fyne.Draggable    = (*sheet)(nil)
	_ desktop.Mouseable = (*sheet)(nil)
)

// AccessibleName is what walks and tests call it.
func (w *sheet) AccessibleName() string { return "sheet" }

// MouseDown begins a stroke, or goes on with the one that the page was drawn anew
// under.
func (w *sheet) MouseDown(e *desktop.MouseEvent) { w.add(e.Position) }

// Dragged goes on with the stroke.
func (w *sheet) Dragged(e *fyne.DragEvent) { w.add(e.Position) }

// DragEnd is followed by MouseUp.
func (w *sheet) DragEnd() {}

// MouseUp hands the stroke over.
func (w *sheet) MouseUp(*desktop.MouseEvent) {
	k := w.sheet.kit
	done := k.shared.live
	k.shared.live = nil
	if len(done) > 0 && w.sheet.on != nil {
		w.sheet.on(done)
	}
	clear(done)
}

func (w *sheet) add(p fyne.Position) {
	k := w.sheet.kit
	dot := Dot{min(1, max(0, p.X/w.side)), min(1, max(0, p.Y/w.side))}
	if n := len(k.shared.live); n > 0 {
		last := k.shared.live[n-1]
		dx, dy := (dot.X-last.X)*w.side, (dot.Y-last.Y)*w.side
		if near := k.MM(inkSpacing); dx*dx+dy*dy < near*near {
			return
		}
	}
	k.shared.live = grown(k.shared.live, dot)
	w.ink(k.shared.live)
	w.Refresh()
}

// grown adds a dot; a stroke that outgrows its place leaves none of itself there.
func grown(stroke []Dot, dot Dot) []Dot {
	if len(stroke) == cap(stroke) {
		wider := make([]Dot, len(stroke), max(256, 2*cap(stroke)))
		copy(wider, stroke)
		clear(stroke)
		stroke = wider
	}
	return append(stroke, dot)
}

// trace draws a whole stroke.
func (w *sheet) trace(stroke []Dot) {
	for i := range stroke {
		w.ink(stroke[:i+1])
	}
}

// ink draws the last dot of a stroke and the line to it.
func (w *sheet) ink(stroke []Dot) {
	k := w.sheet.kit
	w.written = true
	wide := k.MM(By[float32](k, inkWide, inkWide, inkWide*0.6))
	at := w.at(stroke[len(stroke)-1])
	dot := canvas.NewCircle(k.Colour(Ink))
	dot.Move(at.SubtractXY(wide/2, wide/2))
	dot.Resize(fyne.NewSize(wide, wide))
	w.parts = append(w.parts, dot)
	if len(stroke) > 1 {
		w.line(w.at(stroke[len(stroke)-2]), at, Ink, wide)
	}
}

func (w *sheet) at(d Dot) fyne.Position { return fyne.NewPos(d.X*w.side, d.Y*w.side) }

func (w *sheet) line(from, to fyne.Position, c Colour, wide float32) {
	l := canvas.NewLine(w.sheet.kit.Colour(c))
	l.StrokeWidth = wide
	l.Position1, l.Position2 = from, to
	w.parts = append(w.parts, l)
}

// rule draws the square with its cross.
func (w *sheet) rule() {
	k := w.sheet.kit
	ground := canvas.NewRectangle(k.Colour(Face))
	ground.CornerRadius, ground.StrokeColor, ground.StrokeWidth = k.MM(k.corner(4)), k.Colour(Indigo), k.MM(1)
	ground.Resize(fyne.NewSize(w.side, w.side))
	w.parts = append(w.parts, ground)
	inset, half := k.MM(2), w.side/2
	w.line(fyne.NewPos(inset, half), fyne.NewPos(w.side-inset, half), Hairline, k.MM(0.4))
	w.line(fyne.NewPos(half, inset), fyne.NewPos(half, w.side-inset), Hairline, k.MM(0.4))
}

// CreateRenderer is Fyne's way to the objects.
func (w *sheet) CreateRenderer() fyne.WidgetRenderer { return &sheetRenderer{w} }

type sheetRenderer struct{ sheet *sheet }

func (r *sheetRenderer) Layout(fyne.Size)             {}
func (r *sheetRenderer) MinSize() fyne.Size           { return fyne.NewSize(1, 1) }
func (r *sheetRenderer) Refresh()                     {}
func (r *sheetRenderer) Objects() []fyne.CanvasObject { return r.sheet.parts }
func (r *sheetRenderer) Destroy()                     {}
