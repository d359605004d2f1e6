package voice

import (
	"context"
	"errors"
	"fmt"
	"time"
	"unicode"

	"station365/kiosk/words"
)

// Run is heard until ctx ends. While nothing is to be heard it waits.
func (v *Voice) Run(ctx context.Context) error {
	for {
		p, playing, done := v.next(ctx)
		if done != nil {
			v.perform(playing, p)
			done()
			continue
		}
		reminded, stop := v.untilDue()
		select {
		case <-ctx.Done():
			stop()
			return ctx.Err()
		case <-v.wake:
		case <-reminded:
		}
		stop()
	}
}

// next takes what is to be heard now with a context that Touched and Show can end.
func (v *Voice) next(ctx context.Context) (p piece, playing context.Context, done func()) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.waiting) == 0 && v.reminder != nil && !time.Now().Before(v.due) {
		v.waiting = append(v.waiting, v.reminder...)
		v.due = time.Now().Add(again)
	}
	if len(v.waiting) == 0 || ctx.Err() != nil {
		return piece{}, nil, nil
	}
	p, v.waiting = v.waiting[0], v.waiting[1:]
	playing, v.hush = context.WithCancel(ctx)
	v.now = p
	return p, playing, v.over
}

// over says that what was heard last is over.
func (v *Voice) over() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.hush()
	v.now, v.hush = piece{}, nil
}

// untilDue waits for the reminder; without one it waits for nothing.
func (v *Voice) untilDue() (<-chan time.Time, func()) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.reminder == nil {
		return nil, func() {}
	}
	t := time.NewTimer(time.Until(v.due))
	return t.C, func() { t.Stop() }
}

// perform plays a piece, one sound after the other. What cannot be heard is left
// out: it is on the glass.
func (v *Voice) perform(ctx context.Context, p piece) {
	if !v.player.mayTry() {
		return
	}
	if p.tone != NoTone {
		v.play(ctx, v.tones[p.tone].at(p.loud))
		return
	}
	for _, l := range p.lines {
		if ctx.Err() != nil {
			return
		}
		s, err := v.speech(ctx, p, l)
		if err != nil {
			continue // told where it broke
		}
		if !v.play(ctx, s.at(p.loud)) {
			return
		}
	}
}

// play tells whether the next line may follow.
func (v *Voice) play(ctx context.Context, s sound) bool {
	if len(s.samples) == 0 {
		return true
	}
	limited, cancel := context.WithTimeout(ctx, s.lasts()+slack)
	defer cancel()
	err := v.opts.Player.Play(limited, s.wav())
	if ctx.Err() != nil {
		return false
	}
	v.player.note(err)
	return err == nil
}

// slack is how long a player may take beyond the sound itself: to open the device
// and to let its buffer run dry. One that takes longer hangs.
const slack = 3 * time.Second

// patience is how long a speech program may take for a line; it takes 30 ms.
const patience = 10 * time.Second

var errNoVoice = errors.New("no voice for this language and no clip")

// speech is a line's clip, or else what the speech program makes of its text.
func (v *Voice) speech(ctx context.Context, p piece, l Line) (sound, error) {
	if l.Fixed {
		if s, ok := v.clip(p.words.Lang(), l.Key); ok {
			return s, nil
		}
	}
	if v.opts.Speaker == nil || !p.words.Has(programKey) || !v.speaker.mayTry() {
		return sound{}, errNoVoice
	}
	s, err := v.synthesise(ctx, p.words, plain(l.Text))
	if ctx.Err() != nil {
		return sound{}, ctx.Err()
	}
	v.speaker.note(err)
	return s, err
}

// synthesise has every part of a text spoken in its voice.
func (v *Voice) synthesise(ctx context.Context, w *words.Table, text string) (whole sound, err error) {
	limited, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for _, part := range v.parts(w, text) {
		s, err := spoken(v.opts.Speaker.Say(limited, part.voice, part.text))
		if err != nil {
			return sound{}, err
		}
		if whole.rate != 0 && (s.rate != whole.rate || s.channels != whole.channels) {
			return sound{}, fmt.Errorf("%w: %d Hz after %d Hz", ErrSound, s.rate, whole.rate)
		}
		whole.rate, whole.channels, whole.samples = s.rate, s.channels, append(whole.samples, s.samples...)
	}
	return whole, nil
}

// part is a piece of a text that one voice can say.
type part struct {
	voice, text string
	han         bool
}

// parts lets the names of people and places in another language's sentence be said
// in the station's own: an English voice says "Chinese letter" for each character.
func (v *Voice) parts(w *words.Table, text string) (all []part) {
	home := v.opts.Words[0]
	if w == home || !home.Has(programKey) {
		return []part{{voice: w.T(programKey), text: text}}
	}
	for _, r := range text {
		han := unicode.Is(unicode.Han, r)
		if n := len(all); n == 0 || all[n-1].han != han && !unicode.IsSpace(r) && !unicode.IsPunct(r) {
			all = append(all, part{han: han, voice: w.T(programKey)})
			if han {
				all[n].voice = home.T(programKey)
			}
		}
		all[len(all)-1].text += string(r)
	}
	return all
}

// programKey names the speech program's voice for a language, beside its words; a
// language without such a voice leaves it out and brings clips.
const programKey = "voice.program"

// spoken reads what the speech program wrote.
func spoken(wav []byte, err error) (sound, error) {
	if err != nil {
		return sound{}, err
	}
	s, err := readWAV(wav)
	if err != nil {
		return sound{}, fmt.Errorf("read speech: %w", err)
	}
	return s, nil
}

func (v *Voice) clip(language, key string) (sound, bool) {
	if v.opts.Clips == nil {
		return sound{}, false
	}
	s, err := v.opts.Clips.read(language, key)
	if err != nil {
		v.opts.Logger.Warn("a clip is not used", "language", language, "key", key, "error", err)
		return sound{}, false
	}
	return s, len(s.samples) > 0
}
