package store_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"station365/kiosk"
	"station365/kiosk/store"
)

const page = 1024

// readRecord is what the wire does for the store: the bytes of seal end with the
// hash of the record before, and their own hash is the record's.
func readRecord(r kiosk.Record) (prev [32]byte, err error) {
	if len(r.Bytes) < 32 || sha256.Sum256(r.Bytes) != r.Hash {
		return prev, errors.New("not what was made")
	}
	copy(prev[:], r.Bytes[len(r.Bytes)-32:])
	return prev, nil
}

// ward is a kiosk's state directory before anything happened to it.
type ward struct {
	t     *testing.T
	dir   string
	kept  []kiosk.Kept
	acked int // the first so many have the centre's word
}

// admit keeps cases, the first acked of them acknowledged. If the power went, the
// log is still there.
func admit(t *testing.T, cases, acked int, powerWent bool) *ward {
	t.Helper()
	w := &ward{t: t, dir: filepath.Join(t.TempDir(), "before"), acked: acked}
	s := open(t, w.dir, store.Opts{Read: readRecord})
	for i := range cases {
		w.kept = append(w.kept, keep(t, s, fmt.Sprint("case-", i+1)))
	}
	epoch, err := s.Epoch(t.Context())
	if err == nil && acked > 0 {
		_, err = s.MarkAcknowledged(t.Context(), epoch, uint64(acked), nil, noon, nil)
	}
	if err == nil && acked > 1 {
		_, err = s.Apply(t.Context(), 1, w.kept[0].ID, kiosk.Event{Revision: 1, Status: kiosk.Accepted, At: noon}, []byte("sealed"))
	}
	if err == nil && !powerWent {
		err = s.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// copied is the directory as it is on the disk now.
func (w *ward) copied() string {
	w.t.Helper()
	to := filepath.Join(w.t.TempDir(), "state")
	if err := os.CopyFS(to, os.DirFS(w.dir)); err != nil {
		w.t.Fatal(err)
	}
	return to
}

// change damages a file of a state directory.
func change(t *testing.T, path string, f func([]byte) []byte) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err == nil {
		err = os.WriteFile(path, f(b), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// opens starts the kiosk on what is left and says what is not as it must be:
// every record that the centre lacks is there or named, nothing is doubled, no
// number comes again, and the next case goes under a new epoch.
func (w *ward) opens(dir string) (*store.Damage, error) {
	before, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	s, err := store.Open(dir, store.Opts{Read: readRecord})
	if err != nil {
		return nil, fmt.Errorf("the kiosk does not start: %w", err)
	}
	defer s.Close()
	d := s.Damage()
	waiting, err := s.Unacknowledged(w.t.Context(), store.Place{}, 10000)
	if err != nil {
		return d, err
	}
	k, err := s.Keep(w.t.Context(), newCase("after"), seal)
	if err != nil {
		return d, fmt.Errorf("the next case: %w", err)
	}
	if d == nil {
		return nil, w.allThere(s, waiting)
	}
	epoch, _ := s.Epoch(w.t.Context())
	for i, old := range w.kept {
		if old.Number == k.Number {
			return d, fmt.Errorf("number %s comes twice", k.Number)
		}
		if i < w.acked {
			continue
		}
		if at := w.find(waiting, old); !at && !named(d, uint64(i+1)) {
			return d, fmt.Errorf("the record of %s is neither there nor named", old.ID)
		}
	}
	if first := waiting; len(first) > 0 && first[0].Epoch >= epoch {
		return d, fmt.Errorf("epoch %d did not rise above %d", epoch, first[0].Epoch)
	}
	if d.Aside != "" {
		if info, err := os.Stat(d.Aside); err != nil || len(before) == 0 {
			return d, fmt.Errorf("nothing was set aside: %v, %w", info, err)
		}
	}
	return d, nil
}

func (w *ward) allThere(s *store.Store, waiting []kiosk.Record) error {
	for i, old := range w.kept {
		got, ok, err := s.ByNumber(w.t.Context(), old.Number)
		if err != nil || !ok || got.ID != old.ID || i >= w.acked && !w.find(waiting, old) {
			return fmt.Errorf("no damage was seen, and %s is not there: %v", old.ID, err)
		}
	}
	return nil
}

// find tells whether a record waits with the bytes that it was made of.
func (w *ward) find(waiting []kiosk.Record, k kiosk.Kept) bool {
	return slices.ContainsFunc(waiting, func(r kiosk.Record) bool { return r.Hash == k.Hash && sha256.Sum256(r.Bytes) == k.Hash })
}

func named(d *store.Damage, sequence uint64) bool {
	return d.From != store.Place{} && sequence >= d.From.Sequence ||
		slices.ContainsFunc(d.Lost, func(p store.Place) bool { return p.Sequence == sequence })
}

func TestEveryPageMayBreak_WhatTheCentreLacksIsThereOrNamed(t *testing.T) {
	w := admit(t, 30, 10, false)
	whole, err := os.ReadFile(filepath.Join(w.dir, store.File))
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(3, 65))
	seen, saved, lost := 0, 0, 0
	for n := 0; n < len(whole)/page; n++ {
		for name, spoil := range map[string]func([]byte){
			"flipped": func(b []byte) {
				for i := range b {
					b[i] = byte(r.Uint32())
				}
			},
			"zeroed":   func(b []byte) { clear(b) },
			"one byte": func(b []byte) { b[r.IntN(12)] ^= 0x40 },
		} {
			dir := w.copied()
			change(t, filepath.Join(dir, store.File), func(b []byte) []byte { spoil(b[n*page : (n+1)*page]); return b })

			d, err := w.opens(dir)

			if err != nil {
				t.Errorf("page %d %s: %v", n+1, name, err)
			}
			if d != nil {
				seen, saved, lost = seen+1, saved+d.Records, lost+len(d.Lost)
			}
		}
	}
	if seen < 20 || saved == 0 || lost == 0 {
		t.Errorf("damage was seen %d times, %d records saved, %d lost: too little to show anything", seen, saved, lost)
	}
	t.Logf("%d damages of %d pages: %d records saved, %d lost and named", seen, len(whole)/page, saved, lost)
}

func TestZeroedHeaderHidesNothing(t *testing.T) {
	w := admit(t, 30, 10, false)
	dir := w.copied()
	change(t, filepath.Join(dir, store.File), func(b []byte) []byte { clear(b[:100]); return b })

	d, err := w.opens(dir)

	if err != nil || d == nil || len(d.Lost) != 0 || d.Cases != 30 || d.Records != 30 || d.From != (store.Place{}) {
		t.Errorf("%+v, %v", d, err)
	}
	said, err := os.ReadFile(d.Aside + ".txt")
	if err != nil || !bytes.Contains(said, []byte("30 cases, 30 records")) {
		t.Errorf("the technician reads %q, %v", said, err)
	}
}

func TestTruncatedDatabaseNamesWhatIsGone(t *testing.T) {
	w := admit(t, 120, 40, false)
	for _, keep := range []int{0, 1, 100, page, 3*page + 17, 8 * page, 15 * page} {
		dir := w.copied()
		change(t, filepath.Join(dir, store.File), func(b []byte) []byte { return b[:min(keep, len(b))] })

		d, err := w.opens(dir)

		if err != nil || d == nil {
			t.Errorf("%d bytes left: %v, %v", keep, d, err)
		}
	}
}

func TestMissingLogIsFoundOut(t *testing.T) {
	w := admit(t, 12, 0, true)
	dir := w.copied()
	if err := os.Remove(filepath.Join(dir, store.File+"-wal")); err != nil {
		t.Fatal(err)
	}

	d, err := w.opens(dir)

	if err != nil || d == nil || d.Reason != "its log is missing" {
		t.Errorf("%+v, %v", d, err)
	}
}

func TestLogThatTheDatabaseNeedsIsReadToo(t *testing.T) {
	w := admit(t, 12, 0, true)
	dir := w.copied()
	change(t, filepath.Join(dir, store.File), func(b []byte) []byte { clear(b[:min(100, len(b))]); return b })

	_, err := w.opens(dir)

	if err != nil {
		t.Error(err)
	}
}

func TestDamagedLogGivesWhatItsChecksumsVouchFor(t *testing.T) {
	w := admit(t, 40, 0, true)
	r := rand.New(rand.NewPCG(1, 1))
	for range 20 {
		dir := w.copied()
		at := 0
		change(t, filepath.Join(dir, store.File+"-wal"), func(b []byte) []byte { at = r.IntN(len(b)); b[at] ^= 0xff; return b })

		s, err := store.Open(dir, store.Opts{Read: readRecord})
		if err != nil {
			t.Fatalf("byte %d: %v", at, err)
		}
		if _, err := s.Keep(t.Context(), newCase("after"), seal); err != nil {
			t.Errorf("byte %d: %v", at, err)
		}
		_ = s.Close()
	}
}

func TestDatabaseThatIsGone_NoNumberAndNoEpochComesAgain(t *testing.T) {
	w := admit(t, 12, 0, false)
	dir := w.copied()
	if err := os.Remove(filepath.Join(dir, store.File)); err != nil {
		t.Fatal(err)
	}
	before := open(t, w.dir, store.Opts{})
	old, _ := before.Epoch(t.Context())

	s := open(t, dir, store.Opts{})

	k := keep(t, s, "after")
	epoch, err := s.Epoch(t.Context())
	if err != nil || epoch <= old || slices.ContainsFunc(w.kept, func(x kiosk.Kept) bool { return x.Number == k.Number }) {
		t.Errorf("epoch %d after %d, number %s, %v", epoch, old, k.Number, err)
	}
}

func TestPowerGoesWhileSalvaging_NothingIsLost(t *testing.T) {
	w := admit(t, 30, 10, false)
	dir := w.copied()
	path := filepath.Join(dir, store.File)
	change(t, path, func(b []byte) []byte { clear(b[:100]); return b })
	d, err := w.opens(dir)
	if err != nil {
		t.Fatal(err)
	}
	for name, undo := range map[string]func(string) error{
		"before the damaged one was moved":  func(p string) error { return os.Rename(p, p+".salvaged") },
		"before the new one was moved":      func(p string) error { return os.Rename(p, p+".salvaged") },
		"in the middle of making a new one": func(p string) error { return os.Rename(p, p+".salvaging") },
	} {
		at := filepath.Join(t.TempDir(), "state")
		if err := os.CopyFS(at, os.DirFS(dir)); err != nil {
			t.Fatal(err)
		}
		p := filepath.Join(at, store.File)
		if err := undo(p); err != nil {
			t.Fatal(err)
		}
		if name != "before the new one was moved" {
			if err := os.Rename(filepath.Join(at, filepath.Base(d.Aside)), p); err != nil {
				t.Fatal(err)
			}
		}

		s := open(t, at, store.Opts{Read: readRecord})

		waiting, err := s.Unacknowledged(t.Context(), store.Place{}, 100)
		if err != nil || len(waiting) < 20 {
			t.Errorf("%s: %d wait, %v", name, len(waiting), err)
		}
	}
}
