package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"

	"station365/kiosk"
	"station365/kiosk/store"
)

// mountable is a small disk of its own that can be made read-only; the test is
// skipped where nobody may mount one.
func mountable(t *testing.T) (dir string, readOnly func()) {
	t.Helper()
	dir = t.TempDir()
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, "size=256m"); err != nil {
		t.Skipf("no disk can be mounted here: %v", err)
	}
	t.Cleanup(func() { _ = unix.Unmount(dir, unix.MNT_DETACH) })
	return dir, func() {
		if err := unix.Mount("tmpfs", dir, "tmpfs", unix.MS_REMOUNT|unix.MS_RDONLY, ""); err != nil {
			t.Fatal(err)
		}
	}
}

func keepOne(t *testing.T, s *store.Store) kiosk.Kept {
	t.Helper()
	k, err := s.Keep(t.Context(), kiosk.NewCase{ID: "case", Prefix: "S2", Matter: "concern", ResidentTag: []byte("tag")}, func(h kiosk.Head, n kiosk.CaseNumber) (kiosk.Record, error) {
		return kiosk.Record{ID: "record", Epoch: h.Epoch, Sequence: h.Sequence, Bytes: []byte("sealed")}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestDiskIsReadOnlyAtTheStart_CasesAreLookedUpAndNothingIsTaken(t *testing.T) {
	dir, readOnly := mountable(t)
	s, err := store.Open(dir, store.Opts{})
	if err != nil {
		t.Fatal(err)
	}
	k := keepOne(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	readOnly()
	_, cause := store.Open(dir, store.Opts{})
	if cause == nil {
		t.Fatal("a read-only disk was opened for writing")
	}

	in := store.StandIn(dir, cause, store.Opts{})
	defer in.Close()
	byCard, cardErr := in.ByTag(t.Context(), []byte("tag"))
	byCode, codeErr := in.Try(t.Context(), k.Number, k.CheckCode)
	standing, _ := in.Standing(t.Context())
	_, keepErr := in.Keep(t.Context(), kiosk.NewCase{ID: "other", Prefix: "S2"}, nil)

	if cardErr != nil || len(byCard) != 1 || codeErr != nil || byCode.Number != k.Number {
		t.Errorf("by card %d, %v; by code %q, %v", len(byCard), cardErr, byCode.Number, codeErr)
	}
	if !standing.Failing || keepErr == nil || !in.Readable(t.Context()) {
		t.Errorf("failing %v, keep %v", standing.Failing, keepErr)
	}
}

func TestDatabaseCannotBeRead_EverythingIsRefusedWithTheCause(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, store.File, "in the way"), 0o700); err != nil {
		t.Fatal(err)
	}
	_, cause := store.Open(dir, store.Opts{})
	if cause == nil {
		t.Fatal("a directory was opened as a database")
	}

	in := store.StandIn(dir, cause, store.Opts{})
	_, findErr := in.ByTag(t.Context(), []byte("tag"))
	_, tryErr := in.Try(t.Context(), "S2-00018", "0000000000000000")
	standing, standingErr := in.Standing(t.Context())
	probeErr := in.Probe(t.Context())

	for _, err := range []error{findErr, tryErr, standingErr, probeErr} {
		if !errors.Is(err, cause) {
			t.Errorf("got %v", err)
		}
	}
	if !standing.Failing || in.Readable(t.Context()) {
		t.Error("it does not say that it fails")
	}
	if err := in.Close(); err != nil {
		t.Error(err)
	}
}

func TestDiskIsReadOnly_WrongCodesAreCountedAllTheSame(t *testing.T) {
	dir := t.TempDir()
	s, err := store.Open(dir, store.Opts{})
	if err != nil {
		t.Fatal(err)
	}
	k := keepOne(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	in := store.StandIn(dir, errors.New("read-only"), store.Opts{})
	defer in.Close()

	for range 5 {
		if _, err := in.Try(t.Context(), k.Number, "0000000000000000"); !errors.Is(err, store.ErrNoMatch) {
			t.Fatalf("got %v", err)
		}
	}

	if _, err := in.Try(t.Context(), k.Number, k.CheckCode); !errors.Is(err, store.ErrTries) {
		t.Errorf("got %v", err)
	}
}
