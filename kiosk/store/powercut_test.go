package store_test

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"station365/kiosk"
	"station365/kiosk/store"
	"station365/kiosk/store/storetest"
)

// promise is what a method of the store said by returning nil, and when.
type promise struct {
	moment int // acts of the disk so far
	what   string
	holds  func(*store.Store) error
}

// life is a kiosk at work on a disk whose every act is recorded.
type life struct {
	t        *testing.T
	disk     *storetest.Disk
	dir      string
	store    *store.Store
	promises []promise
	kept     []kiosk.Kept
	moments  []int // when each of kept was promised
}

func begin(t *testing.T) *life {
	l := &life{t: t, dir: filepath.Join(t.TempDir(), "recorded")}
	l.disk = storetest.New(t, l.dir)
	l.open()
	return l
}

func (l *life) open() {
	s, err := store.Open(l.dir, store.Opts{})
	if err != nil {
		l.t.Fatal(err)
	}
	l.t.Cleanup(func() { _ = s.Close() })
	l.store = s
}

// restart closes the database, which moves its log into it, and opens it again.
func (l *life) restart() {
	if err := l.store.Close(); err != nil {
		l.t.Fatal(err)
	}
	l.open()
}

func (l *life) promise(what string, holds func(*store.Store) error) {
	l.promises = append(l.promises, promise{l.disk.Len(), what, holds})
}

// keep hands in a case of size sealed bytes.
func (l *life) keep(size int) kiosk.Kept {
	id := fmt.Sprint("case-", len(l.kept)+1)
	k, err := l.store.Keep(l.t.Context(), newCase(id), func(h kiosk.Head, n kiosk.CaseNumber) (kiosk.Record, error) {
		r, err := seal(h, n)
		r.Bytes = append(r.Bytes, make([]byte, size)...)
		return r, err
	})
	if err != nil {
		l.t.Fatal(err)
	}
	l.kept, l.moments = append(l.kept, k), append(l.moments, l.disk.Len())
	l.promise("keep "+id, func(s *store.Store) error {
		got, ok, err := s.ByNumber(l.t.Context(), k.Number)
		if err != nil || !ok || got.ID != k.ID || got.RecordID != k.RecordID || got.Hash != k.Hash || got.Receipt.ID != k.Receipt.ID {
			return fmt.Errorf("there %v, %v", ok, err)
		}
		return nil
	})
	return k
}

// sees promises something of a case as it is read anew.
func (l *life) sees(k kiosk.Kept, what string, err error, holds func(kiosk.Kept) bool) {
	if err != nil {
		l.t.Fatal(err)
	}
	l.promise(what+" of "+string(k.ID), func(s *store.Store) error {
		if got, _, err := s.ByNumber(l.t.Context(), k.Number); err != nil || !holds(got) {
			return fmt.Errorf("not so: delivery %s, status %s, receipt %q, %v", got.Delivery, got.Status, got.Receipt.Result, err)
		}
		return nil
	})
}

// mainJob is all that is ever written for one case.
func (l *life) mainJob(size int) {
	ctx, s := l.t.Context(), l.store
	k := l.keep(size)
	sequence := uint64(len(l.kept))
	epoch, err := s.Epoch(ctx)
	if err != nil {
		l.t.Fatal(err)
	}

	l.sees(k, "receipt", s.ReceiptResult(ctx, k.ID, "printed"), func(k kiosk.Kept) bool { return k.Receipt.Result == "printed" })
	l.sees(k, "sent", s.MarkSent(ctx, store.Place{Epoch: epoch, Sequence: sequence}), func(k kiosk.Kept) bool { return k.Delivery != kiosk.Queued })
	_, err = s.MarkAcknowledged(ctx, epoch, sequence, nil, noon, nil)
	l.sees(k, "acknowledged", err, func(k kiosk.Kept) bool { return k.Delivery == kiosk.Acknowledged })
	_, err = s.Apply(ctx, sequence, k.ID, kiosk.Event{Revision: 1, Status: kiosk.Accepted, At: noon}, []byte("sealed"))
	l.sees(k, "status", err, func(k kiosk.Kept) bool { return k.Status == kiosk.Accepted && len(k.History) == 2 })
	_, err = s.Reprint(ctx, k.ID)
	l.sees(k, "reprint", err, func(k kiosk.Kept) bool { return k.Receipt.Copies == 1 })
}

// cut restores the disk as it was at moment, starts the kiosk on it and says
// what is not as it was promised.
func (l *life) cut(moment int, fate storetest.Fate) error {
	dir := l.t.TempDir()
	if err := l.disk.Restore(dir, moment, fate); err != nil {
		return err
	}
	s, err := store.Open(dir, store.Opts{})
	if err != nil {
		return fmt.Errorf("the kiosk does not start: %w", err)
	}
	defer s.Close()
	var faults []error
	promised := 0
	for _, p := range l.promises {
		if p.moment > moment {
			break
		}
		if err := p.holds(s); err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", p.what, err))
		}
	}
	for _, m := range l.moments {
		if m <= moment {
			promised++
		}
	}
	if err := l.whole(s, dir, promised); err != nil {
		faults = append(faults, err)
	}
	return errors.Join(faults...)
}

