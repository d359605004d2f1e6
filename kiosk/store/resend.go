package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"station365/kiosk"
)

// At reads the record at a place, whatever became of it, with its tombstone's
// bytes if it has one; the bytes are nil once they are purged.
func (s *Store) At(ctx context.Context, at Place) (r kiosk.Record, found bool, err error) {
	var hash []byte
	err = s.read.QueryRowContext(ctx, `SELECT id, hash, coalesce(tombstone, bytes) FROM records WHERE place = ?`, at.row()).
		Scan(&r.ID, &hash, &r.Bytes)
	if errors.Is(err, sql.ErrNoRows) {
		return kiosk.Record{}, false, nil
	}
	if err != nil {
		return kiosk.Record{}, false, fmt.Errorf("read record: %w", err)
	}
	r.Epoch, r.Sequence = at.Epoch, at.Sequence
	copy(r.Hash[:], hash)
	return r, true, nil
}

// Reopen puts back into the queue what the centre asks for again: all of the
// epoch from this place on whose bytes are still here. It returns how many came
// back that had been acknowledged.
func (s *Store) Reopen(ctx context.Context, from Place) (n int, err error) {
	err = s.inTx(ctx, func(tx *sql.Tx) error {
		done, err := tx.Exec(`UPDATE records SET acked_at = 0, delivery = CASE delivery WHEN 'acknowledged' THEN 'queued' ELSE delivery END
			WHERE place BETWEEN ? AND ? AND acked_at > 0 AND coalesce(tombstone, bytes) IS NOT NULL`, from.row(), Place{from.Epoch, 1<<32 - 1}.row())
		if err != nil {
			return err
		}
		back, err := done.RowsAffected()
		if n = int(back); err != nil || n == 0 {
			return err
		}
		return exec(tx, `UPDATE chain SET waiting = waiting + ?, oldest = min(oldest, ?)`, n, from.row())
	})
	if err != nil {
		return 0, fmt.Errorf("reopen records: %w", err)
	}
	return n, nil
}

// Chain says where this kiosk's chain ends, and up to which sequence of its
// epoch the centre has acknowledged everything.
func (s *Store) Chain(ctx context.Context) (head kiosk.Head, acknowledged uint64, err error) {
	var prev []byte
	var waiting, oldest int64
	err = s.read.QueryRowContext(ctx, `SELECT epoch, sequence, prev, waiting, oldest FROM chain`).
		Scan(&head.Epoch, &head.Sequence, &prev, &waiting, &oldest)
	if err != nil {
		return kiosk.Head{}, 0, fmt.Errorf("read chain: %w", err)
	}
	copy(head.Prev[:], prev)
	switch first := placeOf(oldest); {
	case waiting == 0:
		acknowledged = head.Sequence - 1
	case first.Epoch == head.Epoch && first.Sequence > 0:
		acknowledged = first.Sequence - 1
	}
	return head, acknowledged, nil
}
