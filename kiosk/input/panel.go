package input

import (
	"station365/kiosk/input/ink"
	"station365/kiosk/input/pinyin"
	"station365/kiosk/personal"
)

// Mode is what the panel writes with.
type Mode string

// The modes of the panel.
const (
	Ink      Mode = "ink"    // a character at a time, by hand
	Pinyin   Mode = "pinyin" // sentences by their sounds
	Latin    Mode = "latin"  // letters as they are
	Capitals Mode = "capitals"
	Digits   Mode = "digits"
)

// Modes lists every mode in the order of the panel: who cannot spell begins first.
func Modes() []Mode { return []Mode{Ink, Pinyin, Latin, Capitals, Digits} }

// mostOffered bounds what is looked through for one piece; it is several pages.
const mostOffered = 60

// Panel is one person's writing: what is being composed, not yet part of the text.
// It is for one goroutine; Wipe leaves nothing of it.
type Panel struct {
	mode     Mode
	composer *pinyin.Composer // nil until the engines are there
	sheet    *ink.Sheet
	offered  []personal.Value
}

// NewPanel begins without engines: letters and digits work at once.
func NewPanel() *Panel { return &Panel{mode: Ink} }

// Use gives it the engines.
func (p *Panel) Use(e *Engines) {
	p.composer = pinyin.New(e.lexicon, e.fuzzy)
	p.composer.Expect(e.context)
	p.sheet = ink.New(e.model)
}

// Ready reports whether the present mode can be written with.
func (p *Panel) Ready() bool { return p.composer != nil || p.mode != Ink && p.mode != Pinyin }

// Mode is the present one.
func (p *Panel) Mode() Mode { return p.mode }

// SetMode changes it; what was being composed is dropped, what was learnt stays.
func (p *Panel) SetMode(m Mode) {
	p.Drop()
	p.mode = m
}

// Drop forgets what is being composed.
func (p *Panel) Drop() {
	if p.composer != nil {
		p.composer.Take().Wipe()
		p.sheet.Reset()
	}
	p.offer()
}

// Letter takes a key. taken is false where the letter stands for itself and belongs
// into the text.
func (p *Panel) Letter(letter string) (taken bool) {
	if p.mode != Pinyin || p.composer == nil || !isPinyin(letter) {
		return false
	}
	p.composer.Type([]byte(letter))
	p.offer()
	return true
}

// isPinyin tells the letters that a syllable has, and the mark between two.
func isPinyin(letter string) bool {
	return len(letter) == 1 && (letter[0] >= 'a' && letter[0] <= 'z' || letter == "'")
}

// Erase takes the last letter, choice or stroke of what is being composed back; it
// reports false when there is none, so that the text loses its last letter.
func (p *Panel) Erase() bool {
	switch {
	case p.composer == nil:
		return false
	case p.mode == Pinyin && (!p.empty(p.composer.Letters()) || !p.empty(p.composer.Chosen())):
		p.composer.Back()
	case p.mode == Ink && len(p.sheet.Strokes()) > 0:
		p.sheet.Undo()
	default:
		return false
	}
	p.offer()
	return true
}

func (p *Panel) empty(v personal.Value) bool {
	defer v.Wipe()
	return v.Empty()
}

// Stroke writes a stroke on the sheet.
func (p *Panel) Stroke(points []ink.Point) {
	if p.mode != Ink || p.sheet == nil || len(points) == 0 {
		return
	}
	p.sheet.Down(points[0])
	for _, point := range points[1:] {
		p.sheet.Move(point)
	}
	p.sheet.Up()
	p.offer()
}

// Pick chooses a candidate by its place. It returns what goes into the text: empty
// while letters are left to choose for. The caller wipes it.
func (p *Panel) Pick(i int) personal.Value {
	if i < 0 || i >= len(p.offered) {
		return personal.Value{}
	}
	defer p.offer()
	if p.mode == Ink {
		v := personal.New(p.offered[i].Reveal())
		p.sheet.Reset()
		return v
	}
	p.composer.Pick(i)
	if !p.empty(p.composer.Letters()) {
		return personal.Value{}
	}
	return p.composer.Take()
}

// Best chooses the first candidate for all that is being composed. The caller wipes
// it.
func (p *Panel) Best() personal.Value {
	for range mostOffered { // each choice takes letters away, and there are never that many
		if v := p.Pick(0); !v.Empty() || len(p.offered) == 0 {
			return v
		}
	}
	return personal.Value{}
}

// Unfinished reports whether something is being composed that is not yet chosen.
func (p *Panel) Unfinished() bool {
	v := p.Composing()
	return len(p.Sheet()) > 0 || !p.empty(v)
}

// Composing is what is being spelled: chosen words, then letters. The caller wipes
// it.
func (p *Panel) Composing() personal.Value {
	if p.mode != Pinyin || p.composer == nil {
		return personal.Value{}
	}
	chosen, letters := p.composer.Chosen(), p.composer.Letters()
	defer chosen.Wipe()
	defer letters.Wipe()
	return personal.New(chosen.Reveal() + letters.Reveal())
}

// Candidates are what the piece may mean, best first; they are the panel's own.
func (p *Panel) Candidates() []personal.Value { return p.offered }

// Sheet is what was written by hand; it is valid until the next change.
func (p *Panel) Sheet() []ink.Stroke {
	if p.sheet == nil {
		return nil
	}
	return p.sheet.Strokes()
}

// offer looks for candidates anew.
func (p *Panel) offer() {
	for _, v := range p.offered {
		v.Wipe()
	}
	p.offered = nil
	switch {
	case p.composer == nil:
	case p.mode == Pinyin:
		p.offered, _ = p.composer.Offer(0, mostOffered)
	case p.mode == Ink:
		p.offered = p.sheet.Offer(0, mostOffered)
	}
}

// Wipe forgets everything that came from a person, what was learnt too.
func (p *Panel) Wipe() {
	if p.composer != nil {
		p.composer.Reset()
		p.sheet.Reset()
	}
	for _, v := range p.offered {
		v.Wipe()
	}
	p.offered = nil
}
