package ink

// The second look. A bit of ink fits a bit of a character's strokes by how near
// it lies and how alike it runs; every bit of either side looks for its best
// partner on the other, so that neither order nor joins matter, only that nothing
// is missing and nothing is too much. In between the ink is brought nearer: as a
// whole, then stroke by stroke, as far as its partners agree where to.
const (
	// near is a distance, in the unit square, that counts as much as a turn of 90 degrees.
	near = 0.12
	// alien is the most that one bit can cost: ink between joined strokes has no partner.
	alien = 2.5
	// reach is the distance from which on a bit is alien whichever way it runs:
	// near times the root of alien.
	reach = near * 1.5812
)

// match is the second look's memory, used again from one candidate to the next.
type match struct {
	model   trace
	strokes []Stroke
	columns columns
	forInk  []partner // of each step of the ink, the best of the model
	forBare []partner // of each step of the model, the best of the ink
	pulls   []pull    // of each step of the ink
}

type partner struct {
	at   int32
	cost float32
}

// likeness tells how badly ink fits model strokes: all 0 when they are the same.
type likeness struct {
	ink, bare     float32 // mean cost of the ink's bits, and of the model's
	jumps         float32 // how often, along a model stroke, partners leap on the ink
	begun, exceed float32 // how far ends lie from ends: of model strokes, of the ink's
}

func (m *match) wipe() {
	m.model.wipe()
	m.columns.wipe()
	for _, s := range m.strokes[:cap(m.strokes)] {
		clear(s)
	}
	clear(m.forInk[:cap(m.forInk)])
	clear(m.forBare[:cap(m.forBare)])
	clear(m.pulls[:cap(m.pulls)])
}

// compare uses moved, which has room for all steps of the ink.
func (m *match) compare(ink *trace, turned float32, moved []step) likeness {
	moved = moved[:len(ink.steps)]
	turn(ink.steps, turned, moved)
	m.columns.sort(m.model.steps)
	m.pair(moved)
	m.turnBack(moved, ink.ends)
	for range 2 { // the second time with the partners that the first has shown
		fit := m.fit(moved)
		for i, s := range moved {
			moved[i] = fit.apply(s)
		}
		m.pair(moved)
	}
	l := likeness{
		jumps:  jumps(m.forBare, m.model.ends),
		begun:  apart(m.model.steps, m.model.ends, moved, ink.ends),
		exceed: apart(moved, ink.ends, m.model.steps, m.model.ends),
	}
	m.give(moved, ink.ends)
	m.pair(moved)
	l.ink, l.bare = mean(m.forInk), mean(m.forBare)
	return l
}

// pair finds everyone's partner.
func (m *match) pair(ink []step) {
	m.forInk = sized(m.forInk, len(ink))
	m.forBare = sized(m.forBare, len(m.model.steps))
	for i, s := range ink {
		best := partner{cost: alien}
		around := m.columns.around(s.at.X)
		for k := range around {
			b := &around[k]
			cost := misfit(s, b.step)
			if cost < best.cost {
				best = partner{b.at, cost}
			}
			if cost < m.forBare[b.at].cost {
				m.forBare[b.at] = partner{int32(i), cost}
			}
		}
		m.forInk[i] = best
	}
}

func misfit(a, b step) float32 {
	const perNear = 1 / (near * near)
	dx, dy := a.at.X-b.at.X, a.at.Y-b.at.Y
	return (dx*dx+dy*dy)*perNear + 1 - a.way.X*b.way.X - a.way.Y*b.way.Y
}

// turnBack turns the strokes of the ink round that were drawn from their ends, and
// pairs them so. They must fit that much better: many a mistaken candidate has a
// stroke the other way.
func (m *match) turnBack(ink []step, ends []int) {
	const doubt = 0.3
	from, turned := 0, false
	for _, end := range ends {
		forth, back := float32(0), doubt*float32(end-from)
		for i := from; i < end; i++ {
			forth += m.forInk[i].cost
		}
		for i := from; i < end && back < forth; i++ {
			back += m.backwards(ink[i])
		}
		if back < forth {
			turned = true
			for i := from; i < end; i++ {
				ink[i].way = ink[i].way.times(-1)
			}
		}
		from = end
	}
	if turned {
		m.pair(ink)
	}
}

// backwards is what the best partner costs a step that runs the other way.
func (m *match) backwards(s step) float32 {
	s.way = s.way.times(-1)
	best := float32(alien)
	around := m.columns.around(s.at.X)
	for k := range around {
		best = min(best, misfit(s, around[k].step))
	}
	return best
}

func sized(ps []partner, n int) []partner {
	if cap(ps) < n {
		clear(ps)
		ps = make([]partner, n, 2*n)
	}
	ps = ps[:n]
	for i := range ps {
		ps[i] = partner{cost: alien}
	}
	return ps
}

func mean(ps []partner) float32 {
	sum := float32(0)
	for _, p := range ps {
		sum += p.cost
	}
	return sum / float32(max(len(ps), 1))
}
