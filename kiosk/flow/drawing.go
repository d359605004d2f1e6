package flow

import "sync"

// Drawing is what was drawn by hand, as the glass shows it. Copies share the
// points: wiping one wipes all. Safe for several goroutines, because a session ends
// on one while a page is being drawn on another. The zero Drawing is empty.
type Drawing struct{ of *drawing }

type drawing struct {
	mu      sync.Mutex
	strokes [][]Point
}

// Drawn takes strokes over: Wipe zeroes them.
func Drawn(strokes ...[]Point) Drawing { return Drawing{&drawing{strokes: strokes}} }

// Empty reports whether there is nothing to see: nothing drawn, or wiped.
func (d Drawing) Empty() bool {
	if d.of == nil {
		return true
	}
	d.of.mu.Lock()
	defer d.of.mu.Unlock()
	return len(d.of.strokes) == 0
}

// Strokes shows every stroke in its turn to see, which may not keep it.
func (d Drawing) Strokes(see func([]Point)) {
	if d.of == nil {
		return
	}
	d.of.mu.Lock()
	defer d.of.mu.Unlock()
	for _, s := range d.of.strokes {
		see(s)
	}
}

// Wipe zeroes the points for this Drawing and all its copies. Safe to repeat.
func (d Drawing) Wipe() {
	if d.of == nil {
		return
	}
	d.of.mu.Lock()
	defer d.of.mu.Unlock()
	for _, s := range d.of.strokes {
		clear(s)
	}
	d.of.strokes = nil
}
