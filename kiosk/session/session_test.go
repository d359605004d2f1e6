package session_test

import (
	"bytes"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"station365/devices/idcard"
	"station365/kiosk/personal"
	"station365/kiosk/session"
)

func card(number string) *idcard.Card {
	return &idcard.Card{Kind: idcard.Resident, Name: personal.New("李阿婆"), IDNumber: personal.New(number)}
}

const number = "522731195103144127"

func TestEndWipesTheCardAndEverythingHeld(t *testing.T) {
	c := card(number)
	name, held := c.Name, personal.New("13800005678")
	s := session.Open(c, session.Opts{})
	s.Hold(held)

	s.End(session.Idle)

	if !name.Empty() || !held.Empty() || s.Card() != nil || !s.Ended() {
		t.Error("something is left of the person")
	}
}

func TestEndingTwiceTellsOnce(t *testing.T) {
	s := session.Open(card(number), session.Opts{})
	var told []session.Reason
	s.OnEnd(func(r session.Reason) { told = append(told, r) })

	s.End(session.Done)
	s.End(session.Shutdown)

	if len(told) != 1 || told[0] != session.Done {
		t.Errorf("told %v", told)
	}
}

func TestWhatComesAfterTheEndIsWipedAtOnce(t *testing.T) {
	s := session.Open(nil, session.Opts{})
	s.End(session.OtherCard)
	late := personal.New("late")
	var told session.Reason

	s.Hold(late)
	s.OnEnd(func(r session.Reason) { told = r })

	if !late.Empty() || told != session.OtherCard {
		t.Errorf("late value empty %v, told %q", late.Empty(), told)
	}
}

func TestEverythingIsWipedBeforeAnybodyIsTold(t *testing.T) {
	held := personal.New("x")
	s := session.Open(nil, session.Opts{})
	s.Hold(held)
	wiped := false
	s.OnEnd(func(session.Reason) { wiped = held.Empty() })

	s.End(session.Done)

	if !wiped {
		t.Error("told before it was wiped")
	}
}

func TestOnlyTheSamePersonsCardIsTheSame(t *testing.T) {
	s := session.Open(card(number), session.Opts{})

	if !s.Same(card(number)) || s.Same(card("522731198001014128")) || s.Same(nil) || s.Same(&idcard.Card{}) {
		t.Error("cards are mixed up")
	}
	s.End(session.Done)
	if s.Same(card(number)) {
		t.Error("an ended session knows its card")
	}
}

func TestTouchingKeepsASessionAwake(t *testing.T) {
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	s := session.Open(nil, session.Opts{Now: func() time.Time { return now }})

	now = now.Add(time.Minute)
	idle := s.Idle()
	s.Touch()

	if idle != time.Minute || s.Idle() != 0 {
		t.Errorf("idle %v, then %v", idle, s.Idle())
	}
}

func TestTheLogSaysWhyAndNothingPersonal(t *testing.T) {
	var log bytes.Buffer
	s := session.Open(card(number), session.Opts{Logger: slog.New(slog.NewTextHandler(&log, nil))})

	s.End(session.OtherCard)

	if !strings.Contains(log.String(), `reason="another card"`) || strings.Contains(log.String(), number) {
		t.Error(log.String())
	}
}

func TestSessionEndsFromSeveralPlacesAtOnce(t *testing.T) {
	s := session.Open(card(number), session.Opts{})
	var told int
	s.OnEnd(func(session.Reason) { told++ })
	var all sync.WaitGroup

	for range 8 {
		all.Go(func() { s.Hold(personal.New("x")); s.Touch(); s.End(session.Shutdown) })
	}
	all.Wait()

	if told != 1 {
		t.Errorf("told %d times", told)
	}
}
