package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// waiting is a kiosk that looks for an update, in a bubble whose clock begins at 8:00
// in Beijing. The files are real.
type waiting struct {
	t       *testing.T
	u       *update
	log     *diary
	asked   chan os.Signal
	busy    atomic.Bool  // somebody stands there
	trusted atomic.Bool  // the clock is
	ill     atomic.Bool  // what stands there cannot start
	proofs  atomic.Int32 // how often that was asked
	begun   atomic.Value // "version word"
}

func await(t *testing.T) *waiting {
	t.Helper()
	w := &waiting{t: t, log: &diary{}, asked: make(chan os.Signal, 1)}
	w.trusted.Store(true)
	dir := t.TempDir()
	here := &successor{program: filepath.Join(dir, "kiosk"), config: filepath.Join(dir, "kiosk.toml"), asked: w.asked}
	w.u = &update{here: here, night: usualUpdate, log: w.log.log(), idle: func() bool { return !w.busy.Load() },
		hour:  func(at time.Time) int { return at.UTC().Add(8 * time.Hour).Hour() },
		begin: func(version, word string) { w.begun.Store(version + " " + word) },
		prove: func(context.Context) (string, error) {
			w.proofs.Add(1)
			if w.ill.Load() {
				return "", errors.New("it says: no such word")
			}
			return "v2", nil
		}}
	w.u.clock = newClock(func() time.Time {
		if w.trusted.Load() {
			return time.Now().AddDate(30, 0, 0) // the bubble's clock begins in 2000
		}
		return time.Now()
	}, nil)
	w.replace(here.program)
	w.replace(here.config)
	here.from = must[standing](t)(here.now())
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { defer close(ended); w.u.run(ctx) }()
	t.Cleanup(func() { cancel(); <-ended })
	return w
}

// replace renames another file onto path.
func (w *waiting) replace(path string) {
	w.t.Helper()
	if err := os.WriteFile(path+".new", []byte(time.Now().String()), 0o600); err != nil {
		w.t.Fatal(err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		w.t.Fatal(err)
	}
}

// at goes on to a time after the beginning at 8:00.
func (w *waiting) at(hours, minutes int) {
	start := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	time.Sleep(time.Until(start.Add(time.Duration(hours-8)*time.Hour + time.Duration(minutes)*time.Minute)))
	synctest.Wait()
}

// is tells how an update was begun: "" for not at all.
func (w *waiting) is(want string) {
	w.t.Helper()
	if got, _ := w.begun.Load().(string); got != want {
		w.t.Errorf("at %s: begun %q, want %q\n%s", time.Now(), got, want, w.log)
	}
}

func TestUpdateIsPendingByDayAndBegunAtTwoAtNight(t *testing.T) {
	for _, what := range []string{"program", "configuration"} {
		synctest.Test(t, func(t *testing.T) {
			w := await(t)
			w.at(9, 0)
			w.replace(map[string]string{"program": w.u.here.program, "configuration": w.u.here.config}[what])

			w.at(9, 2)
			w.is("")
			if !strings.Contains(w.log.String(), "pending") || !strings.Contains(w.log.String(), "changed="+what) {
				t.Errorf("%s: the log says\n%s", what, w.log)
			}
			w.at(24+1, 58)
			w.is("")
			w.at(24+2, 1)
			w.is("v2 night")

			if n := w.proofs.Load(); n != 1 {
				t.Errorf("it was asked %d times whether it can start", n)
			}
		})
	}
}

func TestUpdateIsPendingAndSomebodyStandsThereAllNight_ItWaitsForTheNextOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := await(t)
		w.replace(w.u.here.program)
		w.busy.Store(true)
		w.at(24+5, 1)
		w.is("")
		if n := w.proofs.Load(); n != 0 {
			t.Errorf("another program was read beside a resident")
		}

		w.busy.Store(false)
		w.at(24+12, 0)
		w.is("")
		w.at(48+2, 1)
		w.is("v2 night")
	})
}

func TestSomebodyComesWhileTheNewProgramIsAsked_ItIsNotBegun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := await(t)
		prove := w.u.prove
		w.u.prove = func(ctx context.Context) (string, error) { w.busy.Store(true); return prove(ctx) }
		w.at(24+2, 30)
		w.replace(w.u.here.program)

		w.at(24+3, 0)
		w.is("")
		w.busy.Store(false)
		w.at(24+3, 2)
		w.is("v2 night")
	})
}

func TestAttendantSaysThatAnUpdateMayBegin_ItBeginsOnceTheResidentHasLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := await(t)
		w.busy.Store(true)
		w.replace(w.u.here.program)
		w.asked <- os.Interrupt

		w.at(11, 0)
		w.is("")
		w.busy.Store(false)
		time.Sleep(2 * lookWhenAsked)
		synctest.Wait()
		w.is("v2 attendant")
	})
}

func TestNobodyVouchesForTheClock_AnUpdateIsBegunOnlyWhenTheAttendantSaysSo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := await(t)
		w.trusted.Store(false)
		w.replace(w.u.here.program)
		w.at(48+9, 0)
		w.is("")

		w.asked <- os.Interrupt
		w.at(48+9, 1)
		w.is("v2 attendant")
	})
}

func TestNewProgramCannotStart_TheOldOneGoesOnAndSaysSoOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := await(t)
		w.ill.Store(true)
		w.replace(w.u.here.program)
		w.at(48+9, 0)
		w.is("")
		if n := strings.Count(w.log.String(), "no such word"); n != 1 || w.proofs.Load() != 1 {
			t.Errorf("said %d times, asked %d times", n, w.proofs.Load())
		}

		w.asked <- os.Interrupt // as if it were mended: it is asked again
		w.at(48+9, 1)
		w.is("")
		w.ill.Store(false)
		w.replace(w.u.here.program)
		w.at(48+20, 0)
		w.is("")
		w.at(72+2, 1)
		w.is("v2 night")
	})
}

func TestAttendantAsksAndThereIsNothingToBegin_WhatComesLaterWaitsForTheNight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := await(t)
		w.asked <- os.Interrupt
		w.at(8, 10)
		if !strings.Contains(w.log.String(), "there is no update to begin") {
			t.Errorf("the log says\n%s", w.log)
		}

		w.replace(w.u.here.program)
		w.at(20, 0)
		w.is("")
		w.at(24+2, 1)
		w.is("v2 night")
	})
}

func TestHoursOfAnUpdateAreAtNight(t *testing.T) {
	for _, u := range []updateConfig{{From: 9, Until: 12}, {From: 3, Until: 3}, {From: 0, Until: 7}, {From: -1, Until: 4}} {
		e := &configError{}
		if e.checkUpdate(u); len(e.faults) == 0 {
			t.Errorf("%v is taken", u)
		}
	}
	e := &configError{}
	if e.checkUpdate(usualUpdate); len(e.faults) > 0 {
		t.Errorf("what is usual: %v", e)
	}
}
