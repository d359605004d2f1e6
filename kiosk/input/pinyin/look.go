package pinyin

import (
	"bytes"
	"cmp"
	"math"
	"slices"
	"unicode/utf8"
)

const (
	// keptSentences is how many whole sentences come before shorter words.
	keptSentences = 8
	// keptShorter is how many words of one length come before the next shorter.
	keptShorter = 8
	// costStuck is for a letter that begins no syllable and stands for itself.
	costStuck = 14 * nat
	// costLiteral is for what is typed as itself.
	costLiteral = 2 * nat
)

// look finds the candidates for the letters, those before since being as they were.
func (c *Composer) look(since int) {
	c.forget()
	if len(c.letters) == 0 {
		return
	}
	if since == 0 {
		c.returnLent()
	}
	f := &c.fan
	wipeSteps(f.steps)
	f.begin(c.lex, c.context.here, c.lex.lattice(c.letters, c.fuzzy))
	c.decode.begin(len(c.letters), since, c.before())
	for p := range c.letters {
		f.clear()
		if len(c.decode.beams[p]) > 0 {
			c.fill(p, since, f)
		}
		c.decode.extend(p, since, f)
		if p == 0 {
			c.keepOpening(f)
		}
	}
	c.offerCode()
	c.offerSentences()
	c.offerShorter()
}

// keepOpening remembers what may stand first.
func (c *Composer) keepOpening(f *fan) {
	c.opening = wipeArcs(c.opening)
	for len(c.opening) < len(f.byEnd) {
		if len(c.opening) == cap(c.opening) {
			c.opening = append(c.opening, nil)
			continue
		}
		c.opening = c.opening[:len(c.opening)+1]
	}
	for i, arcs := range f.byEnd {
		c.opening[i] = append(c.opening[i][:0], arcs...)
	}
	clear(c.begun[:cap(c.begun)])
	c.begun, c.singles = append(c.begun[:0], f.steps[0]...), false
}

// before is the known word that the letters go on from.
func (c *Composer) before() int32 {
	if len(c.picked) > 0 {
		if parts, _, _ := c.lex.split(c.picked[len(c.picked)-1].text); len(parts) > 0 {
			return parts[len(parts)-1].text
		}
	}
	return c.lex.edge()
}

// fill collects every word from p.
func (c *Composer) fill(p, since int, f *fan) {
	if !isLetter(c.letters[p]) {
		c.literal(p, f)
		return
	}
	f.walk(0, p, 0)
	found := func(end int, word, cost int32) {
		x := c.extra(word)
		f.add(arc{end, word, cost, cost + x.cost})
	}
	c.context.words.walk(f.steps, p, 0, 0, len(c.context.words.pages), 0, found)
	c.learnt.book.walk(f.steps, p, 0, 0, len(c.learnt.book.pages), 0, found)
	c.names(p, since, f)
	c.numerals(p, since, f)
	if len(f.steps[p]) == 0 || len(f.steps[p]) == 1 && f.steps[p][0].cost > 0 {
		word := c.lend([]rune{rune(c.letters[p])}, -1, c.lex.edge(), costStuck)
		f.add(arc{end: skipMarks(c.letters, p+1), word: word, rank: costStuck})
	}
}

// literal is a run of digits or of other characters, as typed.
func (c *Composer) literal(p int, f *fan) {
	end, digits := p, true
	for end < len(c.letters) && !isLetter(c.letters[end]) && c.letters[end] != separator {
		digits = digits && '0' <= c.letters[end] && c.letters[end] <= '9'
		end++
	}
	text, tail := slices.Clone(c.literally(c.letters[p:end])), c.lex.edge()
	if digits {
		tail = c.context.numeral
	}
	word := c.lend(text, -1, tail, costLiteral)
	c.lent[len(c.lent)-1].digits = digits
	f.add(arc{end: skipMarks(c.letters, end), word: word, rank: costLiteral})
}

// offer adds a copy of text as a candidate for the first n letters, unless the same
// is there.
func (c *Composer) offer(text []rune, n int) {
	if !slices.ContainsFunc(c.choices, func(o choice) bool { return slices.Equal(o.text, text) }) {
		c.append(text, n)
	}
}

func (c *Composer) append(text []rune, n int) {
	c.choices = append(c.choices, choice{slices.Clone(text), slices.Clone(c.letters[:n])})
}

func (c *Composer) offerSentences() {
	found := c.decode.sentences(len(c.letters))
	defer clear(found)
	for _, h := range found[:min(len(found), keptSentences)] {
		c.offer(c.decode.spell(c.scratch, h), len(c.letters))
	}
}

// offerShorter offers the words at the begin, the longest first.
func (c *Composer) offerShorter() {
	for end := len(c.opening) - 1; end > 0; end-- {
		arcs := c.opening[end]
		for _, a := range arcs[:min(len(arcs), keptShorter)] {
			c.offer(c.decode.textOf(c.scratch, a.word), end)
		}
	}
}

// offerCharacters offers every character that the first syllable may be, and last
// of all the letters themselves.
func (c *Composer) offerCharacters() {
	c.singles = true
	if len(c.letters) == 0 {
		return
	}
	all := c.characters()
	defer clear(all)
	there := map[rune]bool{}
	defer clear(there)
	for _, o := range c.choices {
		if len(o.text) == 1 {
			there[o.text[0]] = true
		}
	}
	for _, a := range all {
		if text := c.lex.appendText(c.scratch, a.word); !there[text[0]] {
			there[text[0]] = true
			c.append(text, a.end)
		}
	}
	c.offer(c.literally(c.letters), len(c.letters))
}

// characters is what the first syllable may be, the likeliest first.
func (c *Composer) characters() []arc {
	var all []arc
	for _, s := range c.begun {
		kept := math.MaxInt
		if s.hi-s.lo > 1 {
			kept = keptUnfinished
		}
		from, to := c.lex.children(0, s.lo, s.hi)
		for node := from; node < to; node++ {
			first, end := c.lex.firstWord(node), c.lex.firstWord(node+1)
			for w := first; w < end && w-first < kept; w++ {
				text, joint, _ := c.lex.word(w)
				all = append(all, arc{s.end, text, s.cost, joint + s.cost})
			}
		}
	}
	slices.SortFunc(all, func(a, b arc) int { return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.word, b.word)) })
	return all
}

// keptUnfinished bounds the characters of each syllable that a single letter may
// begin: whole syllables list all they have.
const keptUnfinished = 20

// literally is letters as a text.
func (c *Composer) literally(letters []byte) []rune {
	text := c.scratch[:0]
	for len(letters) > 0 {
		r, n := utf8.DecodeRune(letters)
		text, letters = append(text, r), letters[n:]
	}
	return text
}

// offerCode offers the character of a code point: u20164.
func (c *Composer) offerCode() {
	const shortest, longest = len("u3007"), len("u323af")
	n := len(c.letters)
	if c.letters[0] != 'u' || n < shortest || n > longest {
		return
	}
	code := rune(0)
	for _, digit := range c.letters[1:] {
		at := bytes.IndexByte([]byte("0123456789abcdef"), digit)
		if at < 0 {
			return
		}
		code = code<<4 | rune(at)
	}
	if isHan(code) {
		c.offer(append(c.scratch, code), n)
	}
}
