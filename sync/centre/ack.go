package centre

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"station365/sync/wire"
)

// maxBeyond bounds an acknowledgement; what does not fit is said once the gap
// has been filled.
const maxBeyond = 1000

// rowQueryer is *sql.DB and *sql.Tx.
type rowQueryer interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// readThrough is how far a kiosk's chain reaches without a gap; known is false
// for an epoch of which nothing has come.
func readThrough(ctx context.Context, q rowQueryer, kioskID string, epoch uint32) (through uint64, known bool, err error) {
	err = q.QueryRowContext(ctx, `SELECT through FROM heads WHERE kiosk = ? AND epoch = ?`, kioskID, epoch).Scan(&through)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	}
	if err != nil {
		return 0, false, fmt.Errorf("read end of chain: %w", err)
	}
	return through, true, nil
}

// acknowledgement says what is committed, signed.
func (c *Centre) acknowledgement(ctx context.Context, kioskID string, epoch uint32, refused []wire.Quarantined) ([]byte, error) {
	through, _, err := readThrough(ctx, c.db, kioskID, epoch)
	if err != nil {
		return nil, err
	}
	a := wire.Acknowledgement{Kiosk: kioskID, Epoch: epoch, Through: through, Quarantined: refused, At: c.opts.Now().UTC()}
	rows, err := c.db.QueryContext(ctx, `SELECT sequence FROM records WHERE kiosk = ? AND epoch = ? AND sequence > ?
		ORDER BY sequence LIMIT ?`, kioskID, epoch, through, maxBeyond)
	if err != nil {
		return nil, fmt.Errorf("read records beyond: %w", err)
	}
	defer func() { _ = rows.Close() }() // only read
	for rows.Next() {
		var s uint64
		if err := rows.Scan(&s); err != nil {
			return nil, fmt.Errorf("read records beyond: %w", err)
		}
		a.Beyond = append(a.Beyond, s)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read records beyond: %w", err)
	}
	return a.Sign(c.keys.sign)
}
