package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Style is the dress of a touchable: what has a sill can be pressed.
type Style struct {
	Face, Edge, Sill, Pressed, Label Colour
	EdgeWidth                        float32 // mm
}

// The styles of touchables (look §6).
var (
	Primary   = Style{Face: Indigo, Edge: Indigo, Sill: IndigoDeep, Pressed: IndigoDeep, Label: OnIndigo, EdgeWidth: 0.6}
	Secondary = Style{Face: Face, Edge: Indigo, Sill: Indigo, Pressed: IndigoWash, Label: Indigo, EdgeWidth: 0.6}
	HelpStyle = Style{Face: Lamp, Edge: LampDeep, Sill: LampDeep, Pressed: LampDown, Label: OnLamp, EdgeWidth: 0.6}
	Chosen    = Style{Face: IndigoWash, Edge: Indigo, Sill: Indigo, Pressed: Face, Label: Ink, EdgeWidth: 1}
	Switched  = Style{Face: Indigo, Edge: Indigo, Sill: IndigoDeep, Pressed: IndigoDeep, Label: OnIndigo, EdgeWidth: 0.5}
	Attention = Style{Face: Face, Edge: Persimmon, Sill: Persimmon, Pressed: PersimmonWash, Label: Persimmon, EdgeWidth: 0.6}
	Plain     = Style{Label: Ink2} // disabled: words without face and edge
)

// The sill and how far a pressed face goes down, in mm.
const (
	sillHigh    = 1.9
	toolSill    = 1.3
	pressedSill = 0.6
)

// Touch is anything that can be pressed. It reports and decides nothing.
type Touch struct {
	kit    *Kit
	name   string
	style  Style
	radius float32 // mm
	sill   float32 // mm
	least  float32 // mm
	most   float32 // mm the box may grow to; 0: it does not grow
	inside Box
	pad    [4]float32 // mm: left, top, right, bottom
	on     func()
	asleep bool
}

// Touch is a touchable around inside; name is what walks, tests and speech call
// it by.
func (k *Kit) Touch(name string, s Style, inside Box, on func()) *Touch {
	return &Touch{kit: k, name: name, style: s, radius: k.corner(5), sill: sillHigh, least: 20, inside: inside, on: on,
		pad: [4]float32{5, 1, 5, 1}}
}

// corner is a radius in mm; the small panel rounds less.
func (k *Kit) corner(mm float32) float32 {
	if k.class == Small {
		return min(mm, 4)
	}
	return mm
}

// Least sets the least height in mm.
func (t *Touch) Least(mm float32) *Touch { t.least = mm; return t }

// Most lets it grow to that height in mm.
func (t *Touch) Most(mm float32) *Touch { t.most = mm; return t }

// Pad sets the inside's distance from the edge in mm.
func (t *Touch) Pad(left, top, right, bottom float32) *Touch {
	t.pad = [4]float32{left, top, right, bottom}
	return t
}

// Radius sets the corners in mm.
func (t *Touch) Radius(mm float32) *Touch { t.radius = t.kit.corner(mm); return t }

// Tool gives it the flatter sill of the top frame.
func (t *Touch) Tool() *Touch { t.sill, t.radius = toolSill, t.kit.corner(4); return t }

// Asleep takes face and edge away; pressing still reports, so that the page can
// say why.
func (t *Touch) Asleep() *Touch { t.asleep, t.style = true, Plain; return t }

// Height is at least a finger's.
func (t *Touch) Height(width float32) float32 {
	k := t.kit
	h := k.MM(t.pad[1] + t.pad[3] + t.style.EdgeWidth + t.sill)
	if t.inside != nil {
		h += t.inside.Height(width - k.MM(t.pad[0]+t.pad[2]+2*t.style.EdgeWidth))
	}
	return max(k.MM(t.least), h)
}

// Grow is possible up to what Most said.
func (t *Touch) Grow(width float32) (share, most float32) {
	if t.most == 0 {
		return 0, 0
	}
	return 1, t.kit.MM(t.most)
}

