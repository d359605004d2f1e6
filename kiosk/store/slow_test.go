package store

import (
	"context"
	"testing"
	"time"

	"station365/kiosk"
)

func TestWriteTookLongerThanAnybodyWaits_TheKioskFreezesUntilTheDiskIsQuickAgain(t *testing.T) {
	s, err := Open(t.TempDir(), Opts{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	rule := func() kiosk.Rule {
		now, err := s.Standing(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		return kiosk.DefaultLimits().Rule(now)
	}

	s.disk.note(nil, slowAfter)
	quick := rule()
	s.disk.note(nil, slowAfter+1)
	slow := rule()
	if err := s.Probe(context.Background()); err != nil {
		t.Fatal(err)
	}

	if again := rule(); quick != "" || slow != kiosk.DiskSlow || again != "" {
		t.Errorf("%q, then %q, then %q", quick, slow, again)
	}
	s.disk.note(context.Canceled, time.Hour)
	if rule() != "" {
		t.Error("a refusal of ours counts as the disk's")
	}
}

func FuzzPages(f *testing.F) {
	f.Add([]byte{leafTable, 0, 0, 0, 1, 0, 20, 0, 0, 20})
	f.Fuzz(func(_ *testing.T, b []byte) {
		for _, size := range pageSizes {
			page := make([]byte, size)
			copy(page, b)
			p := pages{size, map[uint32][]byte{1: append(make([]byte, 100), page[:size-100]...), 2: page, 3: page}}
			p.overlay(b)
			p.rows(func(int64, []any) {})
		}
	})
}
