package backend

import (
	"image"
	"time"
)

// CrossCount is how many crosses a technician touches: three fix a calibration, two
// more show whether it holds.
const CrossCount = 5

const (
	// looseMM is how far a corrected touch may be off its cross: less than half a
	// finger's width, and what a finger that aims well misses by.
	looseMM = 4
	// astrayMM is how far off the others a touch is that was not at its cross at all.
	astrayMM = 40
)

// Verdict is what came of what a finger did at the crosses.
type Verdict int

// The verdicts.
const (
	Feeling  Verdict = iota // the finger is still down, or it was nothing
	Counted                 // the next cross is due
	Wandered                // the finger did not stay: the same cross again
	Astray                  // a touch was not at its cross: it again
	Loose                   // the touches do not belong together: all again
	Fitted                  // the calibration is there
)

// Crosses turns touches at the five crosses, as the panel tells them, into a
// calibration. It is for one goroutine.
type Crosses struct {
	at          [CrossCount]image.Point
	pixelsPerMM float64
	felt        [CrossCount]*spot
	stay        *stay
	last        tap // the last touch that counted

	calibration Calibration
	worst       float64
}

// stay is a finger lying on the panel.
type stay struct {
	first    image.Point
	sum      spot
	n        float64
	wandered bool
	again    bool // the second half of a double tap
}

// NewCrosses begins with the first of the crosses, which stand at these places of the
// glass, not in a line.
func NewCrosses(at [CrossCount]image.Point, pixelsPerMM float64) *Crosses {
	return &Crosses{at: at, pixelsPerMM: pixelsPerMM}
}

// Due is the cross to be touched, from 0; CrossCount when all were.
func (c *Crosses) Due() int {
	for i, f := range c.felt {
		if f == nil {
			return i
		}
	}
	return CrossCount
}

// Done tells whether a cross was touched; one of two that were astray is due again
// while later ones stand.
func (c *Crosses) Done(i int) bool { return c.felt[i] != nil }

// Calibration is the one that was fitted last, with how far off it leaves the worst
// of its touches, in mm.
func (c *Crosses) Calibration() (fitted Calibration, worstMM float64) {
	return c.calibration, c.worst / c.pixelsPerMM
}

// Feel takes a touch as the panel tells it.
func (c *Crosses) Feel(t Touch, when time.Time) Verdict {
	at := image.Pt(t.X, t.Y)
	if t.Kind == Down {
		c.stay = &stay{first: at, again: when.Sub(c.last.when) < doubleTap && near(at, c.last.at, c.shake())}
	}
	s := c.stay
	switch {
	case s == nil:
		return Feeling
	case t.lost():
		c.stay = nil
		return Feeling
	}
	s.wandered = s.wandered || !near(at, s.first, c.shake())
	if t.Kind != Up { // which repeats the last place, or tells a finger's that is leaving
		s.sum, s.n = spot{s.sum.x + float64(t.X), s.sum.y + float64(t.Y)}, s.n+1
		return Feeling
	}
	c.stay = nil
	switch {
	case s.again || c.Due() == CrossCount:
		return Feeling
	case s.wandered:
		return Wandered
	}
	c.last = tap{at: s.first, when: when}
	c.felt[c.Due()] = &spot{s.sum.x / s.n, s.sum.y / s.n}
	if c.Due() < CrossCount {
		return Counted
	}
	return c.judge()
}

func (c *Crosses) shake() int { return int(shakeMM*c.pixelsPerMM + 0.5) }

// judge fits all five. Where they do not agree, it is asked again for those that the
// others do without and are far from; across the middle from each other two corners
// tell the same, so there may be two.
func (c *Crosses) judge() Verdict {
	all := c.marks(CrossCount)
	fitted, err := fit(all)
	c.calibration, c.worst = fitted, fitted.worst(all)
	if err == nil && fitted.Check() == nil && c.worst <= looseMM*c.pixelsPerMM {
		return Fitted
	}
	var astray []int
	for i, m := range all {
		others := c.marks(i)
		without, err := fit(others)
		if err == nil && without.Check() == nil && without.worst(others) <= looseMM*c.pixelsPerMM &&
			without.at(m.felt).from(m.was) > astrayMM*c.pixelsPerMM {
			astray = append(astray, i)
		}
	}
	for _, i := range astray {
		c.felt[i] = nil
	}
	if len(astray) > 0 {
		return Astray
	}
	c.felt = [CrossCount]*spot{}
	return Loose
}

// marks are the touches with their crosses, all but one.
func (c *Crosses) marks(but int) (out []mark) {
	for i, f := range c.felt {
		if i != but {
			out = append(out, mark{felt: *f, was: spot{float64(c.at[i].X), float64(c.at[i].Y)}})
		}
	}
	return out
}
