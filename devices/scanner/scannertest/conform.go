package scannertest

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"station365/devices"
	"station365/devices/scanner"
)

// patience is how long an event may take before a test gives up; nothing is
// measured by it.
const patience = 20 * time.Second

// Bench is a scanner under test and the hand that holds codes before it.
type Bench struct {
	Scanner scanner.Scanner
	Show    func(text string) // holds a code up
	Bad     func()            // lets something come that is no code
	Wait    func()            // returns when a code shown again is a new holding-up
}

// Conform holds a scanner to the contract of scanner.Scanner. run is called for
// each part: it makes a bench, in a synctest bubble if it likes, and calls part
// with it.
func Conform(t *testing.T, run func(t *testing.T, part func(*testing.T, *Bench))) {
	for name, part := range map[string]func(t *testing.T, b *Bench, s *seen){
		"ACodeIsHandedOverAsItStands":         asItStands,
		"EachHoldingUpIsACode":                eachHolding,
		"WhatIsNoCodeHasAFaultAndEndsNothing": faults,
		"TheReceiverOwnsTheCode":              receiverOwns,
		"RunEndsWithItsContextAndMayRunAgain": runsAgain,
	} {
		t.Run(name, func(t *testing.T) {
			run(t, func(t *testing.T, b *Bench) {
				s := watch(t, b.Scanner)
				part(t, b, s)
				s.stop(t)
			})
		})
	}
}

// awkward is data that looks like paths, quotes and commands.
const awkward = "S365/1/S2-0001-4/7F3AC21E90B4KM5T 回执 \"x\"; rm -rf / ../../"

// Shown is each text that Conform holds up, once, in an order that stays: a bench
// with nothing but a recording finds it by its place.
func Shown() []string {
	return []string{awkward, "one", "two", "after it", "mine", "again"}
}

func asItStands(t *testing.T, b *Bench, s *seen) {
	b.Show(awkward)

	s.scanned(t, awkward)
	if b.Scanner.String() == "" {
		t.Error("a scanner without a name")
	}
}

func eachHolding(t *testing.T, b *Bench, s *seen) {
	for _, text := range []string{"one", "two", "one"} {
		b.Show(text)
		s.scanned(t, text)
		b.Wait()
	}
	s.nothing(t)
}

func faults(t *testing.T, b *Bench, s *seen) {
	b.Bad()
	if e := s.want(t, scanner.CodeFailed); e.Err == nil || e.Fault == "" || !e.Code.Text.Empty() {
		t.Errorf("failed with %v, fault %q", e.Err, e.Fault)
	}

	b.Show("after it")

	s.scanned(t, "after it")
}

func receiverOwns(t *testing.T, b *Bench, s *seen) {
	b.Show("mine")
	first := s.want(t, scanner.CodeScanned)
	first.Code.Wipe()
	b.Wait()

	b.Show("mine")

	s.scanned(t, "mine")
}

func runsAgain(t *testing.T, b *Bench, s *seen) {
	s.stop(t)

	again := watch(t, b.Scanner)
	b.Show("again")

	again.scanned(t, "again")
	again.stop(t)
}

// seen are the events of one Run, without those of health.
type seen struct {
	events  chan scanner.Event
	ready   chan struct{} // closed when the scanner says so
	cancel  context.CancelFunc
	stopped chan struct{}
	err     error // of Run, after stopped
}

// watch starts the scanner and waits until it is ready: what is held up before it
// is lost.
func watch(t *testing.T, r scanner.Scanner) *seen {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	s := &seen{events: make(chan scanner.Event, 64), ready: make(chan struct{}), cancel: cancel, stopped: make(chan struct{})}
	var inside atomic.Bool
	var told sync.Once
	go func() {
		defer close(s.stopped)
		s.err = r.Run(ctx, func(e scanner.Event) {
			if !inside.CompareAndSwap(false, true) {
				t.Error("two events at once: emit is called from several goroutines")
			}
			defer inside.Store(false)
			switch {
			case e.Kind != scanner.HealthChanged:
				s.events <- e
			case e.Health.State == devices.Ready:
				told.Do(func() { close(s.ready) })
			}
		})
	}()
	t.Cleanup(func() { cancel(); <-s.stopped })
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case <-s.ready:
	case <-timer.C:
		t.Fatal("the scanner is never ready")
	}
	return s
}

// want is the next event, which must be of this kind.
func (s *seen) want(t *testing.T, kind scanner.EventKind) scanner.Event {
	t.Helper()
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case e := <-s.events:
		if e.Kind != kind {
			t.Fatalf("%s (%s %v), want %s", e.Kind, e.Fault, e.Err, kind)
		}
		return e
	case <-timer.C:
		t.Fatalf("no %s", kind)
	}
	return scanner.Event{}
}

func (s *seen) scanned(t *testing.T, text string) {
	t.Helper()
	if e := s.want(t, scanner.CodeScanned); e.Code.Text.Reveal() != text {
		t.Errorf("scanned %q, want %q", e.Code.Text.Reveal(), text)
	}
}

// nothing has happened since.
func (s *seen) nothing(t *testing.T) {
	t.Helper()
	select {
	case e := <-s.events:
		t.Errorf("%s (%s %v), want nothing", e.Kind, e.Fault, e.Err)
	default:
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
