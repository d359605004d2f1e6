package store_test

import (
	"testing"
	"time"

	"station365/kiosk"
	"station365/kiosk/store"
)

func TestEachSpanKeepsTheWordThatItWasAcknowledgedBy(t *testing.T) {
	s := open(t, t.TempDir(), store.Opts{})
	var numbers []kiosk.CaseNumber
	for _, id := range []string{"a", "b", "c", "d"} {
		numbers = append(numbers, keep(t, s, id).Number)
	}
	epoch, err := s.Epoch(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []struct {
		through uint64
		beyond  []uint64
		word    string
	}{{1, nil, "one"}, {1, []uint64{3}, "beyond"}, {3, nil, "gap closed"}, {3, nil, "said again"}} {
		if _, err := s.MarkAcknowledged(t.Context(), epoch, w.through, w.beyond, noon, []byte(w.word)); err != nil {
			t.Fatal(err)
		}
	}

	for i, want := range []string{"one", "gap closed", "beyond", ""} {
		p, found, err := s.Proof(t.Context(), numbers[i])
		if err != nil || !found || p.Record.Sequence != uint64(i+1) {
			t.Fatalf("record %d: %+v, %v, %v", i+1, p, found, err)
		}
		got := ""
		if len(p.Words) > 0 {
			got = string(p.Words[0])
		}
		if got != want {
			t.Errorf("record %d is proven by %q, not by %q", i+1, got, want)
		}
	}
}

func TestRetentionIsOver_TheWordsGoWithTheirRecords(t *testing.T) {
	now := noon
	dir := t.TempDir()
	s := open(t, dir, store.Opts{Now: func() time.Time { return now }})
	k, _, last := keep(t, s, "old"), keep(t, s, "older than the newest"), keep(t, s, "newest")
	epoch, err := s.Epoch(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for through, word := range []string{1: "first", 3: "second"} {
		if _, err := s.MarkAcknowledged(t.Context(), epoch, uint64(through), nil, noon, []byte(word)); err != nil {
			t.Fatal(err)
		}
	}
	now = noon.Add(91 * 24 * time.Hour)

	if err := s.Purge(t.Context(), store.DefaultRetention()); err != nil {
		t.Fatal(err)
	}

	if _, found, err := s.Proof(t.Context(), k.Number); found || err != nil {
		t.Errorf("%v, %v", found, err)
	}
	p, found, err := s.Proof(t.Context(), last.Number)
	if err != nil || !found || len(p.Words) != 1 || string(p.Words[0]) != "second" {
		t.Errorf("the newest: %+v, %v, %v", p, found, err)
	}
}
