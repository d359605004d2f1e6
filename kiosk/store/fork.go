package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
)

// forked is what a technician reads of it.
const forked = "the centre has other records in this kiosk's name: an old disk was put in, or a copy of this one is at work elsewhere"

// Fork begins a new epoch if the centre has a record at a place of the present one
// that is not this kiosk's own: there are two chains then under one epoch, and
// whatever this one goes on with would be refused. What waits stays in the queue:
// the centre takes what it lacks and keeps aside, with its bytes, what stands in a
// place that is taken. Case numbers go on behind those that the other chain may
// have given out. It reports whether a new epoch was begun, and whether the place
// is of one that was left before.
func (s *Store) Fork(ctx context.Context, at Place, hash []byte) (begun, left bool, err error) {
	var from Place
	err = s.inTx(ctx, func(tx *sql.Tx) error {
		var counter int64
		if err := tx.QueryRow(`SELECT epoch, sequence, counter FROM chain`).Scan(&from.Epoch, &from.Sequence, &counter); err != nil {
			return fmt.Errorf("read chain: %w", err)
		}
		ahead := int64(at.Sequence) - int64(from.Sequence) + 1
		own, err := hashAt(tx, at)
		switch {
		case err != nil:
			return err
		case at.Epoch != from.Epoch:
			left = at.Epoch < from.Epoch
			return nil
		case own == nil && ahead <= 0: // purged here
			return nil
		case own != nil && bytes.Equal(own, hash):
			return nil
		}
		begun = true
		epoch := nextEpoch(s.now(), from.Epoch, s.floor)
		counter += max(ahead, 0) + skipped
		if err := s.reserve(epoch, counter); err != nil {
			return err
		}
		return exec(tx, `UPDATE chain SET epoch = ?, sequence = 1, prev = zeroblob(32), counter = ?`, epoch, counter)
	})
	if err != nil {
		return false, false, fmt.Errorf("begin a new epoch: %w", err)
	}
	if !begun {
		return false, left, nil
	}
	report := Damage{Reason: forked, From: from}
	return true, false, wrapped("report the fork", writeDurably(asideName(filepath.Join(s.dir, File), s.now())+reportTail, []byte(report.String())))
}

func hashAt(tx *sql.Tx, at Place) (hash []byte, err error) {
	err = tx.QueryRow(`SELECT hash FROM records WHERE place = ?`, at.row()).Scan(&hash)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return hash, wrapped("read record", err)
}
