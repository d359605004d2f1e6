package store_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"testing"
	"time"

	"station365/kiosk"
	"station365/kiosk/store"
)

func copiesOf(t *testing.T, dir string) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(dir, "copies", "*"))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestNightlyCopiesAreKeptSoManyAndNoMore(t *testing.T) {
	now, dir := noon, t.TempDir()
	s := open(t, dir, store.Opts{Now: func() time.Time { return now }})
	keep(t, s, "a")
	for range 5 {
		if err := s.Copy(t.Context(), 3); err != nil {
			t.Fatal(err)
		}
		now = now.AddDate(0, 0, 1)
	}

	all := copiesOf(t, dir)
	if len(all) != 3 || filepath.Base(all[0]) != "case-20261125-120000.db" {
		t.Errorf("copies %v", all)
	}
	for _, c := range all {
		if info, err := os.Stat(c); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", c, info.Mode(), err)
		}
	}
}

func TestRestoredCopyBeginsANewEpochBeforeItWrites(t *testing.T) {
	for name, alone := range map[string]bool{"on the same disk": false, "on another disk": true} {
		dir := t.TempDir()
		s := open(t, dir, store.Opts{})
		keep(t, s, "a")
		old, _ := s.Epoch(t.Context())
		if err := s.Copy(t.Context(), 3); err != nil {
			t.Fatal(err)
		}
		lost := keep(t, s, "kept after the copy")
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		to := dir
		if alone {
			to = t.TempDir()
		}
		if err := os.Rename(copiesOf(t, dir)[0], filepath.Join(to, store.File)); err != nil {
			t.Fatal(err)
		}

		s = open(t, to, store.Opts{})

		k := keep(t, s, "after")
		head, _, err := s.Chain(t.Context())
		d := s.Damage()
		if err != nil || head.Epoch <= old || head.Sequence != 2 || k.Number == lost.Number || d == nil || d.From != (store.Place{Epoch: old, Sequence: 2}) {
			t.Errorf("%s: %+v as %s, damage %v, %v", name, head, k.Number, d, err)
		}
		waiting, err := s.Unacknowledged(t.Context(), store.Place{}, 10)
		if err != nil || len(waiting) != 2 || waiting[0].Epoch != old || waiting[1].Sequence != 1 {
			t.Errorf("%s: waiting %v, %v", name, waiting, err)
		}
		_ = s.Close()
		if again := open(t, to, store.Opts{}); again.Damage() != nil {
			t.Errorf("%s: the next start begins another epoch: %v", name, again.Damage())
		}
	}
}

func TestDamageTakesWhatOnlyTheCopyStillHas(t *testing.T) {
	w := admit(t, 40, 0, true)
	s := open(t, w.dir, store.Opts{Beside: true})
	if err := s.Copy(t.Context(), 3); err != nil {
		t.Fatal(err)
	}
	_ = s.Close()
	dir := w.copied()
	for _, tail := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(filepath.Join(dir, store.File+tail)); err != nil {
			t.Fatal(err)
		}
	}

	d, err := w.opens(dir)

	if err != nil || d.Records != 40 || d.Cases != 40 {
		t.Errorf("%+v, %v", d, err)
	}
}

func TestRetentionIsOver_InTheDatabaseAndInEveryCopy(t *testing.T) {
	now, dir := noon, t.TempDir()
	s := open(t, dir, store.Opts{Now: func() time.Time { return now }})
	first := keep(t, s, "first")
	for _, id := range []string{"second", "moved lately", "waits"} {
		keep(t, s, id)
	}
	epoch, _ := s.Epoch(t.Context())
	if _, err := s.MarkAcknowledged(t.Context(), epoch, 3, nil, noon, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Apply(t.Context(), 1, "moved lately", kiosk.Event{Revision: 1, Status: kiosk.Accepted, At: noon.AddDate(0, 0, 60)}, nil); err != nil {
		t.Fatal(err)
	}
	if err := s.Copy(t.Context(), 3); err != nil {
		t.Fatal(err)
	}
	r := store.DefaultRetention()
	for _, c := range []struct {
		name         string
		after        time.Duration
		cases, bytes int
	}{
		{"before a day is over", 23 * time.Hour, 4, 4},
		{"after a day", 25 * time.Hour, 4, 1},
		{"before the ninety days are over", 89 * 24 * time.Hour, 4, 1},
		{"after ninety days", 91 * 24 * time.Hour, 2, 1}, // one was moved lately
	} {
		now = noon.Add(c.after)
		if err := s.Purge(t.Context(), r); err != nil {
			t.Fatal(err)
		}

		for _, path := range append(copiesOf(t, dir), filepath.Join(dir, store.File)) {
			db, err := sql.Open("sqlite", path)
			if err != nil {
				t.Fatal(err)
			}
			var cases, bytes int
			err = db.QueryRow(`SELECT count(*), (SELECT count(bytes) FROM records) FROM cases`).Scan(&cases, &bytes)
			_ = db.Close()
			if err != nil || cases != c.cases || bytes != c.bytes {
				t.Errorf("%s, %s: %d cases, %d with bytes, %v", c.name, filepath.Base(path), cases, bytes, err)
			}
		}
	}
	if _, ok, err := s.ByNumber(t.Context(), first.Number); err != nil || ok {
		t.Errorf("the first is there %v, %v", ok, err)
	}
}
