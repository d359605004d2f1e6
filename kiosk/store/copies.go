package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// Names of copies sort by their day.
const (
	copyPattern = "case-[0-9]*.db"
	copyForm    = "case-20060102-150405.db"
)

func (o Opts) copies(dir string) string {
	if o.Copies != "" {
		return o.Copies
	}
	return filepath.Join(dir, "copies")
}

// copiesIn lists the copies in a directory, the newest first.
func copiesIn(dir string) []string {
	all, err := filepath.Glob(filepath.Join(dir, copyPattern))
	if err != nil {
		return nil // only a wrong pattern, which it is not
	}
	slices.Sort(all)
	slices.Reverse(all)
	return all
}

// Copy makes a copy of the database as it is now and leaves the newest n copies.
// A copy is whole or not there; the first to open it begins a new epoch.
func (s *Store) Copy(ctx context.Context, n int) error {
	if err := os.MkdirAll(s.copies, 0o700); err != nil {
		return fmt.Errorf("copy the case database: %w", err)
	}
	path := filepath.Join(s.copies, s.now().UTC().Format(copyForm))
	part := path + ".part"
	if err := remove(part, part+"-journal"); err != nil {
		return fmt.Errorf("copy the case database: %w", err)
	}
	err := s.copyTo(ctx, part)
	if err == nil {
		err = errors.Join(os.Rename(part, path), syncDir(s.copies))
	}
	if err != nil {
		return errors.Join(fmt.Errorf("copy the case database: %w", err), remove(part, part+"-journal"))
	}
	if all := copiesIn(s.copies); len(all) > n {
		return wrapped("drop old copies", remove(all[n:]...))
	}
	return nil
}

func (s *Store) copyTo(ctx context.Context, part string) error {
	// A handle of its own: the screen's may not write anywhere.
	db, err := sql.Open("sqlite", dsn(filepath.Join(s.dir, File), ""))
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, `VACUUM INTO ?`, part)
	if err := errors.Join(err, db.Close()); err != nil {
		return err
	}
	if err := os.Chmod(part, 0o600); err != nil {
		return err
	}
	return inCopy(ctx, part, func(tx *sql.Tx) error { return exec(tx, `UPDATE chain SET copied = 1`) })
}

// inCopy changes a copy in one transaction, synced when it returns.
func inCopy(ctx context.Context, path string, f func(*sql.Tx) error) (err error) {
	db, err := sql.Open("sqlite", "file:"+escaped(path)+"?_pragma=journal_mode(delete)&_pragma=synchronous(extra)&_pragma=secure_delete(1)")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return inTx(ctx, db, f)
}
