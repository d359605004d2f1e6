package ink

// The second look. A bit of ink fits a bit of a character's strokes by how near
// it lies and how alike it runs; every bit of either side looks for its best
// partner on the other, so that neither order nor joins matter, only that nothing
// is missing and nothing is too much.
const (
	// near is a distance, in the unit square, that counts as much as a turn of 90 degrees.
	near = 0.12
	// alien is the most that one bit can cost: ink between joined strokes has no partner.
	alien = 2.5
	// surplus is how much ink without a partner weighs beside strokes without ink.
	surplus = 0.8
)

// match is the second look's memory, used again from one candidate to the next.
type match struct {
	model   trace
	strokes []Stroke
	forInk  []partner // of each step of the ink, the best of the model
	forBare []partner // of each step of the model, the best of the ink
}

type partner struct {
	at   int32
	cost float32
}

func (m *match) wipe() {
	m.model.wipe()
	for _, s := range m.strokes[:cap(m.strokes)] {
		clear(s)
	}
	clear(m.forInk[:cap(m.forInk)])
	clear(m.forBare[:cap(m.forBare)])
}

// compare tells how badly the ink fits model strokes: 0 when it is the same.
func (m *match) compare(ink *trace, moved []step) float32 {
	m.pair(ink.steps)
	fit := m.fit(ink.steps)
	moved = moved[:len(ink.steps)]
	for i, s := range ink.steps {
		moved[i] = fit.apply(s)
	}
	m.pair(moved)
	return surplus*mean(m.forInk) + mean(m.forBare)
}

// pair finds everyone's partner.
func (m *match) pair(ink []step) {
	m.forInk = sized(m.forInk, len(ink))
	m.forBare = sized(m.forBare, len(m.model.steps))
	const perNear = 1 / (near * near)
	for i, s := range ink {
		best := partner{cost: alien}
		for j := range m.model.steps {
			b := &m.model.steps[j]
			dx, dy := s.at.X-b.at.X, s.at.Y-b.at.Y
			cost := (dx*dx+dy*dy)*perNear + 1 - s.way.X*b.way.X - s.way.Y*b.way.Y
			if cost < best.cost {
				best = partner{int32(j), cost}
			}
			if cost < m.forBare[j].cost {
				m.forBare[j] = partner{int32(i), cost}
			}
		}
		m.forInk[i] = best
	}
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
