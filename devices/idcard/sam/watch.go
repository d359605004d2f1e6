package sam

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"time"

	"station365/devices"
	"station365/devices/idcard"
)

const (
	// pollEvery is the pause between two looks; the makers ask for more than
	// 300 ms, and a hand needs longer to lay a card down.
	pollEvery = 350 * time.Millisecond
	// gone is how many empty looks in a row make a card taken away: a card at the
	// edge of the field is missed once now and then.
	gone = 2
	// maxOdd is how many odd answers to "find" in a row mean that the module is
	// not itself.
	maxOdd = 3
	// samePerson is how long after a reading a card that was missed once and is
	// found again counts as still lying there, if it is the same person's and the
	// module is not known to repeat itself.
	samePerson = 10 * time.Second
)

// watch is what is known of the card on a ready module. The protocol cannot
// say "the card is still there": a card that was read is halted, so that most
// modules answer "no card" until it has left the field, and some answer "found"
// at every look. Both must come out as one presentation.
type watch struct {
	dev  *Dev
	talk *talk
	emit func(idcard.Event)

	lying    bool         // a presentation has been reported and not ended
	failed   bool         // ... as a failure
	misses   int          // empty looks since then
	repeats  bool         // the module was seen to answer "found" again
	asked    bool         // somebody wants the card that lies there once more
	noNewest bool         // the module does not answer when asked for the newest address
	odd      int          // odd answers to "find" in a row
	seed     maphash.Seed // one per connection
	person   uint64       // whose card lies there, hashed under the seed; 0 when it is gone
	at       time.Time    // when it was read
}

// run looks for cards until ctx ends or the module fails.
func (w *watch) run(ctx context.Context) error {
	w.seed = maphash.MakeSeed()
	w.dev.again.Store(false)
	for ctx.Err() == nil {
		if err := w.look(ctx); err != nil {
			return err
		}
		sleep(ctx, pollEvery)
	}
	return ctx.Err()
}

func (w *watch) look(ctx context.Context) error {
	if w.dev.again.Swap(false) {
		w.asked = true
	}
	found, err := w.find(ctx)
	switch {
	case err != nil:
		return err
	case !found:
		return w.miss(ctx)
	case !w.lying || w.asked:
		return w.present(ctx)
	case w.misses > 0:
		return w.compare(ctx)
	}
	w.repeats = w.repeats || !w.failed
	return nil
}

// find looks twice: modules may miss the first time, and their makers' own
// software asks again at once.
func (w *watch) find(ctx context.Context) (bool, error) {
	for range 2 {
		a, err := w.talk.ask(ctx, findCard)
		if err != nil {
			return false, err
		}
		switch a.sw {
		case swFound:
			w.odd = 0
			return true, nil
		case swNoCard:
			w.odd = 0
		default:
			return false, w.oddAnswer(ctx, refusal(a.sw))
		}
	}
	return false, nil
}

// oddAnswer lets a module be odd a few times before it counts as sick.
func (w *watch) oddAnswer(ctx context.Context, f *failure) error {
	w.odd++
	if w.odd >= maxOdd || errors.Is(f, devices.ErrOutOfService) {
		return fmt.Errorf("find card: %w", f)
	}
	return w.resetAfter(ctx, f)
}

// resetAfter resets the module after the failures that ask for it.
func (w *watch) resetAfter(ctx context.Context, err error) error {
	if !refusedWith(err, swUnknown, swRandom) {
		return nil
	}
	_, err = w.talk.ask(ctx, resetSAM)
	return err
}

// miss counts an empty look.
func (w *watch) miss(ctx context.Context) error {
	if !w.lying {
		return nil
	}
	if w.dev.Presence() && !w.failed {
		there, err := w.stillThere(ctx)
		if err != nil || there {
			return err
		}
	}
	if w.misses++; w.misses < gone {
		return nil
	}
	w.lying, w.person = false, 0
	if w.dev.Presence() && !w.failed {
		w.emit(idcard.Event{Kind: idcard.CardRemoved})
	}
	return nil
}

// stillThere asks the card that was read for one more item: having it or not,
// it answers as long as it lies there.
func (w *watch) stillThere(ctx context.Context) (bool, error) {
	a, err := w.talk.ask(ctx, probeCard)
	if err != nil {
		return false, err
	}
	defer a.wipe()
	if a.sw != swDone && a.sw != swNoItem {
		return false, nil
	}
	w.misses = 0
	return true, nil
}

// present reports a new presentation.
func (w *watch) present(ctx context.Context) error {
	w.emit(idcard.Event{Kind: idcard.CardPlaced})
	c, err := w.read(ctx)
	return w.report(ctx, c, err)
}

// compare reads a card that was missed once before it says anything: it is
// either the same card at the edge of the field or one that was quickly lifted
// and laid down.
func (w *watch) compare(ctx context.Context) error {
	c, err := w.read(ctx)
	stayed := w.repeats || time.Since(w.at) < samePerson
	if err == nil && !w.failed && stayed && w.hash(c) == w.person {
		c.Wipe()
		w.misses = 0
		return nil
	}
	w.emit(idcard.Event{Kind: idcard.CardPlaced})
	return w.report(ctx, c, err)
}

// report ends a presentation with exactly one event.
func (w *watch) report(ctx context.Context, c *idcard.Card, err error) error {
	if ctx.Err() != nil {
		if c != nil {
			c.Wipe()
		}
		return ctx.Err()
	}
	w.lying, w.asked, w.failed, w.misses, w.at = true, false, err != nil, 0, time.Now()
	if err == nil {
		w.person = w.hash(c)
		w.dev.log.Info("card read", "kind", c.Kind, "warnings", c.Warnings)
		w.emit(idcard.Event{Kind: idcard.CardRead, Card: c})
		return nil
	}
	w.dev.log.Warn("card not read", "code", codeOf(err), "err", err)
	w.emit(idcard.Event{Kind: idcard.CardFailed, Err: err, Code: codeOf(err)})
	if lineErr := lineError(err); lineErr != nil {
		return lineErr
	}
	return w.resetAfter(ctx, err)
}

// lineError is err if the module cannot go on after it.
func lineError(err error) error {
	if errors.Is(err, devices.ErrGone) || errors.Is(err, devices.ErrOutOfService) {
		return err
	}
	return nil
}

func (w *watch) hash(c *idcard.Card) uint64 { return maphash.String(w.seed, c.IDNumber.Reveal()) }
