package main

import (
	"runtime/debug"
	"sync"
	"time"
)

// tolerance is how far two clocks may be apart: a quartz that nobody has set for
// half a year.
const tolerance = 10 * time.Minute

// centreTime is the time that the centre has said.
type centreTime interface {
	Now() time.Time // the best there is
	Fresh() bool    // it was said lately
}

// clock tells whether this machine's clock can be believed. The centre's word
// counts for most; without it no time is believed that lies before the program
// was made or before something that is kept here.
type clock struct {
	machine func() time.Time
	centre  centreTime // nil: no centre says the time
	leapt   func(from, to time.Time) time.Duration

	mu    sync.Mutex
	floor time.Time
	last  time.Time // when it was believed; zero: not yet
}

// leapt is how far somebody has set the clock between two of its times: the wall's
// difference without what really passed, by the count that nobody can set.
func leapt(from, to time.Time) time.Duration { return to.Round(0).Sub(from.Round(0)) - to.Sub(from) }

func newClock(machine func() time.Time, centre centreTime) *clock {
	return &clock{machine: machine, centre: centre, leapt: leapt, floor: builtAt()}
}

// clock is this kiosk's, by the centre's time where the line has TLS.
func (e enrolment) clock() *clock {
	if e.trust == nil {
		return newClock(time.Now, nil)
	}
	return newClock(time.Now, e.trust.Clock())
}

// notBefore takes a time that something kept here bears.
func (c *clock) notBefore(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if t.After(c.floor) {
		c.floor = t
	}
}

// Trusted says whether the machine's time can be told to people and kept.
func (c *clock) Trusted() bool {
	now := c.machine()
	if c.centre != nil {
		apart := now.Sub(c.centre.Now())
		if c.centre.Fresh() {
			return c.confirmed(now, apart.Abs() <= tolerance)
		}
		if apart < -tolerance { // it once said a later time
			return false
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if now.Add(tolerance).Before(c.floor) {
		return false
	}
	// A time that was believed and then leapt ahead waits for the centre's word, or
	// for being set back; one that was not believed may have been set right.
	if !c.last.IsZero() && c.leapt(c.last, now) > tolerance {
		return false
	}
	c.last = now
	return true
}

// confirmed is the centre's verdict, from which on leaps count anew.
func (c *clock) confirmed(now time.Time, right bool) bool {
	if right {
		c.mu.Lock()
		c.last = now
		c.mu.Unlock()
	}
	return right
}

// builtAt is when the program's source was committed; a program that does not
// know was made before 2026, as far as anybody can tell.
func builtAt() time.Time {
	oldest := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return oldest
	}
	for _, s := range info.Settings {
		if at, err := time.Parse(time.RFC3339, s.Value); s.Key == "vcs.time" && err == nil {
			return at
		}
	}
	return oldest
}