// whole checks that the tables agree with each other: no case without record,
// no gap, no double, the chain unbroken, at most one case more than promised;
// and that the next case goes on from there.
func (l *life) whole(s *store.Store, dir string, promised int) error {
	before, err := chainOf(dir)
	if err != nil {
		return err
	}
	if before < promised || before > promised+1 {
		return fmt.Errorf("%d cases on the disk, %d promised", before, promised)
	}
	if _, err := s.Keep(context.Background(), newCase("after the cut"), seal); err != nil {
		return fmt.Errorf("the next case: %w", err)
	}
	after, err := chainOf(dir)
	if err == nil && after != before+1 {
		err = fmt.Errorf("%d cases after one more than %d", after, before)
	}
	return err
}

// chainOf walks the records of a database and counts them.
func chainOf(dir string) (n int, err error) {
	db, err := sql.Open("sqlite", filepath.Join(dir, store.File))
	if err != nil {
		return 0, err
	}
	defer db.Close()
	var verdict string
	var sequence, counter, waiting, cases, open, foreign int
	var head []byte
	err = errors.Join(db.QueryRow(`PRAGMA integrity_check(1)`).Scan(&verdict),
		db.QueryRow(`SELECT sequence, counter, waiting, prev FROM chain`).Scan(&sequence, &counter, &waiting, &head),
		db.QueryRow(`SELECT count(*), count(DISTINCT number) - count(*) FROM cases JOIN records USING (place)`).Scan(&cases, &foreign),
		db.QueryRow(`SELECT count(*) FROM records WHERE acked_at = 0`).Scan(&open))
	if err != nil {
		return 0, err
	}
	rows, err := db.Query(`SELECT r.place, r.hash, c.number FROM records r LEFT JOIN cases c USING (place) ORDER BY place`)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	prev := make([]byte, 32)
	for n = 0; rows.Next(); n++ {
		var place int64
		var hash []byte
		var number sql.NullString
		if err := rows.Scan(&place, &hash, &number); err != nil {
			return n, err
		}
		want := sha256.Sum256(append([]byte(number.String), prev...))
		if place&0xffffffff != int64(n+1) || !slices.Equal(hash, want[:]) {
			return n, fmt.Errorf("record %d of %s breaks the chain at %d", place&0xffffffff, number.String, n+1)
		}
		prev = hash
	}
	if verdict != "ok" || foreign != 0 || cases != n || sequence != n+1 || counter != n+1 || waiting != open || !slices.Equal(head, prev) {
		return n, fmt.Errorf("tables disagree: %s, %d records, %d cases, next sequence %d, next number %d, %d waiting of %d", verdict, n, cases, sequence, counter, waiting, open)
	}
	return n, rows.Err()
}

// everywhere cuts before and after every sync from a moment on, on disks of
// several fates.
func (l *life) everywhere(from int, seeds uint64) (cuts int) {
	l.t.Helper()
	for _, moment := range l.disk.Syncs() {
		if moment < from {
			continue
		}
		fates := map[string]storetest.Fate{"nothing more": storetest.NothingMore(), "everything": storetest.Everything()}
		for seed := range seeds {
			fates[fmt.Sprint("torn ", seed)] = storetest.Torn(uint64(moment)*seeds + seed)
		}
		for name, fate := range fates {
			cuts++
			if err := l.cut(moment, fate); err != nil {
				l.t.Errorf("cut after %d acts, %s: %v", moment, name, err)
			}
		}
	}
	return cuts
}

func TestPowerCutAfterEveryDurableWrite_NothingIsLostOrDoubled(t *testing.T) {
	l := begin(t)
	l.mainJob(1000)
	l.restart()
	l.mainJob(1000)
	l.mainJob(5000)

	start := time.Now()
	cuts := l.everywhere(0, 2)

	if cuts < 100 || len(l.promises) != 18 {
		t.Errorf("only %d cuts, %d promises", cuts, len(l.promises))
	}
	t.Logf("%d cuts in %v", cuts, time.Since(start).Round(time.Millisecond))
}

func TestPowerCutWhileTheLogMovesIntoTheDatabase_NothingIsLostOrDoubled(t *testing.T) {
	const large = 900 << 10 // a few of them fill SQLite's log of 1,000 pages
	l := begin(t)
	for range 4 {
		l.keep(large)
	}
	from := l.disk.Len()
	l.keep(large)
	l.keep(large)
	l.keep(1000)

	l.everywhere(from, 2)

	moved := t.TempDir()
	if err := l.disk.Restore(moved, l.disk.Len(), storetest.NothingMore()); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(filepath.Join(moved, store.File)); err != nil || info.Size() < 4*large {
		t.Errorf("the log never moved: %v, %v", info, err)
	}
}

// A check that cannot see a loss is worth nothing: the same job on disks that do
// not honour syncs must be found out.
func TestDiskThatDoesNotSync_IsFoundOut(t *testing.T) {
	l := begin(t)
	l.mainJob(1000)
	l.mainJob(1000)
	end := l.disk.Len()

	off, normal := l.cut(end, storetest.Deaf("")), l.cut(end, storetest.Deaf("-wal"))

	for name, err := range map[string]error{"synchronous=OFF": off, "synchronous=NORMAL": normal} {
		if err == nil || !strings.Contains(err.Error(), "keep case-2: there false") {
			t.Errorf("%s: the loss of a case was not seen: %v", name, err)
		}
	}
	if err := l.cut(end, storetest.NothingMore()); err != nil {
		t.Errorf("a disk that syncs: %v", err)
	}
}
