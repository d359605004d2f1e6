package audit

import (
	"context"
	"errors"
	"os"
	"testing"
)

// fullDisk takes nothing, and half of what it is given, until there is room.
type fullDisk struct {
	disk
	room bool
}

var errNoSpace = errors.New("no space left on device")

func (d *fullDisk) Write(b []byte) (int, error) {
	if d.room {
		return d.disk.Write(b)
	}
	n, _ := d.disk.Write(b[:len(b)/2])
	return n, errNoSpace
}

func TestFullDisk_EventsWaitAndWhatWasLostIsCounted(t *testing.T) {
	events, err := ReadEvents(os.DirFS("../../assets"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	l, err := Open(dir, events, Opts{})
	if err != nil {
		t.Fatal(err)
	}
	full := &fullDisk{disk: l.file}
	l.file = full
	for range maxQueued + 3 {
		if err := l.Note("program-started"); err != nil {
			t.Fatal(err)
		}
	}

	refused := l.flush()
	full.room = true
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err = l.Run(ctx)

	n, lost := 0, ""
	_, readErr := Read(dir, func(r Row) { n++; lost = r.Detail["events"] })
	if !errors.Is(refused, errNoSpace) || err != nil || readErr != nil || n != maxQueued+2 || lost != "3" {
		t.Errorf("refused %v, then %v; read %d rows, %q lost, %v", refused, err, n, lost, readErr)
	}
}

func TestEveryDetailOfTheCatalogueHasAShape(t *testing.T) {
	events, err := ReadEvents(os.DirFS("../../assets"))
	if err != nil {
		t.Fatal(err)
	}
	for name, e := range events {
		if e.Says == "" {
			t.Errorf("%s says nothing", name)
		}
		for detail, s := range e.Detail {
			if len(s.oneOf) == 0 && s.pattern == "" {
				t.Errorf("%s of %s may be nothing at all", detail, name)
			}
		}
	}
}
