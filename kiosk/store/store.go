// Package store keeps cases on this machine in SQLite. It promises that a case,
// its sealed record, its history and its receipt job are there together or not
// at all, and that what a method returned nil for survives a power cut. It never
// sees an answer: records come to it sealed.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	_ "modernc.org/sqlite" // the driver named "sqlite"

	"station365/kiosk"
)

// File is the database's name inside the state directory.
const File = "case.db"

// Opts are a store's settings; the zero value is usable.
type Opts struct {
	Limits kiosk.Limits     // when new work is refused; the zero value is kiosk.DefaultLimits
	Now    func() time.Time // the clock; nil is time.Now
	Read   ReadFunc         // reads a record for salvaging; nil believes every one
	Beside bool             // another program may be at work with it: a damaged one is left to that
	Copies string           // directory of the nightly copies; "" is "copies" beside the database
}

func (o Opts) withDefaults() Opts {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Limits == (kiosk.Limits{}) {
		o.Limits = kiosk.DefaultLimits()
	}
	return o
}

// Store is the kiosk's database: one writer, and a handle that only reads, for
// the screen. Its methods are safe for several goroutines.
type Store struct {
	dir    string
	write  *sql.DB
	read   *sql.DB
	stmts  statements
	limits kiosk.Limits
	copies string
	now    func() time.Time
	beside bool
	floor  floor // of Open and of whoever holds the write transaction
	damage *Damage
	disk   diskState
	tries  *triesHeld // of a store that stands in and cannot write them down; else nil
}

// Open opens the database in dir, making it if it is missing, and brings it to
// the newest form. A damaged one is read out into a new one first; see Damage.
func Open(dir string, o Opts) (*Store, error) {
	o = o.withDefaults()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make state directory: %w", err)
	}
	path := filepath.Join(dir, File)
	db, damage, err := o.open(path)
	if err != nil {
		return nil, err
	}
	s := &Store{dir: dir, write: db, limits: o.Limits, copies: o.copies(dir), now: o.Now, beside: o.Beside, damage: damage}
	if err := s.ready(path); err != nil {
		return nil, errors.Join(fmt.Errorf("bring case database up to date: %w", err), s.write.Close())
	}
	if s.read, err = sql.Open("sqlite", dsn(path, "&mode=ro&_pragma=query_only(1)")); err != nil {
		return nil, errors.Join(fmt.Errorf("open case database for reading: %w", err), s.write.Close())
	}
	return s, nil
}

// ready brings the database to the newest form and makes the chain go on.
func (s *Store) ready(path string) error {
	if err := migrate(s.write); err != nil {
		return err
	}
	older, err := s.begin()
	if err != nil {
		return err
	}
	if s.damage == nil {
		s.damage = older
	}
	var epoch uint32
	var counter int64
	if err := s.write.QueryRow(`SELECT epoch, counter FROM chain`).Scan(&epoch, &counter); err != nil {
		return fmt.Errorf("read chain: %w", err)
	}
	s.floor = readFloor(s.dir)
	if err := s.reserve(epoch, counter); err != nil {
		return err
	}
	if err := s.prepare(); err != nil {
		return err
	}
	if err := remove(path + suspectTail); err != nil {
		return err
	}
	// The log's name must be on the disk before the mark that says there is one.
	if s.beside || !exists(path+"-wal") || exists(path+openTail) {
		return nil
	}
	return errors.Join(syncDir(s.dir), os.WriteFile(path+openTail, nil, 0o600))
}

// Damage is what became of a database that Open could not trust; nil if it was
// sound.
func (s *Store) Damage() *Damage { return s.damage }

// dsn carries the settings: a PRAGMA by Exec would reach one connection only.
// WAL with synchronous=FULL syncs every commit; NORMAL loses the newest ones at
// a power cut. secure_delete overwrites what is purged. The driver runs the
// settings in the order of their letters, and only before the journal mode does
// the page size of a new database count; a quotation mark sorts first.
func dsn(path, more string) string {
	return "file:" + escaped(path) + "?_pragma=%22main%22.page_size(1024)&_pragma=journal_mode(wal)&_pragma=wal_autocheckpoint(4000)&_pragma=synchronous(full)&_pragma=busy_timeout(5000)" +
		"&_pragma=foreign_keys(1)&_pragma=secure_delete(1)&_pragma=journal_size_limit(4194304)" + more
}

func escaped(path string) string { return (&url.URL{Path: path}).EscapedPath() }

// inTx runs f in one immediate transaction and notes how the disk took it.
func (s *Store) inTx(ctx context.Context, f func(*sql.Tx) error) error {
	start := time.Now()
	err := inTx(ctx, s.write, f)
	s.disk.note(err, time.Since(start))
	return err
}

func inTx(ctx context.Context, db *sql.DB, f func(*sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, nil)
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
func (s *Store) Close() error {
	var err error
	if !s.beside { // closing takes the log away, and a missing log must not be taken for a loss
		err = remove(filepath.Join(s.dir, File) + openTail)
	}
	return errors.Join(err, s.read.Close(), s.write.Close())
}
