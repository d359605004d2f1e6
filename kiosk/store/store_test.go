package store_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"station365/kiosk"
	"station365/kiosk/store"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func open(t testing.TB, dir string, o store.Opts) *store.Store {
	t.Helper()
	s, err := store.Open(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// seal plays the sealer: a record of the head, chained by a real hash.
func seal(h kiosk.Head, n kiosk.CaseNumber) (kiosk.Record, error) {
	body := append([]byte(n), h.Prev[:]...)
	return kiosk.Record{ID: "record-" + string(n), Epoch: h.Epoch, Sequence: h.Sequence, Hash: sha256.Sum256(body), Bytes: body}, nil
}

func newCase(id string) kiosk.NewCase {
	return kiosk.NewCase{ID: kiosk.CaseID(id), Prefix: "S2", Matter: "residence-registration", CatalogueVersion: 1, MaskedName: "李**",
		ResidentTag: []byte("tag"), Promise: kiosk.Promise{Officer: "王芳", DueBy: noon.AddDate(0, 0, 7)}, At: noon, TimeTrusted: true}
}

func keep(t testing.TB, s *store.Store, id string) kiosk.Kept {
	t.Helper()
	k, err := s.Keep(context.Background(), newCase(id), seal)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestKeptCaseIsFoundByCardAndByNumber(t *testing.T) {
	s := open(t, t.TempDir(), store.Opts{})
	first, second := keep(t, s, "a"), keep(t, s, "b")

	found, err := s.ByTag(t.Context(), []byte("tag"))
	if err != nil || len(found) != 2 || found[0].ID != "b" {
		t.Fatalf("found %v, %v", found, err)
	}
	got, ok, err := s.ByNumber(t.Context(), first.Number)
	if p := s.Prefix(t.Context()); p != "S2" {
		t.Errorf("the numbers begin with %q", p)
	}

	if err != nil || !ok || got.CheckCode != first.CheckCode || got.Delivery != kiosk.Queued || got.Status != kiosk.Submitted ||
		len(got.History) != 1 || !got.Promise.DueBy.Equal(first.Promise.DueBy) || got.Receipt.ID != first.Receipt.ID {
		t.Errorf("got %+v, %v", got, err)
	}
	if second.Number == first.Number || !second.Number.Valid() {
		t.Errorf("numbers %s and %s", first.Number, second.Number)
	}
}

func TestChainGoesOnAfterTheProgramRestarts(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, store.Opts{})
	first := keep(t, s, "a")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	s = open(t, dir, store.Opts{})
	var head kiosk.Head
	_, err := s.Keep(t.Context(), newCase("b"), func(h kiosk.Head, n kiosk.CaseNumber) (kiosk.Record, error) {
		head = h
		return seal(h, n)
	})

	if err != nil || head.Sequence != 2 || head.Prev != first.Hash {
		t.Errorf("the second record stands at %d after %x, %v", head.Sequence, head.Prev[:4], err)
	}
}

func TestNothingIsKeptWhenSealingFails(t *testing.T) {
	s := open(t, t.TempDir(), store.Opts{})
	broken := errors.New("no key")

	_, err := s.Keep(t.Context(), newCase("a"), func(kiosk.Head, kiosk.CaseNumber) (kiosk.Record, error) { return kiosk.Record{}, broken })

	if !errors.Is(err, broken) {
		t.Fatalf("got %v", err)
	}
	k := keep(t, s, "b")
	if k.Number != kiosk.NewCaseNumber("S2", 1) {
		t.Errorf("the failed case used up a number: %s", k.Number)
	}
}

func TestFullQueueRefusesNewWorkAndKeepsTheOld(t *testing.T) {
	s := open(t, t.TempDir(), store.Opts{Limits: kiosk.Limits{Queue: 1}})
	keep(t, s, "a")

	_, err := s.Keep(t.Context(), newCase("b"), seal)

	if !errors.Is(err, kiosk.ErrFull) {
		t.Fatalf("got %v", err)
	}
	waiting, err := s.Unacknowledged(t.Context(), store.Place{}, 10)
	if err != nil || len(waiting) != 1 {
		t.Errorf("waiting %d, %v", len(waiting), err)
	}
}

func TestSensitiveCaseShowsNoMatterAndNoName(t *testing.T) {
	s := open(t, t.TempDir(), store.Opts{})
	c := newCase("a")
	c.Sensitive, c.Matter = true, "concern"
	k, err := s.Keep(t.Context(), c, seal)
	if err != nil {
		t.Fatal(err)
	}

	got, _, err := s.ByNumber(t.Context(), k.Number)

	if err != nil || got.Matter != "" || got.MaskedName != "" {
		t.Errorf("got %q %q, %v", got.Matter, got.MaskedName, err)
	}
}

func TestQueueGoesOldestFirstAndOnlyTheCentreEmptiesIt(t *testing.T) {
	s := open(t, t.TempDir(), store.Opts{})
	for _, id := range []string{"a", "b", "c"} {
		keep(t, s, id)
	}
	waiting, err := s.Unacknowledged(t.Context(), store.Place{}, 10)
	if err != nil || len(waiting) != 3 || waiting[0].Sequence != 1 {
		t.Fatalf("waiting %v, %v", waiting, err)
	}
	epoch := waiting[0].Epoch

	if err := s.MarkSent(t.Context(), store.Place{Epoch: epoch, Sequence: 1}); err != nil {
		t.Fatal(err)
	}
	changed, err := s.MarkAcknowledged(t.Context(), epoch, 1, []uint64{3}, noon, nil)
	if err != nil || len(changed) != 2 {
		t.Fatalf("changed %v, %v", changed, err)
	}
	again, err := s.MarkAcknowledged(t.Context(), epoch, 1, []uint64{3}, noon, nil)
	left, _ := s.Unacknowledged(t.Context(), store.Place{Epoch: epoch, Sequence: 1}, 10)

	if err != nil || len(again) != 0 || len(left) != 1 || left[0].Sequence != 2 {
		t.Errorf("again %v, left %v, %v", again, left, err)
	}
}

func TestPoisonRecordIsKeptAsideAndItsTombstoneGoesUp(t *testing.T) {
	s := open(t, t.TempDir(), store.Opts{})
	k := keep(t, s, "a")
	waiting, _ := s.Unacknowledged(t.Context(), store.Place{}, 1)
	at := store.Place{Epoch: waiting[0].Epoch, Sequence: 1}

	if err := s.Quarantine(t.Context(), at, "too-large", &kiosk.Record{Bytes: []byte("tombstone")}); err != nil {
		t.Fatal(err)
	}

	waiting, _ = s.Unacknowledged(t.Context(), store.Place{}, 1)
	got, _, err := s.ByNumber(t.Context(), k.Number)
	if err != nil || string(waiting[0].Bytes) != "tombstone" || got.Delivery != kiosk.Quarantined || got.Reason != "too-large" {
		t.Errorf("waiting %q, kept %s %s, %v", waiting[0].Bytes, got.Delivery, got.Reason, err)
	}
	changed, err := s.MarkAcknowledged(t.Context(), at.Epoch, 1, nil, noon, nil)
	left, _ := s.Unacknowledged(t.Context(), store.Place{}, 1)
	if err != nil || len(changed) != 0 || len(left) != 0 {
		t.Errorf("acknowledged %v, waiting %v, %v", changed, left, err)
	}
	if got, _, _ = s.ByNumber(t.Context(), k.Number); got.Delivery != kiosk.Quarantined {
		t.Errorf("the tombstone's acknowledgement made the record %s", got.Delivery)
	}
}

func TestWhatTheCentreSaysIsAppliedOnceAndOnlyIfNewer(t *testing.T) {
	s := open(t, t.TempDir(), store.Opts{})
	k := keep(t, s, "a")
	said := kiosk.Event{Revision: 1, Status: kiosk.Accepted, At: noon.Add(time.Hour)}

	newer, err := s.Apply(t.Context(), 1, "a", said, []byte("sealed"))
	if err != nil || !newer {
		t.Fatalf("newer %v, %v", newer, err)
	}
	replayed, _ := s.Apply(t.Context(), 1, "a", said, []byte("sealed"))
	older, _ := s.Apply(t.Context(), 2, "a", kiosk.Event{Revision: 1, Status: kiosk.Returned, At: noon}, nil)
	unknown, unknownErr := s.Apply(t.Context(), 3, "nobody", said, nil)

	got, _, _ := s.ByNumber(t.Context(), k.Number)
	replies, _ := s.Replies(t.Context(), "a")
	last, _ := s.LastDown(t.Context())
	if replayed || older || unknown || unknownErr != nil || got.Status != kiosk.Accepted || len(got.History) != 2 || len(replies) != 1 || last != 3 {
		t.Errorf("replayed %v older %v unknown %v %v; %s, %d lines, %d replies, last %d", replayed, older, unknown, unknownErr, got.Status, len(got.History), len(replies), last)
	}
}

func TestCheckCodesCannotBeGuessed(t *testing.T) {
	now := noon
	s := open(t, t.TempDir(), store.Opts{Now: func() time.Time { return now }})
	k := keep(t, s, "a")
	wrong := kiosk.CheckCode("0000-0000-0000-0000")

	for range 5 {
		if _, err := s.Try(t.Context(), k.Number, wrong); !errors.Is(err, store.ErrNoMatch) {
			t.Fatalf("got %v", err)
		}
	}
	_, limited := s.Try(t.Context(), k.Number, k.CheckCode)
	now = now.Add(16 * time.Minute)
	got, err := s.Try(t.Context(), k.Number, k.CheckCode)

	if !errors.Is(limited, store.ErrTries) || err != nil || got.ID != "a" {
		t.Errorf("limited: %v; later: %v", limited, err)
	}
}

func TestSealedBytesGoADayAfterTheAcknowledgementAndTheCodeStillOpens(t *testing.T) {
	now := noon
	s := open(t, t.TempDir(), store.Opts{Now: func() time.Time { return now }})
	k := keep(t, s, "a")
	waiting, _ := s.Unacknowledged(t.Context(), store.Place{}, 1)
	if _, err := s.MarkAcknowledged(t.Context(), waiting[0].Epoch, 1, nil, now, nil); err != nil {
		t.Fatal(err)
	}
	now = now.Add(25 * time.Hour)

	if err := s.Purge(t.Context(), store.DefaultRetention()); err != nil {
		t.Fatal(err)
	}

	got, _, _ := s.ByNumber(t.Context(), k.Number)
	opened, err := s.Try(t.Context(), k.Number, k.CheckCode)
	if got.CheckCode != "" || err != nil || opened.ID != "a" {
		t.Errorf("code %q, %v", got.CheckCode, err)
	}
}

func TestOnlyTheOwnerMayReadTheDatabase(t *testing.T) {
	dir := t.TempDir()
	keep(t, open(t, dir, store.Opts{}), "a")

	files, err := filepath.Glob(filepath.Join(dir, store.File+"*"))
	if err != nil || len(files) < 2 {
		t.Fatalf("files %v, %v", files, err)
	}
	for _, f := range files {
		if info, err := os.Stat(f); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", f, info.Mode(), err)
		}
	}
}
