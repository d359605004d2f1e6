package kiosk_test

import (
	"errors"
	"testing"
	"time"

	"station365/kiosk"
)

func TestEachRuleFreezesAtItsLimitAndNotBefore(t *testing.T) {
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	limits := kiosk.Limits{Queue: 3, Oldest: time.Hour, Reserve: 100, Catalogue: 2 * time.Hour}
	well := kiosk.Standing{Waiting: 2, Oldest: now.Add(-time.Hour), Free: 100, Catalogue: now.Add(-2 * time.Hour), Now: now}
	for _, c := range []struct {
		name   string
		change func(*kiosk.Standing)
		want   kiosk.Rule
	}{
		{"at every limit", func(*kiosk.Standing) {}, ""},
		{"one record more", func(s *kiosk.Standing) { s.Waiting = 3 }, kiosk.QueueFull},
		{"waits too long", func(s *kiosk.Standing) { s.Oldest = now.Add(-time.Hour - 1) }, kiosk.QueueOld},
		{"nothing waits", func(s *kiosk.Standing) { s.Oldest = time.Time{} }, ""},
		{"a byte less", func(s *kiosk.Standing) { s.Free = 99 }, kiosk.DiskLow},
		{"a write failed", func(s *kiosk.Standing) { s.Failing, s.Free = true, 0 }, kiosk.DiskFailing},
		{"a write took long", func(s *kiosk.Standing) { s.Slow = true }, kiosk.DiskSlow},
		{"old terms", func(s *kiosk.Standing) { s.Catalogue = now.Add(-2*time.Hour - 1) }, kiosk.CatalogueOld},
		{"old terms by a clock that nobody believes", func(s *kiosk.Standing) {
			s.Catalogue, s.Oldest, s.Now = now.AddDate(-9, 0, 0), now.AddDate(-9, 0, 0), time.Time{}
		}, ""},
		{"terms of an unknown day", func(s *kiosk.Standing) { s.Catalogue = time.Time{} }, ""},
	} {
		s := well
		c.change(&s)

		if got := limits.Rule(s); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if rule := (kiosk.Limits{}).Rule(s); rule != "" && rule != kiosk.DiskFailing && rule != kiosk.DiskSlow {
			t.Errorf("%s: without limits %q", c.name, rule)
		}
	}
}

func TestEveryRefusalIsAFullKiosk(t *testing.T) {
	for _, rule := range kiosk.Rules() {
		if !errors.Is(&kiosk.FrozenError{Rule: rule}, kiosk.ErrFull) {
			t.Errorf("%s is none", rule)
		}
	}
}
