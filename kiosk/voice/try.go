package voice

import (
	"context"
	"errors"
	"fmt"
)

var errSilence = errors.New("not a sound came out")

// TryPlayer plays the two notes of success once, for a technician to hear.
func (o Opts) TryPlayer(ctx context.Context) error {
	if err := o.Player.Play(ctx, makeTones()[Success].at(middling).wav()); err != nil {
		return fmt.Errorf("play two notes: %w", err)
	}
	return nil
}

// TrySpeaker has a sentence of each language spoken, and listens whether there is
// anything in it.
func (o Opts) TrySpeaker(ctx context.Context) error {
	for _, w := range o.Words {
		if !w.Has(programKey) {
			continue // it speaks by clips
		}
		s, err := spoken(o.Speaker.Say(ctx, w.T(programKey), plain(w.T("voice.sample"))))
		if err == nil && s.isSilence() {
			err = errSilence
		}
		if err != nil {
			return fmt.Errorf("speak %s: %w", w.Lang(), err)
		}
	}
	return nil
}

// isSilence: nothing in it can be heard.
func (s sound) isSilence() bool {
	const audible = 500
	for _, v := range s.samples {
		if v > audible || v < -audible {
			return false
		}
	}
	return true
}
