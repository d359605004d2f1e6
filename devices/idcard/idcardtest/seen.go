package idcardtest

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"station365/devices/idcard"
)

// patience is how long an event may take before a test gives up; nothing is
// measured by it.
const patience = 20 * time.Second

// seen are the events of one Run, without those of health.
type seen struct {
	events  chan idcard.Event
	cancel  context.CancelFunc
	stopped chan struct{}
	err     error // of Run, after stopped
}

// watch starts the reader.
func watch(t *testing.T, r idcard.Reader) *seen {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	s := &seen{events: make(chan idcard.Event, 64), cancel: cancel, stopped: make(chan struct{})}
	var inside atomic.Bool
	go func() {
		defer close(s.stopped)
		s.err = r.Run(ctx, func(e idcard.Event) {
			if !inside.CompareAndSwap(false, true) {
				t.Error("two events at once: emit is called from several goroutines")
			}
			defer inside.Store(false)
			if e.Kind != idcard.HealthChanged {
				s.events <- e
			}
		})
	}()
	t.Cleanup(func() { cancel(); <-s.stopped })
	return s
}

// event is one event, for comparing.
type event struct{ idcard.Event }

// want is the next event, which must be of this kind.
func (s *seen) want(t *testing.T, kind idcard.EventKind) event {
	t.Helper()
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case e := <-s.events:
		if e.Kind != kind {
			t.Fatalf("%s (%s %v), want %s", e.Kind, e.Code, e.Err, kind)
		}
		if (e.Card != nil) != (kind == idcard.CardRead) {
			t.Fatalf("%s with card: %v", e.Kind, e.Card != nil)
		}
		return event{e}
	case <-timer.C:
		t.Fatalf("no %s", kind)
	}
	return event{}
}

// nothing has happened since.
func (s *seen) nothing(t *testing.T) {
	t.Helper()
	select {
	case e := <-s.events:
		t.Errorf("%s (%s %v), want nothing", e.Kind, e.Code, e.Err)
	default:
	}
}

// lift takes a card that was read away, which only some readers report.
func (s *seen) lift(t *testing.T, b *Bench) {
	t.Helper()
	b.Lift()
	b.Wait()
	if b.Removes {
		s.want(t, idcard.CardRemoved)
	}
}

// placed waits for a card after one that was not read: whether that one's removal
// is reported is the reader's affair.
func (s *seen) placed(t *testing.T) {
	t.Helper()
	for {
		select {
		case e := <-s.events:
			if e.Kind == idcard.CardPlaced {
				return
			}
			if e.Kind != idcard.CardRemoved {
				t.Fatalf("%s (%s %v), want %s", e.Kind, e.Code, e.Err, idcard.CardPlaced)
			}
		case <-time.After(patience):
			t.Fatal("no card placed")
		}
	}
}

// stop ends the Run; it may be asked for twice.
func (s *seen) stop(t *testing.T) {
	t.Helper()
	s.cancel()
	<-s.stopped
	if !errors.Is(s.err, context.Canceled) {
		t.Errorf("Run returned %v", s.err)
	}
}

// is compares what was read.
func (e event) is(t *testing.T, want Card) {
	t.Helper()
	c := e.Card
	got := Card{Kind: c.Kind, Name: c.Name.Reveal(), Sex: c.Sex, Birth: c.Birth.Reveal(), Address: c.Address.Reveal(),
		IDNumber: c.IDNumber.Reveal(), PassNumber: c.PassNumber.Reveal()}
	if got != want {
		t.Errorf("read %+v, want %+v", got, want)
	}
}
