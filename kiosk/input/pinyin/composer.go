package pinyin

import (
	"slices"

	"station365/kiosk/personal"
)

// maxLetters bounds what is typed before anything is chosen: some fifteen
// syllables. Longer texts are written in pieces.
const maxLetters = 80

// Composer is one line being written. It is for one goroutine.
//
// What a person types, what was offered and what was learnt from it stand in
// slices that Reset overwrites. What the engine cannot promise: bytes on the
// stack, copies that the runtime made when a slice grew, and what the caller
// revealed.
type Composer struct {
	lex     *Lexicon
	fuzzy   Fuzzy
	context *prepared
	decode  decoder
	fan     *fan

	letters []byte   // typed and not yet chosen for
	picked  []choice // chosen, in order
	choices []choice // offered for the letters
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
	c := &Composer{lex: lex, fuzzy: fuzzy}
	c.decode = decoder{lex: lex, extras: c.extra}
	c.Expect(Context{})
	return c
}

// Expect says what the form knows. It forgets what was typed and learnt.
func (c *Composer) Expect(context Context) {
	c.Reset()
	c.context = prepare(c.lex, context)
	c.decode.counted = c.context.counted
}

// SetFuzzy changes the sounds that are taken for each other.
func (c *Composer) SetFuzzy(f Fuzzy) {
	c.fuzzy = f
	c.look()
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
	c.letters = append(c.letters, letters...)
	c.look()
	return true
}

// Back takes back the last choice, or else the last letter.
func (c *Composer) Back() {
	switch n := len(c.picked); {
	case n > 0:
		last := c.picked[n-1]
		rest := slices.Clone(c.letters)
		c.letters = append(append(c.letters[:0], last.letters...), rest...)
		clear(rest)
		last.wipe()
		c.picked = c.picked[:n-1]
	case len(c.letters) > 0:
		c.letters[len(c.letters)-1] = 0
		c.letters = c.letters[:len(c.letters)-1]
	}
	c.look()
}

// Letters is what is typed and not yet chosen for.
func (c *Composer) Letters() personal.Value { return personal.FromBytes(slices.Clone(c.letters)) }

// Offer is the candidates from a place on, at most n; the values are wiped by the
// next key. more tells that others follow.
func (c *Composer) Offer(from, n int) (texts []personal.Value, more bool) {
	for i := from; i < min(from+n, len(c.choices)); i++ {
		v := personal.FromBytes([]byte(string(c.choices[i].text)))
		c.shown = append(c.shown, v)
		texts = append(texts, v)
	}
	return texts, from+n < len(c.choices)
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
	c.look()
}

// Chosen is the text chosen so far.
func (c *Composer) Chosen() personal.Value {
	var text []rune
	for _, p := range c.picked {
		text = append(text, p.text...)
	}
	defer clear(text)
	return personal.FromBytes([]byte(string(text)))
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
}

// forget wipes what was offered.
func (c *Composer) forget() {
	for _, v := range c.shown {
		v.Wipe()
	}
	c.shown = c.shown[:0]
	c.choices = wipeAll(c.choices)
	for _, x := range c.lent {
		clear(x.text)
	}
	c.lent = c.lent[:0]
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
