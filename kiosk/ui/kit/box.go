package kit

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// Box is a part of a page.
type Box interface {
	// Height is the least height the box needs at that width.
	Height(width float32) float32
	// Draw puts the box into r. It fills r; with r lower than Height it reports
	// a fault and draws all the same.
	Draw(d *Drawing, r Rect)
}

// Grower is a box that can use more height than it needs.
type Grower interface {
	// Grow is its share of the height that is left, and the greatest height it
	// can use at that width (0: no limit).
	Grow(width float32) (share, most float32)
}

// Drawing collects the objects of one page.
type Drawing struct {
	kit     *Kit
	objects []fyne.CanvasObject
	step    string   // what is read above a lowered page: how far the form has come
	asks    string   // and its question
	Faults  []string // what did not fit
}

// NewDrawing begins an empty page.
func (k *Kit) NewDrawing() *Drawing { return &Drawing{kit: k} }

// Object is the page as one Fyne object of the panel's size.
func (d *Drawing) Object() fyne.CanvasObject {
	c := container.NewWithoutLayout(d.objects...)
	c.Resize(fyne.NewSize(d.kit.panel.Width, d.kit.panel.Height))
	if d.kit.panel.above > 0 {
		return d.lowered(c)
	}
	return c
}

// lowered stands the page at the foot of the glass, with the evening above it.
func (d *Drawing) lowered(page *fyne.Container) fyne.CanvasObject {
	panel := d.kit.panel.upper()
	scale := d.kit.scale
	if scale == Standard {
		scale = Large // it is read from further below
	}
	above := New(panel, scale, d.kit.theme, d.kit.shared)
	above.class = Portrait // the sizes of the large panels
	var words []Box
	if d.step != "" {
		words = append(words, above.Text(Body, d.step).In(NightSoft))
	}
	if d.asks != "" {
		words = append(words, above.Text(Question, d.asks).In(OnNight))
	}
	sky := above.NewDrawing()
	m := above.Margin() / panel.PixelsPerMM
	above.Night(Evening{}, 0, above.Padded(above.Column(3, words...), m, 12, m, 0)).Draw(sky, Rect{W: panel.Width, H: panel.Height})
	d.Faults = append(d.Faults, sky.Faults...)
	page.Move(fyne.NewPos(0, panel.Height))
	both := container.NewWithoutLayout(append(sky.objects, page)...)
	both.Resize(fyne.NewSize(panel.Width, panel.Height+d.kit.panel.Height))
	return both
}

// Add puts an object at r.
func (d *Drawing) Add(o fyne.CanvasObject, r Rect) {
	o.Move(fyne.NewPos(r.X, r.Y))
	o.Resize(fyne.NewSize(r.W, r.H))
	d.objects = append(d.objects, o)
}

// Box draws b into r and checks that it fits.
func (d *Drawing) Box(b Box, r Rect) {
	if b == nil {
		return
	}
	const slack = 0.5 // pixels: rounding is no fault
	if need := b.Height(r.W); need > r.H+slack {
		d.Faults = append(d.Faults, fmt.Sprintf("%T %s needs %.1f mm, has %.1f", b, nameOf(b), need/d.kit.panel.PixelsPerMM, r.H/d.kit.panel.PixelsPerMM))
	}
	b.Draw(d, r)
}

func nameOf(b Box) string {
	switch b := b.(type) {
	case *TextBox:
		return b.text
	case *Touch:
		return b.name
	}
	return ""
}

// Fill paints r in one colour with round corners and an optional edge.
func (d *Drawing) Fill(r Rect, c Colour, radius float32, edge Colour, width float32) {
	o := canvas.NewRectangle(d.kit.Colour(c))
	o.CornerRadius = radius
	if edge != None && width > 0 {
		o.StrokeColor, o.StrokeWidth = d.kit.Colour(edge), width
	}
	d.Add(o, r)
}

// sub draws b in k's colours as if on a page of its own and returns its objects;
// faults count for d.
func (d *Drawing) sub(k *Kit, b Box, r Rect) []fyne.CanvasObject {
	inner := &Drawing{kit: k}
	inner.Box(b, r)
	d.Faults = append(d.Faults, inner.Faults...)
	return inner.objects
}

// Empty is room and nothing else; it takes what is left when grows is set.
type Empty struct {
	High  float32
	Grows bool
}

// Height is its room.
func (e Empty) Height(float32) float32 { return e.High }

// Draw draws nothing.
func (e Empty) Draw(*Drawing, Rect) {}

// lastShare lets empty room grow only when nothing else can.
const lastShare = 1e-4

// Grow takes what is left if it may.
func (e Empty) Grow(float32) (share, most float32) {
	if e.Grows {
		return lastShare, 0
	}
	return 0, 0
}

// Space is height in mm.
func (k *Kit) Space(mm float32) Box { return Empty{High: k.MM(mm)} }

// Spring takes the height that is left.
func Spring() Box { return Empty{Grows: true} }
