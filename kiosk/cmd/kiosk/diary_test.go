package main

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"station365/kiosk"
	"station365/kiosk/flow"
	"station365/kiosk/store"
)

// kioskDay is a daybook with its surroundings in the hand.
type kioskDay struct {
	*daybook
	now    time.Time
	centre bool
	told   int
}

func newDay(t *testing.T, state string) *kioskDay {
	t.Helper()
	s := must[*store.Store](t)(store.Open(t.TempDir(), store.Opts{}))
	t.Cleanup(func() { _ = s.Close() })
	k := &kioskDay{now: time.Date(2027, 3, 5, 9, 0, 0, 0, beijing), centre: true}
	c := newClock(func() time.Time { return k.now }, nil)
	c.leapt = func(time.Time, time.Time) time.Duration { return 0 }
	k.daybook = &daybook{store: s, online: func() bool { return k.centre }, slips: func() int { return 140 }, clock: c,
		kept: dayFile(filepath.Join(state, "centre-away")), changed: func() { k.told++ }, log: slog.New(slog.DiscardHandler)}
	return k
}

var beijing = time.FixedZone("CST", 8*60*60)

// pass lets so many minutes go by.
func (k *kioskDay) pass(ctx context.Context, minutes int) {
	for range minutes * int(time.Minute/diaryEvery) {
		k.now = k.now.Add(diaryEvery)
		k.write(ctx, diaryEvery)
	}
}

// hand keeps a case that the centre does not know of yet.
func (k *kioskDay) hand(t *testing.T, id kiosk.CaseID) {
	t.Helper()
	c := kiosk.NewCase{ID: id, Prefix: "S2", At: k.now, TimeTrusted: true}
	must[kiosk.Kept](t)(k.store.Keep(t.Context(), c, func(h kiosk.Head, n kiosk.CaseNumber) (kiosk.Record, error) {
		return kiosk.Record{ID: string(n), Epoch: h.Epoch, Sequence: h.Sequence, Bytes: []byte(n)}, nil
	}))
}

func TestCentreIsAwayForTwentyThreeMinutes_TheDaySaysSoAndWhatBecameOfTheCases(t *testing.T) {
	k := newDay(t, t.TempDir())
	k.write(t.Context(), 0)
	well := k.Health()
	k.pass(t.Context(), 5)

	k.centre = false
	k.hand(t, "a")
	k.hand(t, "b")
	k.pass(t.Context(), 23)
	away := k.Health()
	k.centre = true
	epoch := must[uint32](t)(k.store.Epoch(t.Context()))
	must[[]store.Place](t)(k.store.MarkAcknowledged(t.Context(), epoch, 2, nil, k.now, nil))
	k.pass(t.Context(), 60)

	if want := (flow.Health{Arrived: true, Slips: 140}); well != want {
		t.Errorf("in the morning %+v, want %+v", well, want)
	}
	if want := (flow.Health{Away: 23 * time.Minute, Waiting: 2, Slips: 140}); away != want {
		t.Errorf("without the centre %+v, want %+v", away, want)
	}
	if want := (flow.Health{Away: 23 * time.Minute, Arrived: true, Slips: 140}); k.Health() != want {
		t.Errorf("afterwards %+v, want %+v", k.Health(), want)
	}
	if k.told != 1+1+23+1 {
		t.Errorf("told %d times; one is to begin with, one for what waits, one a minute without the centre, one for what arrived", k.told)
	}
}

func TestACaseThatWasSetAsideHasNotArrived(t *testing.T) {
	k := newDay(t, t.TempDir())
	k.hand(t, "a")
	epoch := must[uint32](t)(k.store.Epoch(t.Context()))
	if err := k.store.Quarantine(t.Context(), store.Place{Epoch: epoch, Sequence: 1}, "refused", nil); err != nil {
		t.Fatal(err)
	}

	k.write(t.Context(), 0)

	if h := k.Health(); h.Waiting != 0 || h.Arrived {
		t.Errorf("the day says %+v", h)
	}
}

func TestMidnightBeginsANewDay(t *testing.T) {
	k := newDay(t, t.TempDir())
	k.now, k.centre = time.Date(2027, 3, 5, 23, 50, 0, 0, beijing), false
	k.write(t.Context(), 0)
	k.pass(t.Context(), 9)
	evening := k.Health().Away

	k.pass(t.Context(), 4)

	if evening != 9*time.Minute || k.Health().Away != 3*time.Minute {
		t.Errorf("%v in the evening, %v in the morning", evening, k.Health().Away)
	}
}

func TestAClockThatJumpsAddsNoTime(t *testing.T) {
	k := newDay(t, t.TempDir())
	k.write(t.Context(), 0)
	k.centre = false
	k.pass(t.Context(), 3)

	k.now = k.now.Add(5 * time.Hour)
	k.pass(t.Context(), 1)
	k.now = k.now.Add(-6 * time.Hour)
	k.pass(t.Context(), 1)

	if k.Health().Away != 5*time.Minute {
		t.Errorf("away for %v of five minutes", k.Health().Away)
	}
}

func TestAClockThatNobodyVouchesForTurnsNoPage(t *testing.T) {
	k := newDay(t, t.TempDir())
	k.write(t.Context(), 0)
	k.centre = false
	k.pass(t.Context(), 3)

	k.now = k.now.AddDate(-10, 0, 0)
	k.pass(t.Context(), 2)

	if k.Health().Away != 5*time.Minute {
		t.Errorf("away for %v of five minutes", k.Health().Away)
	}
}

func TestAKioskThatWasBegunAnewRemembersItsDay_AndNoOther(t *testing.T) {
	state := t.TempDir()
	before := newDay(t, state)
	before.write(t.Context(), 0)
	before.centre = false
	before.pass(t.Context(), 7)

	same, next := newDay(t, state), newDay(t, state)
	same.write(t.Context(), 0)
	next.now = next.now.AddDate(0, 0, 1)
	next.write(t.Context(), 0)

	if same.Health().Away != 7*time.Minute || next.Health().Away != 0 {
		t.Errorf("%v later that day, %v on the next", same.Health().Away, next.Health().Away)
	}
}

func TestAFileThatIsNoDayIsRefused(t *testing.T) {
	day := time.Date(2027, 3, 5, 0, 0, 0, 0, beijing)
	for _, text := range []string{"", "2027-03-05", "2027-03-05 -1", "2027-03-05 1441", "\x00\x00"} {
		f := dayFile(filepath.Join(t.TempDir(), "centre-away"))
		if err := os.WriteFile(string(f), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}

		if away, err := f.read(day); err == nil || away != 0 {
			t.Errorf("%q is %v, %v", text, away, err)
		}
	}
}

func TestTheDayIsWrittenAgainAndAgain_UntilItsContextEnds(t *testing.T) {
	k := newDay(t, t.TempDir())
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		k.centre = false
		ended := make(chan struct{})
		go func() { k.run(ctx); close(ended) }()

		time.Sleep(3*time.Minute + 40*time.Second)
		cancel()
		<-ended

		if k.Health().Away != 3*time.Minute {
			t.Errorf("away for %v", k.Health().Away)
		}
	})
}
