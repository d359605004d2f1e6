package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Retention is how long a case stays here after the centre has it.
type Retention struct {
	Sealed time.Duration // its sealed bytes, which nobody can read here
	Index  time.Duration // its number, states and dates, after the last that happened
}

// DefaultRetention is what the design says.
func DefaultRetention() Retention {
	return Retention{Sealed: 24 * time.Hour, Index: 90 * 24 * time.Hour}
}

// Purge drops what the centre has and what the retention is over for, here and in
// every copy. What the centre has not acknowledged never goes, and neither does
// a record that was set aside.
func (s *Store) Purge(ctx context.Context, r Retention) error {
	now := s.now()
	purge := func(tx *sql.Tx) error { return purge(tx, now.Add(-r.Sealed), now.Add(-r.Index)) }
	err := wrapped("purge", s.inTx(ctx, func(tx *sql.Tx) error { return errors.Join(purge(tx), disprove(tx)) }))
	for _, path := range copiesIn(s.copies) {
		if copyErr := inCopy(ctx, path, purge); copyErr != nil {
			err = errors.Join(err, fmt.Errorf("purge copy: %w", copyErr))
		}
	}
	return err
}

// over are the cases that are over: their newest word is older than a time. The
// newest record stays where the centre's next word may name it.
const over = `SELECT r.place FROM records r LEFT JOIN cases c ON c.place = r.place
	WHERE r.delivery = 'acknowledged' AND r.acked_at BETWEEN 1 AND ? AND r.place < (SELECT oldest FROM chain) - 1
	AND NOT EXISTS (SELECT 1 FROM history h WHERE h.case_id = c.id AND h.at > ?)`

func purge(tx *sql.Tx, sealed, index time.Time) error {
	before := index.UnixMilli()
	for _, q := range []struct {
		text string
		args []any
	}{
		{`UPDATE records SET bytes = NULL, tombstone = NULL WHERE delivery = 'acknowledged' AND acked_at BETWEEN 1 AND ? AND bytes IS NOT NULL`, []any{sealed.UnixMilli()}},
		{`DELETE FROM history WHERE case_id IN (SELECT id FROM cases WHERE place IN (` + over + `))`, []any{before, before}},
		// A case goes before its record: only the record tells that it is over.
		{`DELETE FROM cases WHERE place IN (` + over + `)`, []any{before, before}},
		{`DELETE FROM records WHERE place IN (` + over + `)`, []any{before, before}},
	} {
		if err := exec(tx, q.text, q.args...); err != nil {
			return err
		}
	}
	return nil
}
