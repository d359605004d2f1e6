package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"

	"station365/kiosk"
	"station365/kiosk/store"
	"station365/kiosk/store/storetest"
)

func TestDiskRefuses_NothingIsHalfDoneAndWhatWasKeptIsThere(t *testing.T) {
	for name, trouble := range map[string]storetest.Trouble{"full": storetest.Full, "read-only": storetest.ReadOnly,
		"failing": storetest.Failing, "no sync": storetest.NoSync} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "state")
			disk := storetest.New(t, dir)
			s := open(t, dir, store.Opts{})
			before := keep(t, s, "before")

			disk.Turn(trouble)
			_, err := s.Keep(t.Context(), newCase("refused"), seal)
			found, findErr := s.ByTag(t.Context(), []byte("tag"))
			standing, standErr := s.Standing(t.Context())

			if err == nil || errors.Is(err, kiosk.ErrFull) {
				t.Errorf("kept on a disk in trouble: %v", err)
			}
			if findErr != nil || len(found) != 1 || found[0].ID != before.ID {
				t.Errorf("look-up: %d cases, %v", len(found), findErr)
			}
			if standErr != nil || !standing.Failing || standing.Waiting != 1 || kiosk.DefaultLimits().Rule(standing) != kiosk.DiskFailing {
				t.Errorf("standing %+v, %v", standing, standErr)
			}
			if s.Probe(t.Context()) == nil {
				t.Error("the disk was called well")
			}

			disk.Turn(storetest.Well)
			if err := s.Probe(t.Context()); err != nil {
				t.Errorf("the disk is well again: %v", err)
			}
			after := keep(t, s, "after")
			waiting, err := s.Unacknowledged(t.Context(), store.Place{}, 10)
			if err != nil || len(waiting) != 2 || waiting[1].Sequence != 2 || after.Number != kiosk.NewCaseNumber("S2", 2) {
				t.Errorf("goes on with %v as %s, %v", waiting, after.Number, err)
			}
		})
	}
}

// The resident was told that nothing was kept. What the failed sync left in the
// log must not become a case when the power goes afterwards.
func TestCommitFailsAndThePowerGoes_TheRefusedCaseDoesNotComeBack(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "state")
	disk := storetest.New(t, dir)
	s := open(t, dir, store.Opts{})
	keep(t, s, "before")

	disk.Turn(storetest.NoSync)
	_, err := s.Keep(t.Context(), newCase("refused"), seal)
	told := disk.Len()
	disk.Turn(storetest.Well)

	if err == nil {
		t.Fatal("the case was kept")
	}
	for name, fate := range map[string]storetest.Fate{"everything": storetest.Everything(), "nothing more": storetest.NothingMore()} {
		to := filepath.Join(t.TempDir(), "after")
		if err := disk.Restore(to, told, fate); err != nil {
			t.Fatal(err)
		}
		after := open(t, to, store.Opts{})
		if n, err := after.ByTag(t.Context(), []byte("tag")); err != nil || len(n) != 1 {
			t.Errorf("%s: %d cases, %v", name, len(n), err)
		}
	}
}

func TestRoomIsKeptForWhatIsKept(t *testing.T) {
	dir := t.TempDir()
	first := open(t, dir, store.Opts{})
	keep(t, first, "before")
	_ = first.Close()
	s := open(t, dir, store.Opts{Limits: kiosk.Limits{Queue: 10, Reserve: 1 << 60}})

	_, err := s.Keep(t.Context(), newCase("refused"), seal)

	var frozen *kiosk.FrozenError
	if !errors.As(err, &frozen) || frozen.Rule != kiosk.DiskLow {
		t.Errorf("got %v", err)
	}
	epoch, _ := s.Epoch(t.Context())
	if changed, err := s.MarkAcknowledged(t.Context(), epoch, 1, nil, noon, nil); err != nil || len(changed) != 1 {
		t.Errorf("the acknowledgement: %v, %v", changed, err)
	}
}

