package voice

import (
	"slices"

	"station365/kiosk/flow"
	"station365/kiosk/words"
)

// page is what matters of a view for the ear.
type page struct {
	state  flow.State
	leaf   int
	sound  string // Look.Sound
	hear   int
	body   []Line
	remark []Line
	wiped  []Line // the last session is wiped
	words  *words.Table
	loud   float64
	call   flow.CallStep
	word   flow.CallWord
}

// Loudness by what was chosen. Pages that are not read aloud still tick and ring,
// softly.
const (
	softly, middling, loudly = 0.25, 0.5, 1.0
	// From nightFrom to nightTo it is half (look.md §10): somebody sleeps above.
	nightFrom, nightTo = 21, 8
)

func pageOf(v flow.View, w *words.Table) page {
	p := page{state: v.State, leaf: v.Page, sound: v.Look.Sound, hear: v.Hear, body: Script(v, w), remark: Remark(v, w), words: w, loud: softly,
		call: v.Call.Step, word: v.Call.Word}
	if v.Wiped != "" {
		p.wiped = []Line{p.line(v.Wiped)}
	}
	switch v.Look.Sound {
	case flow.SoundMiddle:
		p.loud = middling
	case flow.SoundLoud:
		p.loud = loudly
	}
	if v.State == flow.TakeCard && p.isSilent() {
		p.loud = middling // whoever left it is some steps away
	}
	if h := w.Hour(v.Top.Now); !v.Top.About && (h >= nightFrom || h < nightTo) {
		p.loud /= 2
	}
	return p
}

// isSilent tells that pages are not read aloud.
func (p page) isSilent() bool { return p.sound == "" || p.sound == flow.SoundOff }

// act is what becomes of a view: sounds in this order.
type act struct {
	silence bool
	tone    Tone
	say     []Line
	loud    float64
}

// turnTo decides what is heard when the page after p is shown; speaking and cut
// say whether something is being said, or was until the last touch.
func (p page) turnTo(next page, speaking, cut bool) (a act) {
	fresh := next.state != p.state || next.words != p.words || !slices.Equal(next.body, p.body)
	remark := len(next.remark) > 0 && !slices.Equal(next.remark, p.remark)
	heard := next.hear > p.hear
	a.tone, a.loud = toneOf(p, next, remark), next.loud
	switch {
	case next.state == flow.TakeCard: // its reminder says it
		a.silence = next.state != p.state
	case heard && (speaking || cut):
		a.silence = true
	case heard:
		a.say = slices.Concat(next.body, next.remark)
	case len(next.wiped) > 0 && len(p.wiped) == 0 && !p.isSilent():
		a.say, a.loud = next.farewell(), max(p.loud, next.loud) // the look of who hears it is gone
	case next.isSilent():
		a.silence = true
	case next.sound != p.sound && next.state == p.state:
		a.say = []Line{next.line("voice.sample")}
	case fresh && next.state == flow.Welcome && (next.words == p.words || p.words == nil):
		a.silence = true // nobody is here, or somebody has just gone
	case fresh:
		a.silence, a.say = true, slices.Concat(next.remark, next.body)
	case remark:
		a.say = next.remark
	case next.leaf != p.leaf:
		a.say = []Line{next.line("voice.page", "n", itoa(next.leaf+1))}
	}
	a.silence = a.silence || len(a.say) > 0
	return a
}

// farewell tells who has gone that nothing is left of her, and who stays where she is.
func (p page) farewell() []Line {
	if p.isSilent() || p.state == flow.Welcome {
		return p.wiped
	}
	return slices.Concat(p.wiped, p.body)
}

func (p page) line(key string, args ...string) Line {
	return Line{Key: key, Text: p.words.T(key, args...), Fixed: len(args) == 0}
}

// toneOf is the sound of a change: of a new page, or of something to look at on
// the same one.
func toneOf(p, next page, remark bool) Tone {
	if remark {
		return Attention
	}
	switch { // whoever is in the next room hears that somebody calls
	case next.word == flow.CallComing && p.word != flow.CallComing:
		return Success
	case next.call != p.call && next.call != "" && next.call != flow.CallNobody:
		return Attention
	}
	if next.state == p.state {
		return NoTone
	}
	switch next.state {
	case flow.CardRead, flow.Done:
		return Success
	case flow.CardFailed, flow.CardNotValid, flow.NotKept, flow.NotPrinted, flow.IdleWarning:
		return Attention
	}
	return NoTone
}
