// Package database opens what the centre's books are written in: a file of
// SQLite's or a PostgreSQL that several processes share. It promises that a
// commit survives a power cut, that one SQL, with SQLite's words and question
// marks, is understood by both, and that tables are brought to the version that a
// program knows, step by step, by one process at a time. It must not know what is
// in the tables.
package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"

	_ "modernc.org/sqlite" // the driver of database/sql
)

// DB is an open database.
type DB struct {
	*sql.DB
	shared bool // PostgreSQL
}

// OpenFile opens a file of SQLite's, which only its owner may read. WAL with
// synchronous=FULL, because NORMAL would lose at a power cut what was committed.
// There is one connection, and every transaction is immediate: whoever has begun
// one is alone in the file. The settings stand in the name, because a PRAGMA by
// Exec reaches one pooled connection only.
func OpenFile(path string) (*DB, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	if err := f.Close(); err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	db, err := sql.Open("sqlite", "file:"+path+
		"?_txlock=immediate&_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)"+
		"&_pragma=synchronous(FULL)&_pragma=foreign_keys(ON)&_pragma=journal_size_limit(16777216)")
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	db.SetMaxOpenConns(1)
	return &DB{DB: db}, nil
}

// Shared reports whether other processes write beside this one's transactions.
func (d *DB) Shared() bool { return d.shared }

// Alone keeps every other transaction out that asks for the same lock, in all
// processes, until tx ends. In a file there is never another one.
func (d *DB) Alone(ctx context.Context, tx *sql.Tx, lock int64) error {
	if !d.shared {
		return nil
	}
	if _, err := tx.ExecContext(ctx, `SELECT pg_advisory_xact_lock(?)`, lock); err != nil {
		return fmt.Errorf("wait for others: %w", err)
	}
	return nil
}

// InTx runs f in one transaction, alone with this lock. If f fails, nothing of it
// is there.
func (d *DB) InTx(ctx context.Context, lock int64, f func(tx *sql.Tx) error) error {
	tx, err := d.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	if err = d.Alone(ctx, tx, lock); err == nil {
		err = f(tx)
	}
	if err != nil {
		return errors.Join(err, tx.Rollback())
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}