// Draw puts the widget.
func (t *Touch) Draw(d *Drawing, r Rect) {
	k := t.kit
	p := newPress(t, d, r)
	if minimum := k.MM(20); min(r.W, r.H) < minimum-1 && t.least >= 20 {
		d.Faults = append(d.Faults, "too small for a finger: "+t.name)
	}
	d.Add(p, r)
}

// press is the widget that a Touch becomes.
type press struct {
	widget.BaseWidget
	touch *Touch
	edge  *canvas.Rectangle
	face  *canvas.Rectangle
	parts []fyne.CanvasObject
	home  []fyne.Position
	down  bool
}

var (
	_ fyne.Tappable     = (*press)(nil)
	_ desktop.Mouseable = (*press)(nil)
)

func newPress(t *Touch, d *Drawing, r Rect) *press {
	k := t.kit
	p := &press{touch: t, edge: canvas.NewRectangle(k.Colour(t.style.Sill)), face: canvas.NewRectangle(k.Colour(t.style.Face))}
	p.edge.CornerRadius = k.MM(t.radius)
	p.face.CornerRadius = max(0, k.MM(t.radius-t.style.EdgeWidth))
	if t.inside != nil {
		e := t.style.EdgeWidth
		at := Rect{W: r.W, H: r.H}.Inset(k.MM(e+t.pad[0]), k.MM(e+t.pad[1]), k.MM(e+t.pad[2]), k.MM(t.sill+t.pad[3]))
		p.parts = d.sub(k, t.inside, at)
	}
	for _, o := range p.parts {
		p.home = append(p.home, o.Position())
	}
	p.ExtendBaseWidget(p)
	return p
}

// AccessibleName is what the target is called.
func (p *press) AccessibleName() string { return p.touch.name }

// Disabled tells a place that has no use now; it still reports.
func (p *press) Disabled() bool { return p.touch.on == nil }

// Asleep tells walks and tests that pressing only says why.
func (p *press) Asleep() bool { return p.touch.asleep }

// Tapped reports the press.
func (p *press) Tapped(*fyne.PointEvent) {
	if p.touch.on != nil {
		p.touch.on()
	}
}

// MouseDown shows the pressed face; every press is seen at once.
func (p *press) MouseDown(*desktop.MouseEvent) { p.setDown(true) }

// MouseUp shows the face up again.
func (p *press) MouseUp(*desktop.MouseEvent) { p.setDown(false) }

func (p *press) setDown(down bool) {
	if p.down == down || p.touch.asleep {
		return
	}
	p.down = down
	p.place(p.Size())
	p.Refresh()
}

// place lays edge, face and contents for the present state.
func (p *press) place(size fyne.Size) {
	t, k := p.touch, p.touch.kit
	e, sill, drop, face := k.MM(t.style.EdgeWidth), k.MM(t.sill), float32(0), t.style.Face
	edge := t.style.Sill
	if p.down {
		drop, sill, face = k.MM(t.sill-pressedSill), k.MM(pressedSill), t.style.Pressed
	}
	p.edge.FillColor, p.face.FillColor = k.Colour(edge), k.Colour(face)
	p.edge.Move(fyne.NewPos(0, drop))
	p.edge.Resize(fyne.NewSize(size.Width, size.Height-drop))
	p.face.Move(fyne.NewPos(e, drop+e))
	p.face.Resize(fyne.NewSize(size.Width-2*e, size.Height-drop-e-sill))
	for i, o := range p.parts {
		o.Move(p.home[i].AddXY(0, drop))
	}
}

// CreateRenderer is Fyne's way to the objects.
func (p *press) CreateRenderer() fyne.WidgetRenderer {
	objects := p.parts
	if !p.touch.asleep {
		objects = append([]fyne.CanvasObject{p.edge, p.face}, p.parts...)
	}
	return &pressRenderer{p, objects}
}

type pressRenderer struct {
	press   *press
	objects []fyne.CanvasObject
}

func (r *pressRenderer) Layout(size fyne.Size)        { r.press.place(size) }
func (r *pressRenderer) MinSize() fyne.Size           { return fyne.NewSize(1, 1) }
func (r *pressRenderer) Refresh()                     {}
func (r *pressRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *pressRenderer) Destroy()                     {}
