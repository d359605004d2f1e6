package main

import (
	"testing"
	"time"
)

func TestClockLeapsAheadWithoutTheCentre_ItIsNotBelievedUntilItIsSetBack(t *testing.T) {
	now, set := time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC), time.Duration(0)
	c := newClock(func() time.Time { return now }, nil)
	c.leapt = func(time.Time, time.Time) time.Duration { return set }
	if !c.Trusted() {
		t.Fatal("a clock that nobody has touched is not believed")
	}

	now, set = now.AddDate(1, 0, 0), 365*24*time.Hour
	if c.Trusted() {
		t.Error("a year ahead, and believed")
	}
	now, set = now.AddDate(-1, 0, 0), 0
	if !c.Trusted() {
		t.Error("set back, and not believed")
	}
}

func TestClockThatWasNeverBelievedIsSet_ItMayBeRightNow(t *testing.T) {
	now := time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)
	c := newClock(func() time.Time { return now }, nil)
	c.leapt = func(time.Time, time.Time) time.Duration { return 56 * 365 * 24 * time.Hour }
	if c.Trusted() {
		t.Fatal("1970 is believed")
	}

	now = time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)

	if !c.Trusted() {
		t.Error("a clock that was set right is not believed")
	}
}

func TestCentreConfirmsATimeThatLeapt_ItIsBelievedAgain(t *testing.T) {
	now := time.Now()
	says := &saidTime{at: now}
	c := newClock(func() time.Time { return now }, says)
	c.leapt = func(from, to time.Time) time.Duration { return to.Sub(from) }
	if !c.Trusted() {
		t.Fatal("not believed at first")
	}
	now = now.Add(48 * time.Hour)
	if c.Trusted() {
		t.Error("two days ahead, and believed")
	}

	says.at, says.fresh = now, true

	if !c.Trusted() {
		t.Error("the centre says the same, and it is not believed")
	}
}
