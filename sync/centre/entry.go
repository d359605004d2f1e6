package centre

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// entry is what the pages of every SQL database have in common.
type entry struct{ tx *sql.Tx }

func (e entry) advance(ctx context.Context, kioskID string, epoch uint32) (isNew, others bool, err error) {
	var through uint64
	err = e.tx.QueryRowContext(ctx, `SELECT through FROM heads WHERE kiosk = ? AND epoch = ?`, kioskID, epoch).Scan(&through)
	if isNew = errors.Is(err, sql.ErrNoRows); err != nil && !isNew {
		return false, false, fmt.Errorf("read end of chain: %w", err)
	}
	if isNew {
		err = e.tx.QueryRowContext(ctx, `SELECT count(*) > 0 FROM heads WHERE kiosk = ?`, kioskID).Scan(&others)
		if err != nil {
			return false, false, fmt.Errorf("read epochs: %w", err)
		}
	}
	err = e.tx.QueryRowContext(ctx, `WITH RECURSIVE chain(s) AS (SELECT CAST(? AS BIGINT) UNION ALL
		SELECT s + 1 FROM chain WHERE EXISTS (SELECT 1 FROM records WHERE kiosk = ? AND epoch = ? AND sequence = s + 1))
		SELECT max(s) FROM chain`, through, kioskID, epoch).Scan(&through)
	if err != nil {
		return false, false, fmt.Errorf("follow chain: %w", err)
	}
	_, err = e.tx.ExecContext(ctx, `INSERT INTO heads (kiosk, epoch, through) VALUES (?, ?, ?)
		ON CONFLICT (kiosk, epoch) DO UPDATE SET through = excluded.through`, kioskID, epoch, through)
	if err != nil {
		return false, false, fmt.Errorf("keep end of chain: %w", err)
	}
	return isNew, others, nil
}

func (e entry) quarantine(ctx context.Context, kioskID string, a arrival, now int64) (isNew bool, err error) {
	r := a.record
	isNew, err = e.once(ctx, `INSERT INTO quarantine (kiosk, epoch, sequence, hash, reason, bytes, received)
		VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`, kioskID, r.Epoch, r.Sequence, r.Hash[:], a.reason, a.bytes, now)
	if err != nil {
		return false, fmt.Errorf("quarantine record: %w", err)
	}
	return isNew, nil
}

func (e entry) alarm(ctx context.Context, kioskID, kind, at string, now int64) (isNew bool, err error) {
	isNew, err = e.once(ctx, `INSERT INTO alarms (at, kiosk, kind, place) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		now, kioskID, kind, at)
	if err != nil {
		return false, fmt.Errorf("raise alarm: %w", err)
	}
	return isNew, nil
}

// once reports whether an insert found its place free.
func (e entry) once(ctx context.Context, query string, args ...any) (bool, error) {
	done, err := e.tx.ExecContext(ctx, query, args...)
	if err != nil {
		return false, err
	}
	n, err := done.RowsAffected()
	return n > 0, err
}
