package pinyin

// Numerals is how numbers are written in characters.
type Numerals struct {
	Digits  []string // one to nine
	Zero    string
	Pair    string   // two, before a hundred and more
	Ten     string   // and the greater ones in their order
	Greater []string // a hundred, a thousand, ten thousand
}

const (
	// costNumeral is how rarely a number stands at a place of a text, costDigit
	// what each character of a number adds and costFigure each of a row of digits,
	// of which there are ten.
	costNumeral = 7 * nat
	costDigit   = 4 * nat / 3
	costFigure  = 9 * nat / 4
	// longestNumeral is in characters; telephone numbers are typed as digits.
	longestNumeral = 9
	// shortestRow is a room of one storey; shorter rows of digits are words.
	shortestRow = 3
)

// The kinds of characters of a number. From ten on they are in the order of what
// they are worth.
const (
	digit = iota
	pair
	zero
	ten
	hundred
	thousand
	myriad
)

// figure is one character of a number.
type figure struct {
	text rune
	id   int32
	kind int
}

func (l *Lexicon) figures(n Numerals) map[uint16]figure {
	by := map[uint16]figure{}
	put := func(kind int, texts ...string) {
		for _, t := range texts {
			text := []rune(t)
			if id, known := l.find(text); known && len(text) == 1 {
				key, _ := l.likeliest(id)
				by[key[0]] = figure{text[0], id, kind}
			}
		}
	}
	put(digit, n.Digits...)
	put(pair, n.Pair)
	put(zero, n.Zero)
	put(ten, n.Ten)
	for i, g := range n.Greater {
		put(hundred+i, g)
	}
	return by
}

// number is the begin of a number.
type number struct {
	text   []rune
	head   int32 // the first of them
	row    bool  // digits only so far
	amount bool  // a well-formed amount so far
	last   int   // kind of the last character
	bound  int   // the next unit must be worth less
	cost   int32
}

// numerals hands over the numbers in characters from p: amounts, as a hundred and
// twenty, and rows of digits, as a year or a room. What ends before since is known
// from the keys before.
func (c *Composer) numerals(p, since int, f *fan) {
	begun := number{text: c.scratch[:0], row: true, amount: true, last: -1, bound: myriad + 1}
	c.count(p, begun, func(end int, n number) {
		if end < since && p > 0 || len(n.text) < 2 {
			return
		}
		switch {
		case n.amount && n.last != zero && n.last != pair:
			c.lendNumeral(f, end, n, costNumeral+int32(len(n.text))*costDigit, NoPart)
		case n.row && len(n.text) >= shortestRow:
			c.lendNumeral(f, end, n, costNumeral+int32(len(n.text))*costFigure, Number)
		}
	})
}

func (c *Composer) lendNumeral(f *fan, end int, n number, cost int32, part Part) {
	word := c.lend(append([]rune(nil), n.text...), n.head, c.context.numeral, cost)
	x := &c.lent[len(c.lent)-1]
	x.digits, x.part = true, part
	f.add(arc{end: end, word: word, cost: n.cost, rank: n.cost + cost})
}

// count follows the steps that are characters of a number.
func (c *Composer) count(p int, n number, found func(end int, n number)) {
	if len(n.text) == longestNumeral {
		return
	}
	for _, s := range c.fan.steps[p] {
		if s.hi-s.lo != 1 {
			continue
		}
		fig, is := c.context.figures[s.lo]
		if !is {
			continue
		}
		if next := n.with(fig); next.row || next.amount {
			next.cost += s.cost
			found(s.end, next)
			c.count(s.end, next, found)
		}
	}
}

// with is the number with one more character.
func (n number) with(fig figure) number {
	next := n
	if len(n.text) == 0 {
		next.head = fig.id
	}
	next.text = append(n.text, fig.text)
	next.row = n.row && (fig.kind == digit || fig.kind == zero)
	next.amount = n.amount && n.takes(fig.kind)
	next.last = fig.kind
	switch {
	case fig.kind == myriad:
		next.bound = myriad // what follows counts anew, below ten thousand
	case fig.kind >= ten:
		next.bound = fig.kind
	}
	return next
}

// takes tells whether an amount may go on with a character of that kind.
func (n number) takes(kind int) bool {
	switch kind {
	case digit, pair:
		return n.last == -1 || n.last >= zero
	case zero:
		return n.last > ten
	case ten:
		return n.bound > ten && (n.last == -1 || n.last == digit)
	case myriad:
		return n.bound > myriad && n.last >= 0 && n.last != zero
	}
	return kind < n.bound && (n.last == digit || n.last == pair)
}