// small mounts a real file system of a few megabytes.
func small(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if err := unix.Mount("station365", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skipf("a small disk needs the right to mount one: %v", err)
	}
	t.Cleanup(func() { _ = unix.Unmount(dir, unix.MNT_DETACH) })
	return dir
}

func TestRealDiskRunsFull_RefusedBeforeAnythingIsHalfDone(t *testing.T) {
	dir := small(t, "2m")
	s := open(t, dir, store.Opts{Limits: kiosk.Limits{Queue: 1 << 20}})
	var kept []kiosk.Kept
	var refused error
	for len(kept) < 5000 && refused == nil {
		k, err := s.Keep(t.Context(), newCase("case-"+string(kiosk.NewCaseNumber("S2", int64(len(kept)+1)))), seal)
		if refused = err; err == nil {
			kept = append(kept, k)
		}
	}
	standing, err := s.Standing(t.Context())
	if refused == nil || len(kept) == 0 || err != nil || kiosk.DefaultLimits().Rule(standing) != kiosk.DiskLow {
		t.Fatalf("%d kept, refused %v, standing %+v, %v", len(kept), refused, standing, err)
	}
	for _, k := range kept {
		if got, ok, err := s.ByNumber(t.Context(), k.Number); err != nil || !ok || got.Hash != k.Hash {
			t.Fatalf("%s: %v, %v", k.Number, ok, err)
		}
	}
	_ = s.Close()
	again := open(t, dir, store.Opts{Limits: kiosk.Limits{Queue: 1 << 20}})
	if n, err := again.Deliveries(t.Context()); err != nil || n[kiosk.Queued] != len(kept) || again.Damage() != nil {
		t.Errorf("after a restart %v of %d, damage %v, %v", n, len(kept), again.Damage(), err)
	}
}

func TestRealDiskIsReadOnlyAtTheStart_ItIsTroubleAndNoDamage(t *testing.T) {
	dir := small(t, "8m")
	s := open(t, dir, store.Opts{Limits: kiosk.Limits{Queue: 10}})
	k := keep(t, s, "before")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := unix.Mount("", dir, "", unix.MS_REMOUNT|unix.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}

	_, err := store.Open(dir, store.Opts{})

	if !errors.Is(err, unix.EROFS) {
		t.Errorf("got %v", err)
	}
	if err := unix.Mount("", dir, "", unix.MS_REMOUNT, "size=8m"); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir, store.Opts{})
	if _, ok, err := s.ByNumber(t.Context(), k.Number); err != nil || !ok || s.Damage() != nil {
		t.Errorf("mounted again: %v, %v, damage %v", ok, err, s.Damage())
	}
}

func TestDiskIsFullWhileSalvaging_TheDamagedOneStaysAsItIs(t *testing.T) {
	w := admit(t, 60, 0, false)
	dir := small(t, "600k")
	if err := os.CopyFS(filepath.Join(dir, "state"), os.DirFS(w.dir)); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "state", store.File)
	change(t, path, func(b []byte) []byte { clear(b[:100]); return b })
	before, _ := os.ReadFile(path)
	var f unix.Statfs_t
	if err := unix.Statfs(dir, &f); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "ballast"), make([]byte, (int64(f.Bavail)-4)*int64(f.Bsize)), 0o600); err != nil {
		t.Fatal(err)
	}

	_, err := store.Open(filepath.Join(dir, "state"), store.Opts{Read: readRecord})

	if after, _ := os.ReadFile(path); err == nil || string(after) != string(before) {
		t.Errorf("opened: %v; %d bytes were %d", err, len(after), len(before))
	}
	if err := os.Remove(filepath.Join(dir, "ballast")); err != nil {
		t.Fatal(err)
	}
	s := open(t, filepath.Join(dir, "state"), store.Opts{Read: readRecord})
	if n, err := s.Deliveries(t.Context()); err != nil || n[kiosk.Queued] != 60 {
		t.Errorf("with room again: %v, %v", n, err)
	}
}
