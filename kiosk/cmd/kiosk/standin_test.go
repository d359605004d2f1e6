package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"station365/kiosk/store"
)

// onADiskOfItsOwn moves the state of c to a disk that can be made read-only; the
// test is skipped where nobody may mount one.
func onADiskOfItsOwn(t *testing.T, c *config) (readOnly func()) {
	t.Helper()
	dir := t.TempDir()
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, "size=256m"); err != nil {
		t.Skipf("no disk can be mounted here: %v", err)
	}
	t.Cleanup(func() { _ = unix.Unmount(dir, unix.MNT_DETACH) })
	c.Kiosk.State = filepath.Join(dir, "kiosk")
	return func() {
		if err := unix.Mount("tmpfs", dir, "tmpfs", unix.MS_REMOUNT|unix.MS_RDONLY, ""); err != nil {
			t.Fatal(err)
		}
	}
}

func TestDiskIsReadOnlyAtTheStart_TheKioskComesUpAndTheTechnicianIsTold(t *testing.T) {
	c, d := bare(t), &diary{}
	readOnly := onADiskOfItsOwn(t, &c)
	readOnly()
	end := start(t, c, d)

	eventually(t, "the welcome page", func() bool { return lit(c.Screen.Device) })
	eventually(t, "the freeze", func() bool { return strings.Contains(d.String(), "frozen=disk-failing") })

	if err := end(); err != nil {
		t.Errorf("ended with %v", err)
	}
	for _, want := range []string{"the case database cannot be opened", "no audit log is kept"} {
		if !strings.Contains(d.String(), want) {
			t.Errorf("the log does not say %q:\n%s", want, d)
		}
	}
}

func TestDatabaseThatCannotBeOpened_IsToldByKioskCheck(t *testing.T) {
	state := t.TempDir()
	if err := os.MkdirAll(filepath.Join(state, store.File, "in the way"), 0o700); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder

	sayDisk(&out, state)

	if !strings.Contains(out.String(), "cannot be read") || !strings.Contains(out.String(), "change the card") {
		t.Errorf("check says:\n%s", out.String())
	}
}
