package voice

import (
	"math"
	"time"
)

// Tone is one of the short sounds of the kiosk.
type Tone string

// The tones (look.md §10), dry and short.
const (
	NoTone    Tone = ""
	Press     Tone = "press"     // a wooden tick
	Success   Tone = "success"   // two rising notes: a card is read, a case is handed in
	Attention Tone = "attention" // a low bell, once
)

// Tones lists them.
func Tones() []Tone { return []Tone{Press, Success, Attention} }

// What the tones are made of. sol and do lie where small loudspeakers are loudest
// and old ears still hear; the bell lies an octave and more below them.
const (
	toneRate = 22050
	sol      = 783.99  // Hz, G5
	do       = 1046.50 // Hz, C6
	bell     = 293.66  // Hz, D4
	tick     = 30 * time.Millisecond
	note     = 175 * time.Millisecond
	strike   = 600 * time.Millisecond
)

// partial is one vibration of a struck thing.
type partial struct {
	hertz, loud float64
	dies        time.Duration // until a third of it is left
}

// makeTones draws every tone once.
func makeTones() map[Tone]sound {
	return map[Tone]sound{
		// Wood has no pitch that lasts: two vibrations that do not fit each other.
		Press: {toneRate, 1, struck(tick, partial{1150, 0.6, 6 * time.Millisecond}, partial{2730, 0.3, 3 * time.Millisecond})},
		Success: {toneRate, 1, append(
			struck(note, partial{sol, 0.5, 90 * time.Millisecond}, partial{2 * sol, 0.12, 40 * time.Millisecond}),
			struck(note, partial{do, 0.5, 90 * time.Millisecond}, partial{2 * do, 0.12, 40 * time.Millisecond})...)},
		// A bell's upper vibrations stand apart by no whole numbers and die first.
		Attention: {toneRate, 1, struck(strike, partial{bell, 0.5, 260 * time.Millisecond}, partial{2.4 * bell, 0.2, 140 * time.Millisecond},
			partial{3.9 * bell, 0.1, 60 * time.Millisecond})},
	}
}

// struck is a thing that is struck once: at full voice after attack, then dying
// away, and silent at its end, so that no loudspeaker clicks.
func struck(length time.Duration, partials ...partial) []int16 {
	const attack, release = 0.001, 0.004 // seconds
	seconds := length.Seconds()
	out := make([]int16, int(seconds*toneRate))
	for i := range out {
		t := float64(i) / toneRate
		level := min(1, t/attack, (seconds-t)/release)
		sum := 0.0
		for _, p := range partials {
			sum += p.loud * math.Exp(-t/p.dies.Seconds()) * math.Sin(2*math.Pi*p.hertz*t)
		}
		out[i] = int16(math.MaxInt16 * level * sum)
	}
	return out
}
