package ink

// columns are steps sorted by where they lie from left to right, so that a partner
// is only looked for where one can be.
type columns struct {
	steps []placed
	from  [across + 1]int32 // where each column begins in steps
}

// placed is a step with its place in the trace.
type placed struct {
	step
	at int32
}

// across is how many columns the unit square has; what lies beyond its sides is
// in the outermost.
const across = 32

func column(x float32) int { return int(min(max(x*across, 0), across-1)) }

// sort takes steps over: it counts, and then puts each into its place.
func (c *columns) sort(steps []step) {
	if cap(c.steps) < len(steps) {
		clear(c.steps[:cap(c.steps)])
		c.steps = make([]placed, len(steps), 2*len(steps))
	}
	c.steps = c.steps[:len(steps)]
	c.from = [across + 1]int32{}
	for _, s := range steps {
		c.from[column(s.at.X)+1]++
	}
	for k := range across {
		c.from[k+1] += c.from[k]
	}
	next := c.from
	for i, s := range steps {
		k := column(s.at.X)
		c.steps[next[k]] = placed{s, int32(i)}
		next[k]++
	}
}

// around is the steps that can be partners of one at x.
func (c *columns) around(x float32) []placed {
	return c.steps[c.from[column(x-reach)]:c.from[column(x+reach)+1]]
}

func (c *columns) wipe() {
	clear(c.steps[:cap(c.steps)])
	c.steps, c.from = c.steps[:0], [across + 1]int32{}
}
