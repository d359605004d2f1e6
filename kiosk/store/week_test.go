package store_test

import (
	"testing"

	"station365/kiosk"
	"station365/kiosk/store"
)

func TestTheWeekCountsWhatIsSettledInHandAndLate(t *testing.T) {
	s := open(t, t.TempDir(), store.Opts{})
	for _, id := range []string{"waiting", "settled", "settled-long-ago", "returned", "reopened", "late", "no-clock"} {
		c := newCase(id)
		switch id {
		case "late":
			c.Promise.DueBy = noon.AddDate(0, 0, -1)
		case "no-clock": // no day was promised, so none has passed
			c.Promise.DueBy, c.TimeTrusted = noon.AddDate(0, 0, -1), false
		}
		if _, err := s.Keep(t.Context(), c, seal); err != nil {
			t.Fatal(err)
		}
	}
	for i, e := range []struct {
		id       kiosk.CaseID
		revision int
		status   kiosk.Status
		days     int
	}{{"settled", 1, kiosk.Accepted, -3}, {"settled", 2, kiosk.Completed, -1}, {"settled-long-ago", 1, kiosk.Completed, -9},
		{"returned", 1, kiosk.Returned, 0}, {"reopened", 1, kiosk.Completed, -1}, {"reopened", 2, kiosk.Reopened, 0}, {"late", 1, kiosk.Accepted, -2}} {
		if _, err := s.Apply(t.Context(), uint64(i+1), e.id, kiosk.Event{Revision: e.revision, Status: e.status, At: noon.AddDate(0, 0, e.days)}, nil); err != nil {
			t.Fatal(err)
		}
	}

	got, err := s.Week(t.Context(), noon.AddDate(0, 0, -5), noon)

	if want := (kiosk.Week{Settled: 1, InHand: 3, Late: 1}); err != nil || got != want {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
}

func TestAnEmptyKioskHasAnEmptyWeek(t *testing.T) {
	got, err := open(t, t.TempDir(), store.Opts{}).Week(t.Context(), noon, noon)

	if err != nil || got != (kiosk.Week{}) {
		t.Errorf("got %+v, %v", got, err)
	}
}
