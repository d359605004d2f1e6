package pinyin

import "math"

// Word is a text that the form expects.
type Word struct {
	Text    string
	Reading string  // syllables with spaces; empty where the lexicon reads it right
	Boost   float64 // how many e-folds likelier than its parts would be
	Part    Part    // of an address
}

// Part is what a word is in an address: numbers stand behind places and behind
// other numbers.
type Part int

// The parts.
const (
	NoPart Part = iota
	Place
	Number
)

// leastBoosted is the highest likelihood that a boost may give: about one word
// in four hundred.
const leastBoosted = 6 * nat

// mostBoosted is how unlikely an expected word may stay, however rare its
// characters are elsewhere: one word in thirty-six thousand.
const mostBoosted = 21 * nat / 2

// Names is what people are called, each list the most frequent first.
type Names struct {
	Surnames []Word   // with the reading where a surname has its own
	First    []string // characters that begin a given name of two
	Second   []string // characters that end it, or are it
	Given    []string // whole given names of two characters
}

// Context is what a form knows about what may be written in it. Nothing in it
// comes from a person.
type Context struct {
	Words []Word
	Units []string // what follows a number, as a building does
	// Sentences is how people write here; which word follows which is learnt
	// from it.
	Sentences []string
	Names     Names
	Numerals  Numerals
}

// choiceOf is a character of a given name with how likely it is.
type choiceOf struct {
	text int32
	cost int32
}

// prepared is a context in the lexicon's numbers.
type prepared struct {
	extras        []extra
	words         book
	surnames      book
	given         book
	first, second map[uint16][]choiceOf
	counted       map[int32]bool
	figures       map[uint16]figure
	numeral       int32
	here          *adaptation
}

func prepare(l *Lexicon, c Context) *prepared {
	p := &prepared{counted: map[int32]bool{}, numeral: l.edge(), here: adapt(l, c.Sentences), figures: l.figures(c.Numerals)}
	for _, w := range c.Words {
		text := []rune(w.Text)
		x := l.newExtra(text, int32(w.Boost*nat), leastBoosted, mostBoosted)
		x.part = w.Part
		p.enter(l, &p.words, w, x)
	}
	for _, u := range c.Units {
		if id, known := l.find([]rune(u)); known {
			p.counted[id] = true
		}
	}
	if id, known := l.find([]rune{numeral}); known {
		p.numeral = id
	}
	p.prepareNames(l, c.Names)
	return p
}

// numeral is the character for three, by which words after digits are judged.
const numeral = '\u4e09'

func (p *prepared) enter(l *Lexicon, b *book, w Word, x extra) {
	key, ok := l.keyOf(w.Reading)
	if w.Reading == "" {
		key, ok = l.key(x.text)
	}
	if !ok {
		return
	}
	b.add(key, firstExtra+int32(len(p.extras)))
	p.extras = append(p.extras, x)
}

func (p *prepared) prepareNames(l *Lexicon, n Names) {
	share := zipf(len(n.Surnames), 4)
	for i, w := range n.Surnames {
		x := l.newExtra([]rune(w.Text), 0, 0, math.MaxInt32)
		x.tail, x.cost = l.edge(), share(i)
		p.enter(l, &p.surnames, w, x)
	}
	share = zipf(len(n.Given), 30)
	for i, g := range n.Given {
		p.enter(l, &p.given, Word{Text: g}, extra{text: []rune(g), head: -1, tail: l.edge(), cost: share(i)})
	}
	p.first, p.second = l.choices(n.First), l.choices(n.Second)
}

// zipf spreads probability over n ranks, the first flat of them nearly alike.
func zipf(n, flat int) func(rank int) int32 {
	var sum float64
	for i := range n {
		sum += 1 / float64(i+flat)
	}
	return func(rank int) int32 { return int32(nat * math.Log(sum*float64(rank+flat))) }
}

func (l *Lexicon) choices(chars []string) map[uint16][]choiceOf {
	share := zipf(len(chars), 15)
	by := map[uint16][]choiceOf{}
	for i, c := range chars {
		id, known := l.find([]rune(c))
		if !known {
			continue
		}
		key, _ := l.likeliest(id)
		if len(key) == 1 {
			by[key[0]] = append(by[key[0]], choiceOf{id, share(i)})
		}
	}
	return by
}

// Readable tells whether a word can be typed: whether every syllable of it is known.
func (l *Lexicon) Readable(w Word) bool {
	if w.Reading != "" {
		_, ok := l.keyOf(w.Reading)
		return ok
	}
	_, ok := l.key([]rune(w.Text))
	return ok
}
