package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sys/unix"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"station365/kiosk"
)

// slowAfter is how long one write may take before the disk counts as slow: a
// resident who waits longer believes that the machine is dead. A tired card takes
// a second now and then.
const slowAfter = 5 * time.Second

// diskState is how the last write went.
type diskState struct {
	mu      sync.Mutex
	failing bool
	slow    bool
}

func (d *diskState) note(err error, took time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	switch {
	case err == nil:
		d.failing, d.slow = false, took > slowAfter
	case isDiskTrouble(err):
		d.failing = true
	}
}

func (d *diskState) fail() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.failing = true
}

func (d *diskState) get() (failing, slow bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.failing, d.slow
}

// isDiskTrouble tells a disk that does not take a write from a refusal of ours.
func isDiskTrouble(err error) bool {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return errors.Is(err, unix.ENOSPC) || errors.Is(err, unix.EROFS) || errors.Is(err, unix.EIO) || errors.Is(err, unix.EDQUOT)
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return true
	}
	return false
}

// free is how many bytes the kiosk may still write where the database is.
func (s *Store) free() (int64, error) {
	var f unix.Statfs_t
	if err := unix.Statfs(s.dir, &f); err != nil {
		return 0, fmt.Errorf("ask the disk: %w", err)
	}
	return int64(f.Bavail) * int64(f.Bsize), nil
}

// room refuses new work while there still is room for what is kept already: for
// its acknowledgement, its answer and the log that these go through.
func (s *Store) room() error {
	free, err := s.free()
	if err == nil && free < s.limits.Reserve {
		err = &kiosk.FrozenError{Rule: kiosk.DiskLow}
	}
	return err
}

// Standing is how this store stands towards the limits; the clock and the
// catalogue are not its own.
func (s *Store) Standing(ctx context.Context) (kiosk.Standing, error) {
	var now kiosk.Standing
	var at sql.NullInt64
	err := s.read.QueryRowContext(ctx, `SELECT waiting, (SELECT c.at FROM records r JOIN cases c USING (place)
		WHERE r.place >= chain.oldest AND r.acked_at = 0 AND c.trusted ORDER BY place LIMIT 1) FROM chain`).Scan(&now.Waiting, &at)
	if err != nil {
		return kiosk.Standing{Failing: true}, fmt.Errorf("read standing: %w", err)
	}
	if at.Valid {
		now.Oldest = time.UnixMilli(at.Int64)
	}
	if now.Free, err = s.free(); err != nil {
		return kiosk.Standing{Failing: true}, err
	}
	now.Failing, now.Slow = s.disk.get()
	return now, nil
}

// Probe writes something that changes nothing if the last write failed or was
// slow, so that a disk that is well again is found out without a resident.
func (s *Store) Probe(ctx context.Context) error {
	if failing, slow := s.disk.get(); !failing && !slow {
		return nil
	}
	return wrapped("try the disk", s.touch(ctx))
}

// touch is a commit that changes nothing but a mark in the file's header. (SQLite
// does not write a row that stays the same.)
func (s *Store) touch(ctx context.Context) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		var mark int
		if err := tx.QueryRow(`PRAGMA application_id`).Scan(&mark); err != nil {
			return err
		}
		return exec(tx, fmt.Sprintf(`PRAGMA application_id = %d`, mark^1))
	})
}

// rubOut writes over what a failed commit may have left in the log: if its sync
// failed the bytes may arrive all the same, and a case that was refused would be
// there after a power cut. Where the disk does not take this either, Probe goes
// on trying.
func (s *Store) rubOut(ctx context.Context, err error) {
	if isDiskTrouble(err) {
		_ = s.touch(ctx) // the first error is told
	}
}

// Newest is the latest time that anything here bears and that was believed when
// it was written: no true time can lie before it.
func (s *Store) Newest(ctx context.Context) (time.Time, error) {
	var at int64
	err := s.read.QueryRowContext(ctx, `SELECT max(coalesce((SELECT max(at) FROM cases WHERE trusted), 0),
		coalesce((SELECT max(at) FROM history), 0), coalesce((SELECT max(acked_at) FROM records), 0))`).Scan(&at)
	if err != nil {
		return time.Time{}, fmt.Errorf("read newest time: %w", err)
	}
	if at == 0 {
		return time.Time{}, nil
	}
	return time.UnixMilli(at), nil
}
