package pinyin

import (
	"cmp"
	"slices"
	"strconv"
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
	steps := c.lex.lattice(c.letters, c.fuzzy)
	c.decode.begin(len(c.letters), since, c.before())
	f := newFan(c.lex, c.context.here, steps)
	var opening [][]arc
	for p := range c.letters {
		f.clear()
		if len(c.decode.beams[p]) > 0 {
			c.fill(p, f)
		}
		c.decode.extend(p, since, f)
		if p == 0 {
			opening = cloneAll(f.byEnd)
		}
	}
	c.begun, c.singles = steps[0], false
	c.offerCode()
	c.offerSentences()
	c.offerShorter(opening)
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
func (c *Composer) fill(p int, f *fan) {
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
	c.names(p, f)
	if len(f.steps[p]) == 0 || len(f.steps[p]) == 1 && f.steps[p][0].cost > 0 {
		word := c.lend([]rune{rune(c.letters[p])}, c.lex.edge(), costStuck)
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
	text, tail := []rune(string(c.letters[p:end])), c.lex.edge()
	if digits {
		tail = c.context.numeral
	}
	word := c.lend(text, tail, costLiteral)
	c.lent[len(c.lent)-1].digits = digits
	f.add(arc{end: skipMarks(c.letters, end), word: word, rank: costLiteral})
}

func cloneAll(lists [][]arc) [][]arc {
	all := make([][]arc, len(lists))
	for i, l := range lists {
		all[i] = slices.Clone(l)
	}
	return all
}

// offer adds a candidate for the first n letters unless the same is there.
func (c *Composer) offer(text []rune, n int) {
	if slices.ContainsFunc(c.choices, func(o choice) bool { return slices.Equal(o.text, text) }) {
		clear(text)
		return
	}
	c.append(text, n)
}

func (c *Composer) append(text []rune, n int) {
	c.choices = append(c.choices, choice{text, slices.Clone(c.letters[:n])})
}

func (c *Composer) offerSentences() {
	for i, h := range c.decode.sentences(len(c.letters)) {
		if i == keptSentences {
			return
		}
		c.offer(c.decode.spell(nil, h), len(c.letters))
	}
}

// offerShorter offers the words at the begin, the longest first.
func (c *Composer) offerShorter(opening [][]arc) {
	for end := len(opening) - 1; end > 0; end-- {
		for i, a := range opening[end] {
			if i == keptShorter {
				break
			}
			c.offer(c.decode.textOf(nil, a.word), end)
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
	var all []arc
	for _, s := range c.begun {
		from, to := c.lex.children(0, s.lo, s.hi)
		for node := from; node < to; node++ {
			for w := c.lex.firstWord(node); w < c.lex.firstWord(node+1); w++ {
				text, joint, _ := c.lex.word(w)
				all = append(all, arc{s.end, text, s.cost, joint + s.cost})
			}
		}
	}
	slices.SortFunc(all, func(a, b arc) int { return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.word, b.word)) })
	there := map[rune]bool{}
	for _, o := range c.choices {
		if len(o.text) == 1 {
			there[o.text[0]] = true
		}
	}
	for _, a := range all[:min(len(all), maxCharacters)] {
		if text := c.lex.appendText(nil, a.word); !there[text[0]] {
			there[text[0]] = true
			c.append(text, a.end)
		}
	}
	clear(there)
	c.offer([]rune(string(c.letters)), len(c.letters))
}

// maxCharacters bounds the list for a single letter; for whole syllables it is
// never reached: yi has some four hundred.
const maxCharacters = 600

// offerCode offers the character of a code point: u20164.
func (c *Composer) offerCode() {
	const shortest, longest = len("u3007"), len("u323af")
	n := len(c.letters)
	if c.letters[0] != 'u' || n < shortest || n > longest {
		return
	}
	code, err := strconv.ParseUint(string(c.letters[1:]), 16, 32)
	if err == nil && isHan(rune(code)) {
		c.offer([]rune{rune(code)}, n)
	}
}
