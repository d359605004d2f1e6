// Package voice lets the kiosk be heard: it reads pages aloud and makes the few
// short sounds of a press, of success and of attention.
//
// It promises that everything it says is also written on the page; that nothing
// personal is in it (see Script); that there is never more than one sound at a
// time; that any touch ends speech; and that a loudspeaker or a speech program
// that is missing, broken or hangs is noticed, told once, and costs the visit
// nothing. It knows views and words; it must not know the glass, the session or
// the store.
package voice

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"station365/kiosk/flow"
	"station365/kiosk/words"
)

// Player plays one WAV and returns when it is over, or at once when ctx ends.
type Player interface {
	Play(ctx context.Context, wav []byte) error
}

// Speaker makes the WAV of a text in the voice of a language, such as "en-us".
type Speaker interface {
	Say(ctx context.Context, voice, text string) (wav []byte, err error)
}

// Opts are what a voice is made of.
type Opts struct {
	Words   []*words.Table // of every language; the first also serves views that name none
	Player  Player         // nil: nothing is heard
	Speaker Speaker        // nil: only what has a clip is spoken
	Clips   *Clips         // nil: there are none
	Logger  *slog.Logger
}

// again is how often a card that lies there is asked for (look.md §10).
const again = 5 * time.Second

// Voice says one thing after the other on the goroutine of Run.
type Voice struct {
	opts  Opts
	tones map[Tone]sound
	wake  chan struct{}

	player, speaker outage

	mu       sync.Mutex
	shown    page
	waiting  []piece            // what is to be heard next
	now      piece              // what is being heard
	hush     context.CancelFunc // ends it; nil while all is silent
	cut      bool               // the last touch cut speech off
	reminder []piece            // said every few seconds while a card lies there
	due      time.Time          // when next
}

// piece is one sound, or some lines said one after the other.
type piece struct {
	tone  Tone
	lines []Line
	words *words.Table
	loud  float64
}

func (p piece) isSpeech() bool { return len(p.lines) > 0 }

// New makes a voice that is silent until something is shown.
func New(o Opts) *Voice {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return &Voice{opts: o, tones: makeTones(), wake: make(chan struct{}, 1),
		player: outage{what: "the loudspeaker", log: o.Logger}, speaker: outage{what: "the speech program", log: o.Logger}}
}

// Show takes what is on the glass now, from any goroutine. It never waits.
func (v *Voice) Show(view flow.View) {
	if v.opts.Player == nil || len(v.opts.Words) == 0 {
		return
	}
	next := pageOf(view, v.wordsOf(view.Look.Language))
	v.mu.Lock()
	defer v.mu.Unlock()
	a := v.shown.turnTo(next, v.isSpeaking(), v.cut)
	v.shown = next
	if a.silence {
		v.endSpeech()
	}
	if a.tone != NoTone && !v.isWaiting(a.tone) {
		v.waiting = append(v.waiting, piece{tone: a.tone, loud: next.loud})
	}
	if len(a.say) > 0 {
		v.cut = false
		v.waiting = append(v.waiting, piece{lines: a.say, words: next.words, loud: a.loud})
	}
	v.remind(next)
	v.poke()
}

// remind asks for the card again and again while it lies there.
func (v *Voice) remind(p page) {
	if p.state != flow.TakeCard {
		v.reminder = nil
		return
	}
	if v.reminder == nil {
		v.due = time.Now()
	}
	v.reminder = []piece{{tone: Attention, loud: p.loud}, {lines: p.body, words: p.words, loud: p.loud}}
}

// Mute tells that no page can be read aloud: there is no loudspeaker or nothing that
// speaks, or it failed when it was last tried.
func (v *Voice) Mute() bool {
	o := v.opts
	speaks := o.Clips != nil || o.Speaker != nil && !v.speaker.lasts.Load()
	return o.Player == nil || v.player.lasts.Load() || !speaks
}

// Touched ends speech: somebody's finger came down anywhere on the glass.
func (v *Voice) Touched() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.cut = v.isSpeaking()
	v.endSpeech()
}

// Pressed ticks for a finger on something that can be pressed, unless another
// sound is still to be heard.
func (v *Voice) Pressed() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.endSpeech()
	if v.opts.Player == nil || len(v.waiting) > 0 || v.hush != nil && !v.now.isSpeech() {
		return
	}
	v.waiting = append(v.waiting, piece{tone: Press, loud: v.shown.loud})
	v.poke()
}

func (v *Voice) isSpeaking() bool {
	if v.hush != nil && v.now.isSpeech() {
		return true
	}
	return slices.ContainsFunc(v.waiting, piece.isSpeech)
}

// isWaiting tells that a tone is to be heard already: a loudspeaker that is slow
// does not ring after the event.
func (v *Voice) isWaiting(t Tone) bool {
	return slices.ContainsFunc(v.waiting, func(p piece) bool { return p.tone == t })
}

// endSpeech leaves a tone that has begun its few moments.
func (v *Voice) endSpeech() {
	if v.hush != nil && v.now.isSpeech() {
		v.hush()
	}
	v.waiting = slices.DeleteFunc(v.waiting, piece.isSpeech)
}

func (v *Voice) poke() {
	select {
	case v.wake <- struct{}{}:
	default:
	}
}

func (v *Voice) wordsOf(language string) *words.Table {
	for _, w := range v.opts.Words {
		if w.Lang() == language {
			return w
		}
	}
	return v.opts.Words[0]
}
