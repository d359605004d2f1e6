package audit_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"station365/kiosk/audit"
)

// year notes one event a day and then lets go what is older than half a year.
func year(t *testing.T) (dir string, heads []audit.Head) {
	t.Helper()
	dir = t.TempDir()
	for day := range 300 {
		now := noon.AddDate(0, 0, day)
		l, err := audit.Open(dir, events(t), audit.Opts{Now: func() time.Time { return now }})
		if err != nil {
			t.Fatal(err)
		}
		if err := l.Note("program-started"); err != nil {
			t.Fatal(err)
		}
		if day == 299 {
			l.Shorten(now.AddDate(0, 0, -180))
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := l.Run(ctx); err != nil {
			t.Fatal(err)
		}
		heads = append(heads, l.Head())
	}
	return dir, heads
}

func TestRowsGoWhenTheirTimeIsOverAndTheRestStaysChained(t *testing.T) {
	dir, heads := year(t)
	var rows []audit.Row

	head, err := audit.Read(dir, func(r audit.Row) { rows = append(rows, r) })

	if err != nil || len(rows) != 181 || head.Sequence != heads[299].Sequence || !rows[0].At.Equal(noon.AddDate(0, 0, 119)) {
		t.Fatalf("%d rows from %v, head %d, %v", len(rows), rows[0].At, head.Sequence, err)
	}
	if err := audit.Holds(dir, heads[200]); err != nil {
		t.Errorf("a head of day 200: %v", err)
	}
	if err := audit.Holds(dir, heads[5]); !errors.Is(err, audit.ErrShortened) {
		t.Errorf("a head of day 5: %v", err)
	}
	note(t, open(t, dir), "S2-0001-0")
	if after, err := audit.Read(dir, func(audit.Row) {}); err != nil || after.Sequence != head.Sequence+1 {
		t.Errorf("goes on at %d after %d, %v", after.Sequence, head.Sequence, err)
	}
}

func TestShortenedLogThatWasChangedIsFoundOut(t *testing.T) {
	dir, _ := year(t)
	path := filepath.Join(dir, audit.File)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []int{3, 400, len(text) / 2} {
		changed := append([]byte(nil), text...)
		changed[at] ^= 1
		if err := os.WriteFile(path, changed, 0o600); err != nil {
			t.Fatal(err)
		}

		_, err := audit.Read(dir, func(audit.Row) {})

		var broken *audit.BrokenError
		if !errors.As(err, &broken) {
			t.Errorf("byte %d: %v", at, err)
		}
	}
}
