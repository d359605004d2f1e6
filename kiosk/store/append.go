package store

import (
	"context"
	"database/sql"
	"fmt"

	"station365/kiosk"
)

// Append puts a record that is no case at the end of the chain, in one durable
// transaction. seal is called inside it, once, without a case number.
func (s *Store) Append(ctx context.Context, seal kiosk.SealFunc) error {
	return wrapped("append record", s.inTx(ctx, func(tx *sql.Tx) error {
		var head kiosk.Head
		var prev []byte
		err := tx.QueryRow(`SELECT epoch, sequence, prev FROM chain`).Scan(&head.Epoch, &head.Sequence, &prev)
		if err != nil {
			return fmt.Errorf("read chain: %w", err)
		}
		copy(head.Prev[:], prev)
		r, err := seal(head, "")
		if err != nil {
			return fmt.Errorf("seal: %w", err)
		}
		if err := exec(tx, `UPDATE chain SET sequence = sequence + 1, waiting = waiting + 1, prev = ?`, r.Hash[:]); err != nil {
			return err
		}
		_, err = tx.Stmt(s.stmts.record).Exec(Place{head.Epoch, head.Sequence}.row(), r.ID, r.Hash[:], r.Bytes)
		return err
	}))
}
