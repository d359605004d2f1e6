package centre

import (
	"context"
	"fmt"
	"time"

	"station365/sync/wire"
)

// Counts is what the centre holds.
type Counts struct {
	Kiosks, Records, Tombstones, Quarantined, Alarms, Cases int
}

// Counts counts what the centre holds.
func (c *Centre) Counts(ctx context.Context) (Counts, error) {
	var n Counts
	err := c.db.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM kiosks),
		(SELECT count(*) FROM records WHERE type = ?1), (SELECT count(*) FROM records WHERE type = ?2),
		(SELECT count(*) FROM quarantine), (SELECT count(*) FROM alarms), (SELECT count(*) FROM cases)`,
		wire.TypeRecord, wire.TypeTombstone).
		Scan(&n.Kiosks, &n.Records, &n.Tombstones, &n.Quarantined, &n.Alarms, &n.Cases)
	if err != nil {
		return Counts{}, fmt.Errorf("count records: %w", err)
	}
	return n, nil
}

// Line is one committed record as it may be listed.
type Line struct {
	Kiosk     string
	Epoch     uint32
	Sequence  uint64
	ID        string
	Hash      [32]byte
	Tombstone bool
	Received  time.Time
}

// Records lists committed records, by kiosk and place in its chain.
func (c *Centre) Records(ctx context.Context) ([]Line, error) {
	rows, err := c.db.QueryContext(ctx, `SELECT kiosk, epoch, sequence, id, hash, type = ?, received FROM records
		ORDER BY kiosk, epoch, sequence`, wire.TypeTombstone)
	if err != nil {
		return nil, fmt.Errorf("list records: %w", err)
	}
	defer func() { _ = rows.Close() }() // only read
	var all []Line
	for rows.Next() {
		var l Line
		var hash []byte
		var received int64
		if err := rows.Scan(&l.Kiosk, &l.Epoch, &l.Sequence, &l.ID, &hash, &l.Tombstone, &received); err != nil {
			return nil, fmt.Errorf("list records: %w", err)
		}
		copy(l.Hash[:], hash)
		l.Received = fromMillis(received)
		all = append(all, l)
	}
	return all, rows.Err()
}
