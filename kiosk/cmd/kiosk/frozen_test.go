package main

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"station365/kiosk"
	"station365/kiosk/store"
)

func TestLimitsAreWatchedAndTold(t *testing.T) {
	now := time.Now()
	s := must[*store.Store](t)(store.Open(t.TempDir(), store.Opts{}))
	defer s.Close()
	var noted []string
	changes, online := 0, true
	f := &frozen{store: s, limits: func() kiosk.Limits { return kiosk.Limits{Queue: 2, Oldest: time.Hour, Catalogue: 24 * time.Hour} }, clock: newClock(func() time.Time { return now }, nil),
		online: func() bool { return online }, changed: func() { changes++ }, log: slog.New(slog.DiscardHandler),
		note: func(event string, detail ...string) {
			noted = append(noted, strings.Join(append([]string{event}, detail...), " "))
		}}
	look := func() kiosk.Rule { f.look(t.Context()); return f.Rule() }

	well := look()
	for i := range 2 {
		c := kiosk.NewCase{ID: kiosk.CaseID(fmt.Sprint("case-", i)), Prefix: "S2", At: now, TimeTrusted: true}
		must[kiosk.Kept](t)(s.Keep(t.Context(), c, func(h kiosk.Head, n kiosk.CaseNumber) (kiosk.Record, error) {
			return kiosk.Record{ID: string(n), Epoch: h.Epoch, Sequence: h.Sequence, Bytes: []byte(n)}, nil
		}))
	}
	full := look()
	epoch := must[uint32](t)(s.Epoch(t.Context()))
	must[[]store.Place](t)(s.MarkAcknowledged(t.Context(), epoch, 1, nil, now, nil))
	online, now = false, now.Add(2*time.Hour)
	old := look()
	must[[]store.Place](t)(s.MarkAcknowledged(t.Context(), epoch, 2, nil, now, nil))
	again := look()
	now = now.Add(25 * time.Hour)
	terms := look()
	online = true
	thawed := look()

	if got := fmt.Sprint(well, ",", full, ",", old, ",", again, ",", terms, ",", thawed); got != ",queue-full,queue-old,,catalogue-old," {
		t.Errorf("rules %s", got)
	}
	if got := strings.Join(noted, ","); got != "frozen rule queue-full,frozen rule queue-old,thawed,frozen rule catalogue-old,thawed" || changes != 5 {
		t.Errorf("told %s, %d changes", got, changes)
	}
}

func TestLimitsAreSettingsWithinBounds(t *testing.T) {
	path := write(t, good+"[limits]\nqueue = 100\ndisk_reserve_mb = 32\ncopies_dir = \"stick\"\n")
	c := must[config](t)(readConfig(path))
	if c.Limits.Queue != 100 || c.Limits.Oldest != 14 || c.Limits.rules().Reserve != 32<<20 || !strings.HasSuffix(c.Limits.CopiesDir, "/stick") {
		t.Errorf("got %+v", c.Limits)
	}

	_, err := readConfig(write(t, good+"[limits]\nqueue = 1\noldest_days = 0\ndisk_reserve_mb = 1\ncatalogue_days = 1\nsealed_hours = 0\nindex_days = 1\naudit_days = 1\ncopies = 0\n"))

	if err == nil || strings.Count(err.Error(), "limits.") != 8 {
		t.Errorf("got %v", err)
	}
}
