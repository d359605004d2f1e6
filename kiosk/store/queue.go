package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"station365/kiosk"
)

// Place is where a record stands: its epoch and its sequence in it.
type Place struct {
	Epoch    uint32
	Sequence uint64
}

// row is the place as the tables' key.
func (p Place) row() int64 { return int64(p.Epoch)<<32 + int64(p.Sequence) }

func placeOf(row int64) Place { return Place{uint32(row >> 32), uint64(row & 0xffffffff)} }

// Unacknowledged lists records that wait for the centre's word, oldest first, at
// most limit, from behind after (the zero Place is before all). A quarantined
// record is listed with its tombstone's bytes.
func (s *Store) Unacknowledged(ctx context.Context, after Place, limit int) ([]kiosk.Record, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT place, id, hash, coalesce(tombstone, bytes) FROM records
		WHERE place > max(?, (SELECT oldest FROM chain) - 1) AND acked_at = 0 ORDER BY place LIMIT ?`, after.row(), limit)
	if err != nil {
		return nil, fmt.Errorf("list queue: %w", err)
	}
	defer rows.Close()
	var out []kiosk.Record
	for rows.Next() {
		var r kiosk.Record
		var row int64
		var hash []byte
		if err := rows.Scan(&row, &r.ID, &hash, &r.Bytes); err != nil {
			return nil, fmt.Errorf("list queue: %w", err)
		}
		r.Epoch, r.Sequence = placeOf(row).Epoch, placeOf(row).Sequence
		copy(r.Hash[:], hash)
		out = append(out, r)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("list queue: %w", err)
	}
	return out, nil
}

// MarkSent notes, in one transaction, that the broker has the records: queued
// becomes sent, nothing else changes.
func (s *Store) MarkSent(ctx context.Context, at ...Place) error {
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		for _, p := range at {
			if err := exec(tx, `UPDATE records SET delivery = 'sent' WHERE place = ? AND delivery = 'queued'`, p.row()); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("mark sent: %w", err)
	}
	return nil
}

// MarkAcknowledged notes what the centre has committed: everything of the epoch
// up to through, and what is in beyond. It returns what became acknowledged;
// quarantined records leave the queue and stay quarantined. It takes nothing back.
// The word, as the centre signed it, is kept as proof; nil keeps none.
func (s *Store) MarkAcknowledged(ctx context.Context, epoch uint32, through uint64, beyond []uint64, at time.Time, word []byte) ([]Place, error) {
	var changed []Place
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		left, err := acknowledge(tx, Place{epoch, 1}, Place{epoch, through}, at, &changed)
		for _, sequence := range beyond {
			more, moreErr := acknowledge(tx, Place{epoch, sequence}, Place{epoch, sequence}, at, &changed)
			left, err = left+more, errors.Join(err, moreErr)
		}
		return errors.Join(err, prove(tx, word, changed), exec(tx, leave, left))
	})
	if err != nil {
		return nil, fmt.Errorf("mark acknowledged: %w", err)
	}
	return changed, nil
}

// leave counts out what left the queue and moves up to the oldest that waits.
const leave = `UPDATE chain SET waiting = waiting - ?, oldest = coalesce(
	(SELECT place FROM records WHERE place >= chain.oldest AND acked_at = 0 ORDER BY place LIMIT 1), (SELECT max(place) FROM records), 0)`

// acknowledge marks the records from first to last. It adds those that became
// acknowledged to changed and counts all that left the queue.
func acknowledge(tx *sql.Tx, first, last Place, at time.Time, changed *[]Place) (left int, err error) {
	rows, err := tx.Query(`UPDATE records SET acked_at = ?, delivery = CASE delivery WHEN 'quarantined' THEN delivery ELSE 'acknowledged' END
		WHERE place BETWEEN max(?, (SELECT oldest FROM chain)) AND ? AND acked_at = 0 RETURNING place, delivery`, max(at.UnixMilli(), 1), first.row(), last.row())
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() {
		var row int64
		var d kiosk.Delivery
		if err := rows.Scan(&row, &d); err != nil {
			return 0, err
		}
		left++
		if d == kiosk.Acknowledged {
			*changed = append(*changed, placeOf(row))
		}
	}
	return left, rows.Err()
}

// Quarantine sets a record aside with its reason, a stable key; it is kept. The
// tombstone, if there is one, goes up in its place.
func (s *Store) Quarantine(ctx context.Context, at Place, reason string, tombstone *kiosk.Record) error {
	var bytes []byte
	if tombstone != nil {
		bytes = tombstone.Bytes
	}
	_, err := s.write.ExecContext(ctx, `UPDATE records SET delivery = 'quarantined', reason = ?, tombstone = ? WHERE place = ?`, reason, bytes, at.row())
	if err != nil {
		return fmt.Errorf("quarantine: %w", err)
	}
	return nil
}

// Deliveries counts the records by how far they have come.
func (s *Store) Deliveries(ctx context.Context) (map[kiosk.Delivery]int, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT delivery, count(*) FROM records GROUP BY delivery`)
	if err != nil {
		return nil, fmt.Errorf("count deliveries: %w", err)
	}
	defer rows.Close()
	out := map[kiosk.Delivery]int{}
	for rows.Next() {
		var d kiosk.Delivery
		var n int
		if err := rows.Scan(&d, &n); err != nil {
			return nil, fmt.Errorf("count deliveries: %w", err)
		}
		out[d] = n
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("count deliveries: %w", err)
	}
	return out, nil
}

// LastDown is the highest down sequence applied, 0 for none.
func (s *Store) LastDown(ctx context.Context) (n uint64, err error) {
	if err := s.read.QueryRowContext(ctx, `SELECT down FROM chain`).Scan(&n); err != nil {
		return 0, fmt.Errorf("read down sequence: %w", err)
	}
	return n, nil
}

// Apply keeps, in one transaction, that downSeq was applied and the event with
// the officer's sealed words, if its revision is newer than the case's. newer
// says whether the case changed; an unknown case is no error.
func (s *Store) Apply(ctx context.Context, downSeq uint64, id kiosk.CaseID, e kiosk.Event, sealed []byte) (newer bool, err error) {
	err = s.inTx(ctx, func(tx *sql.Tx) error {
		r, err := tx.Exec(`UPDATE chain SET down = ? WHERE down < ?`, downSeq, downSeq)
		if err != nil {
			return err
		}
		if n, err := r.RowsAffected(); err != nil || n == 0 {
			return err
		}
		var revision int
		err = tx.QueryRow(`SELECT coalesce((SELECT max(revision) FROM history WHERE case_id = c.id), 0) FROM cases c WHERE c.id = ?`, id).Scan(&revision)
		if errors.Is(err, sql.ErrNoRows) || err == nil && e.Revision <= revision {
			return nil
		}
		if err != nil {
			return err
		}
		newer = true
		return exec(tx, `INSERT INTO history (case_id, revision, status, reason, at, sealed) VALUES (?, ?, ?, ?, ?, ?)`,
			id, e.Revision, e.Status, e.Reason, e.At.UnixMilli(), sealed)
	})
	if err != nil {
		return false, fmt.Errorf("apply what the centre said: %w", err)
	}
	return newer, nil
}

// Epoch is the present epoch of this kiosk's chain.
func (s *Store) Epoch(ctx context.Context) (epoch uint32, err error) {
	if err := s.read.QueryRowContext(ctx, `SELECT epoch FROM chain`).Scan(&epoch); err != nil {
		return 0, fmt.Errorf("read epoch: %w", err)
	}
	return epoch, nil
}
