package pinyin

// memory is what a person chose in this session.
type memory struct {
	book   book
	extras []extra
}

const (
	// firstLearnt and firstLent part the numbers of extras: the context's, what
	// was learnt, what was made for the letters at hand.
	firstLearnt = firstExtra + 1<<16
	firstLent   = firstLearnt + 1<<12
	maxLearnt   = 1 << 12

	// costLearnt makes what was chosen as likely as one word in a hundred and
	// fifty, however rare it is elsewhere.
	costLearnt = 5 * nat
	// longestLearnt is in characters: a name, an address; whole sentences do not
	// come back.
	longestLearnt = 10
)

// learn remembers what was chosen, as a whole.
func (c *Composer) learn() {
	text := c.joined()
	key, ok := c.lex.key(text)
	if !ok || len(text) < 2 || len(text) > longestLearnt || len(c.learnt.extras) == maxLearnt {
		clear(text)
		return
	}
	x := c.lex.newExtra(text, 0, costLearnt, costLearnt)
	x.cost = costLearnt
	c.learnt.book.add(key, firstLearnt+int32(len(c.learnt.extras)))
	c.learnt.extras = append(c.learnt.extras, x)
}

func (m *memory) wipe() {
	for _, x := range m.extras {
		clear(x.text)
	}
	clear(m.extras[:cap(m.extras)])
	m.extras = m.extras[:0]
	m.book.wipe()
}

// extra is the extra of a number.
func (c *Composer) extra(word int32) *extra {
	switch {
	case word >= firstLent:
		return &c.lent[word-firstLent]
	case word >= firstLearnt:
		return &c.learnt.extras[word-firstLearnt]
	}
	return &c.context.extras[word-firstExtra]
}

// lend makes an extra for the letters at hand.
func (c *Composer) lend(text []rune, head, tail, cost int32) int32 {
	c.lent = append(c.lent, extra{text: text, head: head, tail: tail, cost: cost})
	return firstLent + int32(len(c.lent)-1)
}

func (c *Composer) returnLent() {
	for _, x := range c.lent {
		clear(x.text)
	}
	c.lent = c.lent[:0]
}
