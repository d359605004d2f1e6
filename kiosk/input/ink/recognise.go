package ink

import (
	"math"
	"slices"
)

// pool is how many characters the first look leaves to the second.
const pool = 60

// What speaks against a candidate, and how much. The unit is such that one that
// costs 1 more is e times less likely. The numbers are those of a logistic
// regression over candidates, on ink of inktest's hands and on every other one of
// KanjiVG's drawings (see outside_test.go); learnt from the hands alone they do as
// well within a point. A stroke more than the character has costs much and a
// stroke fewer little: strokes are joined by many hands and broken by few.
const (
	glanced  = 0.067  // the first look's cost
	rare     = 0.0106 // a unit of rarity
	tooMany  = 0.76   // a stroke too many
	tooFew   = 0.27   // a stroke too few
	foreign  = 16.7   // the ink's bits
	bare     = 23.1   // the model's bits
	jumpy    = 9.4    // leaps
	notBegun = 2.2    // the model's ends
	exceeds  = 6.0    // the ink's ends
)

func (s *Sheet) recognise() {
	if s.fresh {
		return
	}
	s.fresh = true
	s.guesses = s.guesses[:0]
	s.trace.follow(s.Strokes())
	if len(s.trace.steps) == 0 {
		return
	}
	s.glance()
	for i, g := range s.guesses {
		s.match.strokes = s.model.strokesOf(int(g.char), s.match.strokes[:0])
		s.match.model.follow(s.match.strokes)
		s.guesses[i].cost = glanced*g.cost + rare*float32(s.model.rarity[g.char]) +
			s.match.compare(&s.trace, g.turned, s.moved).cost() + extra(s.trace.strokes-s.match.model.strokes)
	}
	byCost(s.guesses)
}

func (l likeness) cost() float32 {
	return foreign*l.ink + bare*l.bare + jumpy*l.jumps + notBegun*l.begun + exceeds*l.exceed
}

// extra is what another count of strokes costs.
func extra(more int) float32 {
	if more > 0 {
		return tooMany * float32(more)
	}
	return tooFew * float32(-more)
}

// leaning is by how much the ink is also turned to either side, in radians: what is
// written further askew than half of it looks more like another character.
const leaning = 0.3

// leant is what that costs, in the unit of the first look: less lets upright ink be
// taken for something askew, more leaves ink askew that is also joined and shaken.
const leant = 35

// glance takes the first look: at the ink as it is, turned a little to either side
// and, where strokes were drawn as none is in any character, with those the other
// way.
func (s *Sheet) glance() {
	s.guesses = s.guesses[:0]
	s.glanceAt(s.trace.steps, 0, 0)
	seen := s.moved[:len(s.trace.steps)]
	copy(seen, s.trace.steps)
	if straighten(seen, s.trace.ends) {
		s.glanceAt(seen, 0, 0)
	}
	for _, angle := range [...]float32{-leaning, leaning} {
		turn(s.trace.steps, angle, seen)
		s.glanceAt(seen, angle, leant)
	}
}

func (s *Sheet) glanceAt(ink []step, turned, cost float32) {
	s.runs.measure(ink)
	s.others = s.model.glance(&s.runs, &s.seen, pool, s.others)
	for _, o := range s.others {
		o.cost, o.turned = o.cost+cost, turned
		at := slices.IndexFunc(s.guesses, func(g guess) bool { return g.char == o.char })
		switch {
		case at < 0:
			s.guesses = append(s.guesses, o)
		case o.cost < s.guesses[at].cost:
			s.guesses[at] = o
		}
	}
	byCost(s.guesses)
	s.guesses = s.guesses[:min(pool, len(s.guesses))]
}

// turn puts the ink, turned about the middle of the square, into turned.
func turn(ink []step, angle float32, turned []step) {
	sin64, cos64 := math.Sincos(float64(angle))
	sin, cos := float32(sin64), float32(cos64)
	round := func(p Point) Point { return Point{p.X*cos - p.Y*sin, p.X*sin + p.Y*cos} }
	middle := Point{0.5, 0.5}
	for i, s := range ink {
		turned[i] = step{middle.plus(round(s.at.minus(middle))), round(s.way)}
	}
}

// straighten turns the strokes round that end up or left of where they began, and
// tells whether there were any: a character's strokes run right, down, or up to the
// right at most as steeply as they are wide.
func straighten(ink []step, ends []int) (turned bool) {
	const (
		left, up = 0.57, 0.82 // the middle of the directions that no stroke has
		wide     = 0.42       // the cosine of how far they go to either side: 65 degrees
	)
	from := 0
	for _, end := range ends {
		if end > from {
			way := ink[end-1].at.minus(ink[from].at)
			if -left*way.X-up*way.Y > wide*length(way) {
				turned = true
				for i := from; i < end; i++ {
					ink[i].way = ink[i].way.times(-1)
				}
			}
		}
		from = end
	}
	return turned
}
