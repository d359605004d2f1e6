package store_test

import (
	"path/filepath"
	"runtime"
	"testing"

	"station365/kiosk/store"
	"station365/kiosk/store/storetest"
)

func TestDiskIsSlow_WhoLooksUpWithTheRightCodeDoesNotWaitForIt(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "state")
	disk := storetest.New(t, dir)
	s := open(t, dir, store.Opts{})
	k := keep(t, s, "kept")
	release := disk.Hold()
	defer release()
	written := make(chan error)
	go func() { written <- s.ReceiptResult(t.Context(), k.ID, "printed") }()
	for disk.Waiting() == 0 {
		runtime.Gosched()
	}

	got, err := s.Try(t.Context(), k.Number, k.CheckCode)

	if err != nil || got.ID != k.ID {
		t.Errorf("found %q, %v", got.ID, err)
	}
	release()
	if err := <-written; err != nil {
		t.Error(err)
	}
}
