// Package store keeps cases on this machine in SQLite. It promises that a case,
// its sealed record, its history and its receipt job are there together or not
// at all, and that what a method returned nil for survives a power cut. It never
// sees an answer: records come to it sealed.
package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"time"

	_ "modernc.org/sqlite" // the driver named "sqlite"
)

// File is the database's name inside the state directory.
const File = "case.db"

//go:embed migrations/*.sql
var migrations embed.FS

// Opts are a store's settings; the zero value is usable.
type Opts struct {
	QueueCap int              // most records waiting for the centre; 0 is 5,000
	Now      func() time.Time // the clock; nil is time.Now
}

// Store is the kiosk's database: one writer, and a handle that only reads, for
// the screen. Its methods are safe for several goroutines.
type Store struct {
	write *sql.DB
	read  *sql.DB
	stmts statements
	cap   int
	now   func() time.Time
}

// DamagedError says that the database could not be trusted and was set aside
// whole. A new Open starts a new one, under a new epoch.
type DamagedError struct {
	Aside  string // where the damaged files are now
	Reason string
}

// Error names the place and the reason.
func (e *DamagedError) Error() string {
	return "the case database is damaged (" + e.Reason + ") and was set aside as " + e.Aside
}

// Open opens the database in dir, making it if it is missing, and brings it to
// the newest form. A damaged one gives a *DamagedError.
func Open(dir string, o Opts) (*Store, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.QueueCap == 0 {
		o.QueueCap = 5000
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make state directory: %w", err)
	}
	path := filepath.Join(dir, File)
	// SQLite makes its files with the mode of the first one.
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open case database: %w", err)
	}
	if err := f.Close(); err != nil {
		return nil, fmt.Errorf("open case database: %w", err)
	}
	s := &Store{cap: o.QueueCap, now: o.Now}
	if s.write, err = sql.Open("sqlite", dsn(path, "&_txlock=immediate")); err != nil {
		return nil, fmt.Errorf("open case database: %w", err)
	}
	s.write.SetMaxOpenConns(1)
	if reason := s.quickCheck(); reason != "" {
		_ = s.write.Close() // what counts is that it is damaged
		return nil, setAside(path, reason, o.Now())
	}
	err = s.migrate()
	if err == nil {
		err = s.prepare()
	}
	if err != nil {
		_ = s.write.Close() // the first error matters
		return nil, fmt.Errorf("bring case database up to date: %w", err)
	}
	if s.read, err = sql.Open("sqlite", dsn(path, "&mode=ro&_pragma=query_only(1)")); err != nil {
		return nil, errors.Join(fmt.Errorf("open case database for reading: %w", err), s.write.Close())
	}
	return s, nil
}

// dsn carries the settings: a PRAGMA by Exec would reach one connection only.
// WAL with synchronous=FULL syncs every commit; NORMAL loses the newest ones at
// a power cut.
func dsn(path, more string) string {
	u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath()}
	return u.String() + "?_pragma=journal_mode(wal)&_pragma=synchronous(full)&_pragma=busy_timeout(5000)" +
		"&_pragma=foreign_keys(1)&_pragma=journal_size_limit(4194304)" + more
}

func (s *Store) quickCheck() string {
	var verdict string
	if err := s.write.QueryRow("PRAGMA quick_check(1)").Scan(&verdict); err != nil {
		return err.Error()
	}
	if verdict != "ok" {
		return verdict
	}
	return ""
}

// setAside moves database, log and index together; nothing is deleted.
func setAside(path, reason string, now time.Time) error {
	aside := fmt.Sprintf("%s.damaged-%d", path, now.UnixMilli())
	for _, tail := range []string{"", "-wal", "-shm"} {
		if err := os.Rename(path+tail, aside+tail); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("set the damaged case database aside: %w", err)
		}
	}
	return &DamagedError{Aside: aside, Reason: reason}
}

// migrate runs the migrations that this database has not had, each in its own
// transaction, and begins the chain.
func (s *Store) migrate() error {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return fmt.Errorf("list migrations: %w", err)
	}
	var have int
	if err := s.write.QueryRow("PRAGMA user_version").Scan(&have); err != nil {
		return fmt.Errorf("read version: %w", err)
	}
	if have > len(names) {
		return fmt.Errorf("the database has version %d, this program knows %d: use the newer program", have, len(names))
	}
	for i := have; i < len(names); i++ {
		text, err := fs.ReadFile(migrations, names[i])
		if err != nil {
			return fmt.Errorf("read %s: %w", names[i], err)
		}
		err = s.inTx(context.Background(), func(tx *sql.Tx) error {
			if _, err := tx.Exec(string(text)); err != nil {
				return err
			}
			_, err := tx.Exec(fmt.Sprintf("PRAGMA user_version = %d", i+1))
			return err
		})
		if err != nil {
			return fmt.Errorf("%s: %w", names[i], err)
		}
	}
	return s.beginChain()
}

// beginChain gives a new database its epoch: the seconds of the clock, so that a
// later database sorts after an earlier one wherever the clock can be believed.
func (s *Store) beginChain() error {
	_, err := s.write.Exec(`INSERT INTO chain (one, epoch, sequence, prev, counter, waiting, down) VALUES (1, ?, 1, zeroblob(32), 1, 0, 0)
		ON CONFLICT DO NOTHING`, s.now().Unix()&0x7fffffff)
	if err != nil {
		return fmt.Errorf("begin chain: %w", err)
	}
	return nil
}

// inTx runs f in one immediate transaction.
func (s *Store) inTx(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	if err := f(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// Close ends all work with the database.
func (s *Store) Close() error { return errors.Join(s.read.Close(), s.write.Close()) }
