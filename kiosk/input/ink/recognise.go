package ink

import "slices"

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
			s.match.compare(&s.trace, s.moved).cost() + extra(s.trace.strokes-s.match.model.strokes)
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

// glance takes the first look: at the ink as it is and, where strokes were drawn as
// none is in any character, also with those turned round.
func (s *Sheet) glance() {
	s.runs.measure(s.trace.steps)
	s.guesses = s.model.glance(&s.runs, &s.seen, pool, s.guesses)
	turned := s.moved[:len(s.trace.steps)]
	copy(turned, s.trace.steps)
	if !straighten(turned, s.trace.ends) {
		return
	}
	s.runs.measure(turned)
	s.others = s.model.glance(&s.runs, &s.seen, pool, s.others)
	for _, o := range s.others {
		at := slices.IndexFunc(s.guesses, func(g guess) bool { return g.char == o.char })
		if at < 0 {
			s.guesses = append(s.guesses, o)
		} else {
			s.guesses[at].cost = min(s.guesses[at].cost, o.cost)
		}
	}
	byCost(s.guesses)
	s.guesses = s.guesses[:min(pool, len(s.guesses))]
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
