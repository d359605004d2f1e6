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

// Unacknowledged lists records that wait for the centre's word, oldest first, at
// most limit, from behind after (the zero Place is before all). A quarantined
// record is listed with its tombstone's bytes.
func (s *Store) Unacknowledged(ctx context.Context, after Place, limit int) ([]kiosk.Record, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT id, epoch, sequence, hash, coalesce(tombstone, bytes) FROM records
		WHERE acked_at = 0 AND place > coalesce((SELECT place FROM records WHERE epoch = ? AND sequence = ?), 0) ORDER BY place LIMIT ?`,
		after.Epoch, after.Sequence, limit)
	if err != nil {
		return nil, fmt.Errorf("list queue: %w", err)
	}
	defer rows.Close()
	var out []kiosk.Record
	for rows.Next() {
		var r kiosk.Record
		var hash []byte
		if err := rows.Scan(&r.ID, &r.Epoch, &r.Sequence, &hash, &r.Bytes); err != nil {
			return nil, fmt.Errorf("list queue: %w", err)
		}
		copy(r.Hash[:], hash)
		out = append(out, r)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("list queue: %w", err)
	}
	return out, nil
}

// MarkSent notes that the broker has the record: queued becomes sent, nothing
// else changes.
func (s *Store) MarkSent(ctx context.Context, at Place) error {
	_, err := s.write.ExecContext(ctx, `UPDATE records SET delivery = 'sent' WHERE epoch = ? AND sequence = ? AND delivery = 'queued'`, at.Epoch, at.Sequence)
	if err != nil {
		return fmt.Errorf("mark sent: %w", err)
	}
	return nil
}

// MarkAcknowledged notes what the centre has committed: everything of the epoch
// up to through, and what is in beyond. It returns what became acknowledged and
// takes nothing back.
func (s *Store) MarkAcknowledged(ctx context.Context, epoch uint32, through uint64, beyond []uint64, at time.Time) ([]Place, error) {
	var changed []Place
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		places, err := acknowledge(tx, `sequence <= ?`, epoch, through, at)
		changed = places
		for _, sequence := range beyond {
			if err != nil {
				return err
			}
			places, err = acknowledge(tx, `sequence = ?`, epoch, sequence, at)
			changed = append(changed, places...)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("mark acknowledged: %w", err)
	}
	return changed, nil
}

func acknowledge(tx *sql.Tx, which string, epoch uint32, sequence uint64, at time.Time) ([]Place, error) {
	rows, err := tx.Query(`UPDATE records SET acked_at = ?, delivery = CASE delivery WHEN 'quarantined' THEN delivery ELSE 'acknowledged' END
		WHERE epoch = ? AND acked_at = 0 AND `+which+` RETURNING sequence`, max(at.UnixMilli(), 1), epoch, sequence)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Place
	for rows.Next() {
		p := Place{Epoch: epoch}
		if err := rows.Scan(&p.Sequence); err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, rows.Err()
}

// Quarantine sets a record aside with its reason, a stable key; it is kept. The
// tombstone, if there is one, goes up in its place.
func (s *Store) Quarantine(ctx context.Context, at Place, reason string, tombstone *kiosk.Record) error {
	var bytes []byte
	if tombstone != nil {
		bytes = tombstone.Bytes
	}
	_, err := s.write.ExecContext(ctx, `UPDATE records SET delivery = 'quarantined', reason = ?, tombstone = ? WHERE epoch = ? AND sequence = ?`,
		reason, bytes, at.Epoch, at.Sequence)
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
		err = tx.QueryRow(`SELECT max(revision) FROM history WHERE case_id = ? HAVING count(*) > 0`, id).Scan(&revision)
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

// Purge drops sealed bytes a day after the centre's acknowledgement: they cannot
// be read here, and the centre has them. Numbers, states and dates stay.
func (s *Store) Purge(ctx context.Context) error {
	_, err := s.write.ExecContext(ctx, `UPDATE records SET bytes = NULL, tombstone = NULL WHERE acked_at > 0 AND acked_at < ?`,
		s.now().Add(-24*time.Hour).UnixMilli())
	if err != nil {
		return fmt.Errorf("purge: %w", err)
	}
	return nil
}
