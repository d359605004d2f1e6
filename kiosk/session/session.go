// Package session is one person's time at the kiosk: it holds the card and
// everything else that must be gone when the person is. End is the only way out;
// it may be called twice, from any goroutine, and never waits for network,
// paper or disk. The room knows no screen and no form.
package session

import (
	"log/slog"
	"sync"
	"time"

	"station365/devices/idcard"
)

// Reason is why a session ended; it is logged.
type Reason string

// The ways a session ends.
const (
	Done         Reason = "done"
	Left         Reason = "restart"
	Idle         Reason = "idle"
	OtherCard    Reason = "another card"
	DeviceFailed Reason = "failure"
	Shutdown     Reason = "shutdown"
)

// Wipeable is anything that zeroes what it holds: personal values, cards, forms.
type Wipeable interface{ Wipe() }

// Opts is what sessions work with; both may be left out.
type Opts struct {
	Now    func() time.Time // time.Now if nil
	Logger *slog.Logger
}

// Session is one person's time. Safe for several goroutines.
type Session struct {
	opts   Opts
	opened time.Time

	mu      sync.Mutex
	card    *idcard.Card
	wipe    []Wipeable
	ended   bool
	why     Reason
	touched time.Time
	tell    []func(Reason)
}

// Open begins a session, which owns card from here on; card is nil for a person
// who needs none.
func Open(card *idcard.Card, o Opts) *Session {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	now := o.Now()
	return &Session{opts: o, card: card, opened: now, touched: now}
}

// Hold has w wiped when the session ends; at once if it has ended already.
func (s *Session) Hold(w Wipeable) {
	s.mu.Lock()
	ended := s.ended
	if !ended {
		s.wipe = append(s.wipe, w)
	}
	s.mu.Unlock()
	if ended {
		w.Wipe()
	}
}

// OnEnd has tell called once when the session ends, after everything is wiped;
// at once if it has ended already.
func (s *Session) OnEnd(tell func(Reason)) {
	s.mu.Lock()
	ended, why := s.ended, s.why
	if !ended {
		s.tell = append(s.tell, tell)
	}
	s.mu.Unlock()
	if ended {
		tell(why)
	}
}

// Lay gives the session card to own, in place of an earlier one, which is wiped.
// After the end card is wiped at once.
func (s *Session) Lay(card *idcard.Card) {
	s.mu.Lock()
	old := card
	if !s.ended {
		old, s.card = s.card, card
	}
	s.mu.Unlock()
	if old != nil {
		old.Wipe()
	}
}

// Card is the card laid down, nil without one and after the end. The session
// keeps owning it.
func (s *Session) Card() *idcard.Card {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.card
}

// Same reports whether card is the session's own: the same number, laid down
// again.
func (s *Session) Same(card *idcard.Card) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return card != nil && s.card != nil && !card.IDNumber.Empty() && s.card.IDNumber.Equal(card.IDNumber)
}

// Touch notes that somebody is there.
func (s *Session) Touch() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.touched = s.opts.Now()
}

// Idle is how long nobody has touched anything.
func (s *Session) Idle() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.opts.Now().Sub(s.touched)
}

// Ended reports whether the session is over.
func (s *Session) Ended() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ended
}

// End wipes the card and everything held, newest first, then tells those who
// asked. Only the first call does anything.
func (s *Session) End(reason Reason) {
	s.mu.Lock()
	if s.ended {
		s.mu.Unlock()
		return
	}
	s.ended, s.why = true, reason
	card, wipe, tell := s.card, s.wipe, s.tell
	s.card, s.wipe, s.tell = nil, nil, nil
	lasted := s.opts.Now().Sub(s.opened)
	s.mu.Unlock()

	for i := len(wipe) - 1; i >= 0; i-- {
		wipe[i].Wipe()
	}
	if card != nil {
		card.Wipe()
	}
	s.opts.Logger.Info("session ended", "reason", reason, "lasted", lasted.Round(time.Second))
	for _, t := range tell {
		t(reason)
	}
}
