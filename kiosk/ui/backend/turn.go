package backend

import "image"

// Turn is how a panel hangs: by how many quarters the picture must be turned
// clockwise, in the panel's own rows and columns, to stand upright. A portrait
// kiosk is often a landscape panel on its side.
type Turn int

// The four ways to hang a panel.
const (
	Upright Turn = iota
	Clockwise
	UpsideDown
	Anticlockwise
)

// Panel is the size of the panel behind a glass, in the panel's own columns and rows.
func (t Turn) Panel(glass image.Point) image.Point {
	if t == Clockwise || t == Anticlockwise {
		return image.Pt(glass.Y, glass.X)
	}
	return glass
}

// Sink turns frames for a panel. It keeps the turned frame, so that a small change
// stays small.
func (t Turn) Sink(panel Sink) Sink {
	if t == Upright {
		return panel
	}
	return &turned{turn: t, panel: panel}
}

// Touches turns touches from the panel's own columns and rows back to the glass.
func (t Turn) Touches(glass image.Point, emit func(Touch)) func(Touch) {
	return func(touch Touch) {
		at := t.toGlass(image.Pt(touch.X, touch.Y), glass)
		emit(Touch{X: at.X, Y: at.Y, Kind: touch.Kind})
	}
}

func (t Turn) toPanel(p, glass image.Point) image.Point {
	switch t {
	case Clockwise:
		return image.Pt(glass.Y-1-p.Y, p.X)
	case UpsideDown:
		return image.Pt(glass.X-1-p.X, glass.Y-1-p.Y)
	case Anticlockwise:
		return image.Pt(p.Y, glass.X-1-p.X)
	}
	return p
}

func (t Turn) toGlass(p, glass image.Point) image.Point {
	switch t {
	case Clockwise:
		return image.Pt(p.Y, glass.Y-1-p.X)
	case UpsideDown:
		return t.toPanel(p, glass)
	case Anticlockwise:
		return image.Pt(glass.X-1-p.Y, p.X)
	}
	return p
}

type turned struct {
	turn  Turn
	panel Sink
	frame *image.RGBA
}

func (t *turned) Show(frame *image.RGBA, changed image.Rectangle) error {
	glass := frame.Rect.Size()
	if size := t.turn.Panel(glass); t.frame == nil || t.frame.Rect.Size() != size {
		t.frame, changed = image.NewRGBA(image.Rectangle{Max: size}), frame.Rect
	}
	// One step to the right on the glass is the same step everywhere on the panel.
	corner := t.turn.toPanel(image.Point{}, glass)
	beside := t.turn.toPanel(image.Pt(1, 0), glass).Sub(corner)
	step := beside.X*4 + beside.Y*t.frame.Stride
	for y := changed.Min.Y; y < changed.Max.Y; y++ {
		start := t.turn.toPanel(image.Pt(changed.Min.X, y), glass)
		to := t.frame.PixOffset(start.X, start.Y)
		row := frame.Pix[frame.PixOffset(changed.Min.X, y):frame.PixOffset(changed.Max.X, y)]
		for ; len(row) >= 4; row = row[4:] {
			copy(t.frame.Pix[to:to+4], row)
			to += step
		}
	}
	return t.panel.Show(t.frame, t.area(changed, glass))
}

// area is where a part of the glass lies on the panel.
func (t *turned) area(r image.Rectangle, glass image.Point) image.Rectangle {
	a := t.turn.toPanel(r.Min, glass)
	b := t.turn.toPanel(r.Max.Sub(image.Pt(1, 1)), glass)
	box := image.Rectangle{Min: a, Max: b}.Canon()
	box.Max = box.Max.Add(image.Pt(1, 1))
	return box
}
