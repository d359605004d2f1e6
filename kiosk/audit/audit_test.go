package audit_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"station365/kiosk/audit"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func events(t testing.TB) audit.Events {
	t.Helper()
	e, err := audit.ReadEvents(os.DirFS("../../assets"))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func open(t testing.TB, dir string) *audit.Log {
	t.Helper()
	l, err := audit.Open(dir, events(t), audit.Opts{Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// note writes events and ends the program.
func note(t testing.TB, l *audit.Log, kept ...string) {
	t.Helper()
	for _, number := range kept {
		if err := l.Note("case-kept", "number", number); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := l.Run(ctx); err != nil {
		t.Fatal(err)
	}
}

func rows(t testing.TB, dir string) (all []audit.Row) {
	t.Helper()
	if _, err := audit.Read(dir, func(r audit.Row) { all = append(all, r) }); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestWhatIsNotedIsReadBackInItsOrder(t *testing.T) {
	dir := t.TempDir()
	note(t, open(t, dir), "S2-0001-0", "S2-0002-0")
	note(t, open(t, dir), "S2-0003-0")

	all := rows(t, dir)

	if len(all) != 4 || all[0].Event != "log-begun" || all[3].Detail["number"] != "S2-0003-0" || all[3].Sequence != 4 || !all[3].At.Equal(noon) {
		t.Errorf("read %+v", all)
	}
	if info, err := os.Stat(filepath.Join(dir, audit.File)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

func TestNothingButTheCatalogueGetsIn(t *testing.T) {
	l := open(t, t.TempDir())
	for _, refused := range []struct {
		event  string
		detail []string
		want   error
	}{
		{"a resident called", nil, audit.ErrUnknown},
		{"case-kept", nil, audit.ErrDetail},
		{"case-kept", []string{"number"}, audit.ErrDetail},
		{"case-kept", []string{"number", "李阿婆"}, audit.ErrDetail},
		{"case-kept", []string{"number", "520102195101010020"}, audit.ErrDetail},
		{"case-kept", []string{"name", "S2-0001-0"}, audit.ErrDetail},
		{"case-kept", []string{"number", "S2-0001-0", "number", "S2-0001-0"}, audit.ErrDetail},
		{"session-ended", []string{"reason", "felt like it"}, audit.ErrDetail},
	} {
		err := l.Note(refused.event, refused.detail...)
		if !errors.Is(err, refused.want) || strings.Contains(err.Error(), "李") || strings.Contains(err.Error(), "5201") {
			t.Errorf("%s %v: %v", refused.event, refused.detail, err)
		}
	}
}

// written is a log of five rows, line by line.
func written(t *testing.T) (lines [][]byte) {
	t.Helper()
	dir := t.TempDir()
	note(t, open(t, dir), "S2-0001-0", "S2-0002-0", "S2-0003-0", "S2-0004-0")
	text, err := os.ReadFile(filepath.Join(dir, audit.File))
	if err != nil {
		t.Fatal(err)
	}
	return bytes.SplitAfter(bytes.TrimSuffix(text, []byte("\n")), []byte("\n"))
}

// place puts a log into a directory of its own.
func place(t *testing.T, text []byte) (dir string) {
	t.Helper()
	dir = t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, audit.File), text, 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// brokenAt is the row that Read names, 0 for none.
func brokenAt(t *testing.T, text []byte) uint64 {
	t.Helper()
	_, err := audit.Read(place(t, text), func(audit.Row) {})
	var broken *audit.BrokenError
	if !errors.As(err, &broken) {
		return 0
	}
	return broken.Sequence
}

func TestEveryByteOfARowCounts(t *testing.T) {
	lines := written(t)
	lines[4] = append(lines[4], '\n')
	for row, line := range lines {
		for at := range len(line) - 1 { // without the line's end
			line[at] ^= 1
			if named := brokenAt(t, bytes.Join(lines, nil)); named != uint64(row+1) {
				t.Fatalf("byte %d of row %d changed: row %d is named", at, row+1, named)
			}
			line[at] ^= 1
		}
	}
	if named := brokenAt(t, bytes.Join(lines, nil)); named != 0 {
		t.Errorf("the unchanged log: row %d is named", named)
	}
}

func TestRowsTakenOutMovedOrPutInAreNamed(t *testing.T) {
	l := written(t)
	l[4] = append(l[4], '\n')
	for what, edit := range map[string]struct {
		lines [][]byte
		named uint64
	}{
		"taken out":      {[][]byte{l[0], l[2], l[3], l[4]}, 2},
		"first is gone":  {[][]byte{l[1], l[2], l[3], l[4]}, 1},
		"swapped":        {[][]byte{l[0], l[2], l[1], l[3], l[4]}, 2},
		"twice":          {[][]byte{l[0], l[1], l[1], l[2], l[3], l[4]}, 3},
		"an empty line":  {[][]byte{l[0], []byte("\n"), l[1], l[2], l[3], l[4]}, 2},
		"lines run into": {[][]byte{l[0], bytes.TrimSpace(l[1]), l[2], l[3], l[4]}, 2},
	} {
		if named := brokenAt(t, bytes.Join(edit.lines, nil)); named != edit.named {
			t.Errorf("%s: row %d is named, want %d", what, named, edit.named)
		}
	}
}

func TestRowsTakenFromTheEndAreMissedByAHeadKeptElsewhere(t *testing.T) {
	dir := t.TempDir()
	l := open(t, dir)
	note(t, l, "S2-0001-0", "S2-0002-0")
	head := l.Head()
	whole := audit.Holds(dir, head)
	text, err := os.ReadFile(filepath.Join(dir, audit.File))
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.SplitAfter(text, []byte("\n"))

	short := audit.Holds(place(t, bytes.Join(lines[:2], nil)), head)

	var broken *audit.BrokenError
	if whole != nil || !errors.As(short, &broken) || broken.Sequence != 3 {
		t.Errorf("whole: %v; short: %v", whole, short)
	}
}

func TestTamperedLogIsSetAsideAndANewOneBegins(t *testing.T) {
	lines := written(t)
	lines[2][80] ^= 1
	dir := place(t, append(bytes.Join(lines, nil), '\n'))

	_, err := audit.Open(dir, events(t), audit.Opts{})

	var broken *audit.BrokenError
	if !errors.As(err, &broken) || broken.Sequence != 3 {
		t.Fatalf("got %v", err)
	}
	if left, err := os.ReadFile(broken.Aside); err != nil || len(left) == 0 {
		t.Errorf("the broken log is gone: %v", err)
	}
	note(t, open(t, dir), "S2-0005-0")
	if all := rows(t, dir); len(all) != 2 {
		t.Errorf("the new log has %+v", all)
	}
}

// The power may go at any byte of the newest row, and of its sectors any may
// have arrived. Rows before it were synced.
func TestPowerCutWhileARowIsWritten_EarlierRowsStayAndTheLogGoesOn(t *testing.T) {
	const sector = 512
	lines := written(t)
	before, last := bytes.Join(lines[:3], nil), lines[3]
	var cuts [][]byte
	for n := range last {
		cuts = append(cuts, append(bytes.Clone(before), last[:n]...))
	}
	border := sector - len(before)%sector
	if border >= len(last) {
		t.Fatalf("the last row, %d bytes from %d on, crosses no sector", len(last), len(before))
	}
	cuts = append(cuts, slices.Concat(before, make([]byte, border), last[border:]), // only the later one arrived
		slices.Concat(before, last[:border], make([]byte, len(last)-border))) // the file grew, the later one did not arrive

	for _, text := range cuts {
		dir := place(t, text)
		note(t, open(t, dir), "S2-0009-0")

		all := rows(t, dir)

		torn := len(text) > len(before)
		if want := map[bool]int{false: 4, true: 5}[torn]; len(all) != want || all[2].Detail["number"] != "S2-0002-0" || all[len(all)-1].Detail["number"] != "S2-0009-0" {
			t.Fatalf("%d bytes of the last row: %+v", len(text)-len(before), all)
		}
		if torn && all[3].Event != "log-torn" {
			t.Errorf("%d bytes of the last row: %s instead of what was cut off", len(text)-len(before), all[3].Event)
		}
	}
}

func TestManyAtOnceAreAllWritten(t *testing.T) {
	dir := t.TempDir()
	l := open(t, dir)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- l.Run(ctx) }()
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 20 {
				if err := l.Note("program-started"); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	cancel()

	if err := <-done; err != nil || len(rows(t, dir)) != 161 {
		t.Errorf("%d rows, %v", len(rows(t, dir)), err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("00 {}\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, audit.File), text, 0o600); err != nil {
			t.Fatal(err)
		}
		n := uint64(0)
		head, err := audit.Read(dir, func(audit.Row) { n++ })
		if err == nil && head.Sequence != n {
			t.Errorf("%d rows, head %d", n, head.Sequence)
		}
	})
}
