package store

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Fits says whether this program knows the form of the database in dir. It only
// reads, beside a kiosk that may be at work with it. One that is missing or cannot be
// read is Open's to judge.
func Fits(ctx context.Context, dir string) error {
	path := filepath.Join(dir, File)
	if _, err := os.Stat(path); err != nil {
		return nil
	}
	db := readOnly(path)
	if db == nil {
		return nil
	}
	defer func() { _ = db.Close() }() // only read
	_, _, err := form(ctx, db)
	return err
}

// form is how many migrations a database has had, and all that this program knows.
func form(ctx context.Context, db *sql.DB) (have int, known []string, err error) {
	if known, err = fs.Glob(migrations, "migrations/*.sql"); err != nil {
		return 0, nil, fmt.Errorf("list migrations: %w", err)
	}
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&have); err != nil {
		return 0, nil, fmt.Errorf("read version: %w", err)
	}
	if have > len(known) {
		return 0, nil, fmt.Errorf("the database has version %d, this program knows %d: use the newer program", have, len(known))
	}
	return have, known, nil
}
