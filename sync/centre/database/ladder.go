package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// lockLadder is held while tables are made or changed: of workers that start at
// once, one does it and the others find it done.
const lockLadder = 365_001

// ErrNewer is a database that a newer program has brought further than this one
// knows. Nothing was changed.
var ErrNewer = errors.New("the database was made by a newer program: use that one")

// Ladder is how the tables of one part came to be: step n, counted from 1, brings
// them from version n-1 to n. A step that has been out of the house is never
// changed.
type Ladder struct {
	Part  string
	Steps []string // SQL as SQLite has it
}

const versions = `CREATE TABLE IF NOT EXISTS versions (
  part    TEXT PRIMARY KEY, -- whose tables
  version INTEGER NOT NULL  -- how many steps of its ladder are done
) STRICT;`

// Climb does the steps that are not done yet, all or none of them. Errors include
// ErrNewer.
func (d *DB) Climb(ctx context.Context, l Ladder) error {
	err := d.InTx(ctx, lockLadder, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, d.said(versions)); err != nil {
			return err
		}
		at, err := version(ctx, tx, l.Part)
		if err != nil {
			return err
		}
		if at > len(l.Steps) {
			return fmt.Errorf("version %d, known %d: %w", at, len(l.Steps), ErrNewer)
		}
		return d.steps(ctx, tx, l, at)
	})
	if err != nil {
		return fmt.Errorf("prepare tables of %s: %w", l.Part, err)
	}
	return nil
}

func (d *DB) steps(ctx context.Context, tx *sql.Tx, l Ladder, at int) error {
	for n, step := range l.Steps[at:] {
		if _, err := tx.ExecContext(ctx, d.said(step)); err != nil {
			return fmt.Errorf("step %d: %w", at+n+1, err)
		}
	}
	if at == len(l.Steps) {
		return nil
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO versions (part, version) VALUES (?, ?)
		ON CONFLICT (part) DO UPDATE SET version = excluded.version`, l.Part, len(l.Steps))
	return err
}

func version(ctx context.Context, tx *sql.Tx, part string) (n int, err error) {
	err = tx.QueryRowContext(ctx, `SELECT version FROM versions WHERE part = ?`, part).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return n, err
}

// said is a schema in the database's own words.
func (d *DB) said(schema string) string {
	if d.shared {
		return asPostgres.Replace(schema)
	}
	return schema
}
