package store

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// Tails of the files beside the database.
const (
	salvagingTail = ".salvaging" // a new database in the making; worth nothing
	salvagedTail  = ".salvaged"  // whole, and not yet in its place
	openTail      = ".open"      // there while the database is open: then there must be a log
	suspectTail   = ".suspect"   // damage was found while the program ran
	reportTail    = ".txt"       // beside what was set aside: what became of it
)

// checkedAtOnce is how large a database is checked whole before it is used: some
// 5,000 cases, in a few hundredths of a second. A larger one is checked beside
// the work; see Check.
const checkedAtOnce = 16 << 20

// Damage is what became of a database that could not be trusted.
type Damage struct {
	Reason  string
	Aside   string  // where the damaged files are, whole; "" if it was only an older copy
	Records int     // records read out of it
	Cases   int     // cases read out of it
	Lost    []Place // records that the centre may lack and nobody can read
	From    Place   // from here on nobody knows how many records there were; zero: all are known
}

// String says it for the technician.
func (d Damage) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "reason: %s\nset aside as: %s\nread out of it: %d cases, %d records\n", d.Reason, d.Aside, d.Cases, d.Records)
	fmt.Fprintf(&b, "records that the centre may lack and that cannot be read: %d\n", len(d.Lost))
	for _, p := range d.Lost {
		fmt.Fprintf(&b, "  epoch %d sequence %d\n", p.Epoch, p.Sequence)
	}
	if d.From != (Place{}) {
		fmt.Fprintf(&b, "records from epoch %d sequence %d on: nobody knows whether there were any\n", d.From.Epoch, d.From.Sequence)
	}
	return b.String()
}

// open opens the database for writing once it can be trusted. A damaged one is
// read out into a new one and set aside whole; power may go at any moment of it.
func (o Opts) open(path string) (*sql.DB, *Damage, error) {
	if !o.Beside {
		if err := finish(path, o.Now()); err != nil {
			return nil, nil, err
		}
	}
	db, err := openForWriting(path)
	if err != nil {
		return nil, nil, err
	}
	reason, err := examine(db, path)
	if err == nil && reason == "" {
		return db, nil, nil
	}
	if closed := db.Close(); err != nil { // a damaged one does not close well
		return nil, nil, errors.Join(err, closed)
	}
	if o.Beside {
		return nil, nil, fmt.Errorf("%w (%s): start the kiosk, which reads it out", ErrDamaged, reason)
	}
	d, err := o.mend(path, reason)
	if err != nil {
		return nil, nil, err
	}
	db, err = openForWriting(path)
	return db, d, err
}

func openForWriting(path string) (*sql.DB, error) {
	// SQLite makes its files with the mode of the first one.
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("open case database: %w", err)
	}
	db, err := sql.Open("sqlite", dsn(path, "&_txlock=immediate"))
	if err != nil {
		return nil, fmt.Errorf("open case database: %w", err)
	}
	db.SetMaxOpenConns(1)
	return db, nil
}

// mend makes a new database of what can be read of the damaged one, and sets
// that aside.
func (o Opts) mend(path, reason string) (*Damage, error) {
	dir := filepath.Dir(path)
	if err := remove(path+salvagingTail, path+salvagingTail+"-wal", path+salvagingTail+"-shm"); err != nil {
		return nil, fmt.Errorf("clear an unfinished salvage: %w", err)
	}
	d, err := o.salvage(path, path+salvagingTail, copiesIn(o.copies(dir)), readFloor(dir))
	if err != nil {
		return nil, fmt.Errorf("salvage the damaged case database (%s): %w", reason, err)
	}
	d.Reason, d.Aside = reason, asideName(path, o.Now())
	if err := writeDurably(d.Aside+reportTail, []byte(d.String())); err != nil {
		return nil, fmt.Errorf("report on the damaged case database: %w", err)
	}
	if err := os.Rename(path+salvagingTail, path+salvagedTail); err != nil {
		return nil, fmt.Errorf("salvage the damaged case database: %w", err)
	}
	if err := errors.Join(syncDir(dir), setAside(path, d.Aside), finish(path, o.Now())); err != nil {
		return nil, err
	}
	return &d, nil
}

func asideName(path string, now time.Time) string {
	return fmt.Sprintf("%s.damaged-%d", path, now.UnixMilli())
}

// finish puts a salvaged database in its place, also if the power went before.
func finish(path string, now time.Time) error {
	if _, err := os.Stat(path + salvagedTail); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if _, err := os.Stat(path); err == nil {
		if err := setAside(path, asideName(path, now)); err != nil {
			return err
		}
	}
	if err := remove(path+"-wal", path+"-shm", path+openTail, path+suspectTail); err != nil { // of the one set aside
		return fmt.Errorf("put the salvaged case database in its place: %w", err)
	}
	if err := os.Rename(path+salvagedTail, path); err != nil {
		return fmt.Errorf("put the salvaged case database in its place: %w", err)
	}
	return syncDir(filepath.Dir(path))
}

// setAside moves database and log together, the log first: a database without
// its log must not be taken for whole. Nothing is deleted.
func setAside(path, aside string) error {
	for _, tail := range []string{"-wal", "-shm", ""} {
		if err := os.Rename(path+tail, aside+tail); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("set the damaged case database aside: %w", err)
		}
	}
	return syncDir(filepath.Dir(path))
}

// examine says why a database cannot be trusted, or "". An error is trouble with
// the disk: the database may be whole.
func examine(db *sql.DB, path string) (reason string, err error) {
	size := sizeOf(path)
	switch known := readFloor(filepath.Dir(path)).Epoch > 0; {
	case size == 0 && sizeOf(path+"-wal") == 0 && known:
		return "it is gone", nil
	case size == 0 && sizeOf(path+"-wal") == 0:
		return "", nil // a new one
	case size > 0 && size < int64(pageSizes[0]):
		return "it is cut off", nil // SQLite would begin anew
	}
	if exists(path+openTail) && !exists(path+"-wal") {
		return "its log is missing", nil
	}
	check := "SELECT CASE WHEN count(*) > 1 THEN 'two schemas' ELSE 'ok' END FROM sqlite_schema WHERE name = 'chain'"
	switch {
	case exists(path + suspectTail):
		check = "PRAGMA integrity_check(1)"
	case size <= checkedAtOnce:
		check = "PRAGMA quick_check(1)"
	}
	return verdict(db, check)
}

// verdict asks a check that answers "ok" or what is wrong.
func verdict(db *sql.DB, check string) (reason string, err error) {
	err = db.QueryRow(check).Scan(&reason)
	switch {
	case isDamage(err):
		return err.Error(), nil
	case err != nil:
		return "", fmt.Errorf("examine case database: %w", err)
	case reason == "ok":
		return "", nil
	}
	return reason, nil
}

// isDamage tells a file that is wrong from a disk that is in trouble.
func isDamage(err error) bool {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return false
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return true
	}
	return e.Code() == sqlite3.SQLITE_IOERR_SHORT_READ
}

func exists(path string) bool { _, err := os.Stat(path); return err == nil }

func sizeOf(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}
