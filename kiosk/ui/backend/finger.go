package backend

import (
	"image"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Touch is what a finger does, in pixels of the glass.
type Touch struct {
	X, Y int
	Kind TouchKind
}

// TouchKind tells the three moments of a touch apart.
type TouchKind uint8

// The moments of a touch.
const (
	Down TouchKind = iota
	Move
	Up
)

const (
	// shakeMM is how far a trembling finger may wander off and still mean its target.
	shakeMM = 8
	// deadMM is the rim of the glass, where a hand holds on to the housing.
	deadMM = 5
	// doubleTap is the time in which a second tap on the same place is the same
	// wish; a deliberate second press of a key takes longer.
	doubleTap = 400 * time.Millisecond
	// bounce is the time in which a finger has not left the panel at all: the panel
	// lost it for a moment.
	bounce = 80 * time.Millisecond
)

// Touch takes a touch where it is on the glass, from any goroutine.
func (g *Glass) Touch(t Touch) {
	at := g.opts.Now()
	g.Do(func() { g.finger.feel(t, at) })
}

// finger turns the touches of one finger into presses. There is one finger: a
// second Down is the first finger that was lost and found again elsewhere.
type finger struct {
	glass *Glass
	press *press
	last  tap // the last one that counted
}

// press is a finger lying on a target.
type press struct {
	target  target
	down    image.Point
	at      image.Point
	since   time.Time
	dragged bool
}

// tap is a press that counted.
type tap struct {
	target target
	at     image.Point
	when   time.Time
}

func (f *finger) feel(t Touch, when time.Time) {
	at := image.Pt(t.X, t.Y)
	switch t.Kind {
	case Down:
		f.end()
		f.begin(at, when)
	case Move:
		f.move(at)
	case Up:
		f.lift(at, when)
	}
}

func (f *finger) begin(at image.Point, when time.Time) {
	if f.glass.opts.Touched != nil {
		f.glass.opts.Touched()
	}
	if !at.In(f.glass.frame.Rect.Inset(f.pixels(deadMM))) {
		f.miss()
		return
	}
	hit, ok := hitTest(f.glass.look().targets, at)
	if !ok || !enabled(hit.object) {
		f.miss()
		return
	}
	f.press = &press{target: hit, down: at, at: at, since: when}
	f.press.lookPressed()
	if _, tappable := hit.object.(fyne.Tappable); tappable && f.glass.opts.Pressed != nil {
		f.glass.opts.Pressed()
	}
}

// move ends a press whose finger has left; a draggable target keeps its finger.
func (f *finger) move(at image.Point) {
	p := f.press
	if p == nil || !f.rebind() {
		return
	}
	if d, ok := p.target.object.(fyne.Draggable); ok {
		if at != p.at {
			d.Dragged(&fyne.DragEvent{PointEvent: p.event(at), Dragged: fyne.NewDelta(float32(at.X-p.at.X), float32(at.Y-p.at.Y))})
			p.dragged = true
		}
		p.at = at
		return
	}
	p.at = at
	if !f.holds(p, at) {
		f.end()
		f.miss()
	}
}

// miss tells of a finger that meant nothing, and still is somebody's.
func (f *finger) miss() {
	if f.glass.opts.Missed != nil {
		f.glass.opts.Missed()
	}
}

// lift counts the press if the finger is still with its target.
func (f *finger) lift(at image.Point, when time.Time) {
	p := f.press
	if p == nil || !f.rebind() {
		return
	}
	counts := f.holds(p, at) && enabled(p.target.object) && !f.again(p, when)
	f.end()
	t, tappable := p.target.object.(fyne.Tappable)
	if !counts || !tappable {
		if tappable {
			f.miss()
		}
		return
	}
	f.last = tap{target: p.target, at: at, when: when}
	event := p.event(at)
	t.Tapped(&event)
}

func (f *finger) holds(p *press, at image.Point) bool {
	return at.In(p.target.area) || near(at, p.down, f.pixels(shakeMM))
}

// again says that a press is the second half of a double tap: on the same target,
// or on what the first tap put in its place. Two keys beside each other are two
// wishes however fast they follow.
func (f *finger) again(p *press, when time.Time) bool {
	since := when.Sub(f.last.when)
	if f.last.when.IsZero() || since > doubleTap && p.since.Sub(f.last.when) > bounce {
		return false
	}
	if same(f.last.target, p.target) {
		return true
	}
	_, stays := find(f.glass.look().targets, f.last.target)
	return !stays && near(p.down, f.last.at, f.pixels(shakeMM))
}

// end lets go of the target without a tap.
func (f *finger) end() {
	p := f.press
	f.press = nil
	if p == nil {
		return
	}
	if d, ok := p.target.object.(fyne.Draggable); ok && p.dragged {
		d.DragEnd()
	}
	if m, ok := p.target.object.(desktop.Mouseable); ok {
		m.MouseUp(p.mouse())
	}
}

// settle keeps a press with its target when the tree was built anew beneath it.
func (f *finger) settle() {
	if f.press != nil {
		f.rebind()
	}
}

// rebind finds the target of the press in the tree as it is now. A new object of
// the same name in the same place is the same target.
func (f *finger) rebind() bool {
	p := f.press
	now, ok := find(f.glass.look().targets, p.target)
	if !ok {
		f.end()
		return false
	}
	if now.object != p.target.object {
		p.target = now
		p.lookPressed()
	}
	return true
}

func (f *finger) pixels(mm float64) int {
	return int(mm*f.glass.opts.PixelsPerMM + 0.5)
}

// lookPressed shows the pressed look.
func (p *press) lookPressed() {
	if m, ok := p.target.object.(desktop.Mouseable); ok {
		m.MouseDown(p.mouse())
	}
}

func (p *press) mouse() *desktop.MouseEvent {
	return &desktop.MouseEvent{PointEvent: p.event(p.at), Button: desktop.MouseButtonPrimary}
}

func (p *press) event(at image.Point) fyne.PointEvent {
	absolute := fyne.NewPos(float32(at.X), float32(at.Y))
	return fyne.PointEvent{AbsolutePosition: absolute, Position: absolute.Subtract(p.target.at)}
}

// hitTest answers the topmost target at a point.
func hitTest(targets []target, at image.Point) (target, bool) {
	for i := len(targets) - 1; i >= 0; i-- {
		if at.In(targets[i].area) {
			return targets[i], true
		}
	}
	return target{}, false
}

// find answers the same object, or else one that stands for it.
func find(targets []target, wanted target) (target, bool) {
	for _, t := range targets {
		if t.object == wanted.object {
			return t, true
		}
	}
	for _, t := range targets {
		if same(t, wanted) {
			return t, true
		}
	}
	return target{}, false
}

func same(a, b target) bool {
	return a.object == b.object || a.name == b.name && a.area == b.area
}

func near(a, b image.Point, distance int) bool {
	d := a.Sub(b)
	return d.X*d.X+d.Y*d.Y <= distance*distance
}
