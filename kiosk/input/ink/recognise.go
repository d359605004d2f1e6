package ink

const (
	// pool is how many characters the first look leaves to the second.
	pool = 60
	// glanced is what a unit of the first look's cost weighs beside the second's.
	glanced = 0.012
	// tooMany is what a stroke more than the character has costs: strokes are
	// joined by many hands and broken by few.
	tooMany = 0.04
	// tooFew is what a stroke fewer costs.
	tooFew = 0.008
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
	s.runs.measure(&s.trace)
	s.guesses = s.model.glance(&s.runs, &s.seen, pool, s.guesses)
	for i, g := range s.guesses {
		s.match.strokes = s.model.strokesOf(int(g.char), s.match.strokes[:0])
		s.match.model.follow(s.match.strokes)
		cost := s.match.compare(&s.trace, s.moved) + glanced*g.cost
		if more := s.trace.strokes - s.match.model.strokes; more > 0 {
			cost += tooMany * float32(more)
		} else {
			cost -= tooFew * float32(more)
		}
		s.guesses[i].cost = cost
	}
	byCost(s.guesses)
}
