package centre

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"station365/sync/centre/database"
	"station365/sync/wire"
)

// ledger is what the books of every SQL database have in common.
type ledger struct{ db *database.DB }

// mostBeyond bounds how many records after a gap are read for one
// acknowledgement.
const mostBeyond = 4096

func (l ledger) chainAt(ctx context.Context, of chain) (standing, error) {
	var is standing
	err := l.db.QueryRowContext(ctx, `SELECT through, coalesce((SELECT max(sequence) FROM records WHERE kiosk = ?1 AND epoch = ?2), 0)
		FROM heads WHERE kiosk = ?1 AND epoch = ?2`, of.kiosk, of.epoch).Scan(&is.through, &is.highest)
	if errors.Is(err, sql.ErrNoRows) {
		return is, nil
	}
	if err != nil {
		return is, fmt.Errorf("read end of chain: %w", err)
	}
	if is.through > 0 {
		hash, _, err := l.hashAt(ctx, of, is.through)
		if err != nil {
			return is, err
		}
		is.hash = hash[:]
	}
	if is.highest > is.through {
		is.beyond, err = l.beyond(ctx, of, is.through)
	}
	return is, err
}

func (l ledger) beyond(ctx context.Context, of chain, through uint64) ([]wire.Span, error) {
	rows, err := l.db.QueryContext(ctx, `SELECT sequence, hash FROM records WHERE kiosk = ? AND epoch = ? AND sequence > ?
		ORDER BY sequence LIMIT ?`, of.kiosk, of.epoch, through, mostBeyond)
	if err != nil {
		return nil, fmt.Errorf("read records beyond: %w", err)
	}
	defer func() { _ = rows.Close() }() // only read
	var spans []wire.Span
	for rows.Next() {
		var at uint64
		var hash []byte
		if err := rows.Scan(&at, &hash); err != nil {
			return nil, fmt.Errorf("read records beyond: %w", err)
		}
		if n := len(spans); n > 0 && spans[n-1].To+1 == at {
			spans[n-1].To, spans[n-1].Hash = at, hash
			continue
		}
		if len(spans) == wire.MaxBeyond {
			break
		}
		spans = append(spans, wire.Span{From: at, To: at, Hash: hash})
	}
	return spans, rows.Err()
}

func (l ledger) newest(ctx context.Context, kioskID string) (epoch uint32, err error) {
	err = l.db.QueryRowContext(ctx, `SELECT coalesce(max(epoch), 0) FROM heads WHERE kiosk = ?`, kioskID).Scan(&epoch)
	if err != nil {
		return 0, fmt.Errorf("read epochs: %w", err)
	}
	return epoch, nil
}

func (l ledger) hashAt(ctx context.Context, of chain, sequence uint64) (hash [32]byte, found bool, err error) {
	var b []byte
	err = l.db.QueryRowContext(ctx, `SELECT hash FROM records WHERE kiosk = ? AND epoch = ? AND sequence = ?`,
		of.kiosk, of.epoch, sequence).Scan(&b)
	if errors.Is(err, sql.ErrNoRows) {
		return hash, false, nil
	}
	if err != nil {
		return hash, false, fmt.Errorf("read hash: %w", err)
	}
	copy(hash[:], b)
	return hash, true, nil
}
