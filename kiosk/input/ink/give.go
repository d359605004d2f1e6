package ink

// pull is where partners want a step of the ink to be, and how much they want it.
type pull struct {
	by     Point
	weight float32
}

const (
	// give is over how many steps to either side a stroke bends.
	giveOver = 5
	// giveStiff holds a stroke where it is: as much as that many partners.
	giveStiff = 2
)

// give moves every stroke of the ink, and bends it softly, to where its partners
// are: parts of a character stand nearer, higher or larger in every hand.
func (m *match) give(ink []step, ends []int) {
	if cap(m.pulls) < len(ink) {
		clear(m.pulls[:cap(m.pulls)])
		m.pulls = make([]pull, len(ink), 2*len(ink))
	}
	m.pulls = m.pulls[:len(ink)]
	clear(m.pulls)
	for i, p := range m.forInk {
		m.pulls[i].add(m.model.steps[p.at].at.minus(ink[i].at), p.cost)
	}
	for j, p := range m.forBare {
		m.pulls[p.at].add(m.model.steps[j].at.minus(ink[p.at].at), p.cost)
	}
	from := 0
	for _, end := range ends {
		for i := from; i < end; i++ {
			sum := pull{weight: giveStiff}
			for _, p := range m.pulls[max(from, i-giveOver):min(end, i+giveOver+1)] {
				sum.by, sum.weight = sum.by.plus(p.by), sum.weight+p.weight
			}
			ink[i].at = ink[i].at.plus(sum.by.times(1 / sum.weight))
		}
		from = end
	}
}

func (p *pull) add(by Point, cost float32) {
	if cost < alien {
		w := 1 - cost/alien
		p.by, p.weight = p.by.plus(by.times(w)), p.weight+w
	}
}
