package store

import (
	"context"
	"crypto/subtle"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"sync"

	"station365/kiosk"
)

// StandIn is a store where Open failed with cause: on a disk that takes no write, or
// whose database cannot be read. It reads what can be read. Everything else fails
// with cause, and Standing says that the disk fails, so that nothing new is taken.
// It may miss what was written last before the power went, if the log that this
// stands in cannot be read either.
func StandIn(dir string, cause error, o Opts) *Store {
	o = o.withDefaults()
	s := &Store{dir: dir, write: sql.OpenDB(refusing{cause}), limits: o.Limits, copies: o.copies(dir), now: o.Now, beside: true, tries: &triesHeld{wrong: map[kiosk.CaseNumber]int{}}}
	s.read = readOnly(filepath.Join(dir, File))
	if s.read == nil {
		s.read = sql.OpenDB(refusing{cause})
	}
	s.disk.fail()
	return s
}

// Readable tells whether cases can be looked up.
func (s *Store) Readable(ctx context.Context) bool {
	var waiting int
	return s.read.QueryRowContext(ctx, `SELECT waiting FROM chain`).Scan(&waiting) == nil
}

// triesHeld counts wrong check codes where no disk takes the count. They are not
// forgiven before the program ends.
type triesHeld struct {
	mu    sync.Mutex
	wrong map[kiosk.CaseNumber]int
}

// tryReading is Try without a disk to write on.
func (s *Store) tryReading(ctx context.Context, n kiosk.CaseNumber, code kiosk.CheckCode) (kiosk.Kept, error) {
	s.tries.mu.Lock()
	defer s.tries.mu.Unlock()
	var want []byte
	var before int
	err := s.read.QueryRowContext(ctx, `SELECT code, tries FROM cases WHERE number = ?`, n).Scan(&want, &before)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		err = ErrNoMatch
	case err != nil:
	case before+s.tries.wrong[n] >= maxTries:
		err = ErrTries
	case subtle.ConstantTimeCompare(want, codeHash(code)) != 1:
		s.tries.wrong[n]++
		err = ErrNoMatch
	}
	if err != nil {
		return kiosk.Kept{}, fmt.Errorf("look up: %w", err)
	}
	k, _, err := s.ByNumber(ctx, n)
	k.CheckCode = code
	return k, err
}

// readOnly opens a database that nothing may be written beside: with its log where
// there is one and its index can be read, else without. nil if neither can be.
func readOnly(path string) *sql.DB {
	for _, how := range []string{"mode=ro", "mode=ro&immutable=1"} {
		db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?"+how+"&_pragma=query_only(1)")
		if err != nil {
			continue
		}
		if (&Store{read: db}).Readable(context.Background()) {
			return db
		}
		_ = db.Close() // nothing was read
	}
	return nil
}

// refusing is a database that is not there: every use of it fails with cause.
type refusing struct{ cause error }

// Connect fails.
func (r refusing) Connect(context.Context) (driver.Conn, error) {
	return nil, fmt.Errorf("the case database is not open: %w", r.cause)
}

// Driver is asked for by database/sql.
func (r refusing) Driver() driver.Driver { return r }

// Open fails like Connect.
func (r refusing) Open(string) (driver.Conn, error) { return r.Connect(context.Background()) }
