package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"station365/kiosk/store"
)

// saidTime plays the centre's time.
type saidTime struct {
	at    time.Time
	fresh bool
}

func (s saidTime) Now() time.Time { return s.at }
func (s saidTime) Fresh() bool    { return s.fresh }

func TestClockIsBelievedOnlyWhereItCanBeRight(t *testing.T) {
	kept := time.Date(2027, 3, 1, 10, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		now    time.Time
		centre centreTime
		want   bool
	}{
		"a battery that is empty":                        {time.Unix(0, 0), nil, false},
		"before the program was made":                    {time.Date(2025, 12, 31, 0, 0, 0, 0, time.UTC), nil, false},
		"before what is kept here":                       {kept.Add(-time.Hour), nil, false},
		"a little before what is kept here":              {kept.Add(-time.Minute), nil, true},
		"after all that is known":                        {kept.Add(time.Hour), nil, true},
		"the centre says the same":                       {kept.Add(time.Hour), saidTime{kept.Add(61 * time.Minute), true}, true},
		"the centre says another time":                   {kept.Add(time.Hour), saidTime{kept.Add(3 * time.Hour), true}, false},
		"the centre says an earlier time":                {kept.AddDate(9, 0, 0), saidTime{kept.Add(time.Hour), true}, false},
		"the centre vouches for it against what is kept": {kept.Add(-time.Hour), saidTime{kept.Add(-time.Hour), true}, true},
		"the centre said a later time once":              {kept.Add(time.Hour), saidTime{kept.Add(3 * time.Hour), false}, false},
	} {
		clock := newClock(func() time.Time { return c.now }, c.centre)
		clock.notBefore(kept)

		if got := clock.Trusted(); got != c.want {
			t.Errorf("%s: trusted %v", name, got)
		}
	}
}

// diligence counts chores.
func diligence(c *care, trusted *atomic.Bool) map[string]int {
	done := map[string]int{}
	count := func(name string, timed bool) []chore {
		return []chore{{name: name, timed: timed, do: func(context.Context) error { done[name]++; return nil }}}
	}
	c.atStart, c.hourly, c.nightly = count("start", false), count("hour", true), count("night", false)
	machine := func() time.Time {
		if trusted.Load() {
			return time.Now().AddDate(30, 0, 0) // the bubble's clock begins in 2000
		}
		return time.Now()
	}
	c.clock, c.log = newClock(machine, nil), slog.New(slog.DiscardHandler)
	return done
}

func TestChoresAreDoneAtTheirTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // begins at midnight UTC
		var trusted atomic.Bool
		trusted.Store(true)
		c := &care{}
		done := diligence(c, &trusted)
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() { defer close(ended); c.run(ctx) }()

		time.Sleep(3*24*time.Hour + 12*time.Hour)
		synctest.Wait()
		first := fmt.Sprint(done)
		trusted.Store(false)
		time.Sleep(24 * time.Hour)
		synctest.Wait()
		cancel()
		<-ended

		if first != "map[hour:85 night:4 start:1]" {
			t.Errorf("in three and a half days: %s", first)
		}
		if done["hour"] != 85 || done["night"] != 6 { // one more where the day jumped
			t.Errorf("without a clock that is believed: %v", done)
		}
	})
}

func TestDamageFoundBesideTheWork_EndsTheProgramSoThatTheNextStartMendsIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var trusted atomic.Bool
		c := &care{}
		diligence(c, &trusted)
		var why error
		c.broken = func(err error) { why = err }
		c.atStart[0].do = func(context.Context) error { return fmt.Errorf("page 7: %w", store.ErrDamaged) }
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() { defer close(ended); c.run(ctx) }()
		synctest.Wait()
		cancel()
		<-ended

		if !errors.Is(why, store.ErrDamaged) {
			t.Errorf("ended with %v", why)
		}
	})
}
