package pinyin

import (
	"slices"
	"unicode/utf8"

	"station365/kiosk/personal"
)

// maxLetters bounds what is typed before anything is chosen: sixteen of the longest
// syllables with marks between them. Longer texts are written in pieces.
const maxLetters = 16 * (longestSyllable + 1)

// Composer is one line being written. It is for one goroutine.
//
// What a person types, what was offered and what was learnt from it stand in
// slices that Reset overwrites. What it cannot promise: numbers of words on the
// stack or in slices that were outgrown until the collector takes them, and what
// the caller revealed.
type Composer struct {
	lex     *Lexicon
	fuzzy   Fuzzy
	context *prepared
	decode  decoder
	fan     fan     // used for one place after the other
	opening [][]arc // the fan of the first place
	scratch []rune

	letters []byte   // typed and not yet chosen for
	picked  []choice // chosen, in order
	choices []choice // offered for the letters
	singles bool     // the characters by themselves are among the choices
	begun   []step   // the first syllable
	shown   []personal.Value
	learnt  memory
	lent    []extra // made for these letters: names, digits
}

// choice is a text offered for the first letters.
type choice struct {
	text    []rune
	letters []byte
}

// New makes a composer that knows no context.
func New(lex *Lexicon, fuzzy Fuzzy) *Composer {
	c := &Composer{lex: lex, fuzzy: fuzzy, scratch: make([]rune, 0, 2*maxLetters)}
	c.decode = decoder{lex: lex, extras: c.extra}
	c.Expect(Context{})
	return c
}

// Expect says what the form knows. It forgets what was typed and learnt.
func (c *Composer) Expect(context Context) {
	c.Reset()
	c.context = prepare(c.lex, context)
	c.decode.counted, c.decode.here = c.context.counted, c.context.here
}

// SetFuzzy changes the sounds that are taken for each other.
func (c *Composer) SetFuzzy(f Fuzzy) {
	c.fuzzy = f
	c.look(0)
}

// Type adds letters: a to z, the apostrophe between syllables; anything else
// stands for itself. It reports false when there is no more room.
func (c *Composer) Type(letters []byte) bool {
	if len(c.letters)+len(letters) > maxLetters {
		return false
	}
	if cap(c.letters) < maxLetters {
		c.letters = append(make([]byte, 0, maxLetters), c.letters...)
	}
	since := len(c.letters)
	for _, l := range letters {
		// What is not UTF-8 stands for nothing.
		if l >= utf8.RuneSelf && !utf8.Valid(letters) {
			continue
		}
		// A mark closes what stands before it; there must be something.
		if n := len(c.letters); l != separator || n > 0 && c.letters[n-1] != separator {
			c.letters = append(c.letters, l)
		}
	}
	c.look(since)
	return true
}

// Back takes back the last choice, or else the last letter.
func (c *Composer) Back() {
	if n := len(c.picked); n > 0 {
		c.unpick(n - 1)
		c.look(0)
		return
	}
	if n := len(c.letters); n > 0 {
		_, size := utf8.DecodeLastRune(c.letters)
		clear(c.letters[n-size:])
		c.letters = c.letters[:n-size]
		c.look(n - size)
	}
}

// unpick puts the letters of a choice back before the others.
func (c *Composer) unpick(i int) {
	last := c.picked[i]
	rest := slices.Clone(c.letters)
	c.letters = append(append(c.letters[:0], last.letters...), rest...)
	clear(rest)
	last.wipe()
	c.picked = c.picked[:i]
}

// Letters is what is typed and not yet chosen for.
func (c *Composer) Letters() personal.Value { return personal.FromBytes(slices.Clone(c.letters)) }

// Offer is the candidates from a place on, at most n; the values are wiped by the
// next key. more tells that others follow.
func (c *Composer) Offer(from, n int) (texts []personal.Value, more bool) {
	if from+n > len(c.choices) && !c.singles {
		c.offerCharacters()
	}
	for i := from; i < min(from+n, len(c.choices)); i++ {
		v := personal.FromBytes(encoded(c.choices[i].text))
		c.shown = append(c.shown, v)
		texts = append(texts, v)
	}
	return texts, from+n < len(c.choices) || !c.singles
}

// Pick chooses a candidate, by its place among all. Letters that it does not
// speak for stay, with candidates of their own.
func (c *Composer) Pick(i int) {
	if i < 0 || i >= len(c.choices) {
		return
	}
	chosen := c.choices[i].clone()
	n := len(chosen.letters)
	c.picked = append(c.picked, chosen)
	rest := copy(c.letters, c.letters[n:])
	clear(c.letters[rest:])
	c.letters = c.letters[:rest]
	if len(c.letters) == 0 {
		c.learn()
	}
	c.look(0)
}

// Chosen is the text chosen so far.
func (c *Composer) Chosen() personal.Value {
	text := c.joined()
	defer clear(text)
	return personal.FromBytes(encoded(text))
}

// joined is the chosen texts in one, its memory the caller's to wipe.
func (c *Composer) joined() []rune {
	n := 0
	for _, p := range c.picked {
		n += len(p.text)
	}
	text := make([]rune, 0, n)
	for _, p := range c.picked {
		text = append(text, p.text...)
	}
	return text
}

// encoded is a text in UTF-8, without a string between that nobody could wipe.
func encoded(text []rune) []byte {
	n := 0
	for _, r := range text {
		n += utf8.RuneLen(r)
	}
	b := make([]byte, 0, n)
	for _, r := range text {
		b = utf8.AppendRune(b, r)
	}
	return b
}

// Take hands over the text chosen so far and begins anew, letters included. What
// was learnt stays until Reset.
func (c *Composer) Take() personal.Value {
	v := c.Chosen()
	c.drop()
	return v
}

// Reset wipes everything that came from a person. The context stays.
func (c *Composer) Reset() {
	c.drop()
	c.learnt.wipe()
	c.decode.clear()
}

// drop wipes what is being written.
func (c *Composer) drop() {
	clear(c.letters[:cap(c.letters)])
	c.letters = c.letters[:0]
	c.picked = wipeAll(c.picked)
	c.forget()
	c.returnLent()
	clear(c.begun)
	c.begun = c.begun[:0]
	c.fan.wipe()
	c.opening = wipeArcs(c.opening)
	clear(c.scratch[:cap(c.scratch)])
}

// forget wipes what was offered.
func (c *Composer) forget() {
	for _, v := range c.shown {
		v.Wipe()
	}
	c.shown = c.shown[:0]
	c.choices = wipeAll(c.choices)
}

func wipeAll(list []choice) []choice {
	for _, ch := range list {
		ch.wipe()
	}
	return list[:0]
}

func (ch choice) wipe() {
	clear(ch.text)
	clear(ch.letters)
}

func (ch choice) clone() choice {
	return choice{slices.Clone(ch.text), slices.Clone(ch.letters)}
}
