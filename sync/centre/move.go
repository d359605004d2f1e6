package centre

import (
	"context"
	"database/sql"
	"fmt"

	"station365/kiosk"
	"station365/kiosk/personal"
	"station365/sync/wire"
)

// Move moves a case on and puts down what its kiosk is told, in one
// transaction. A running centre pushes it within a second. Errors include
// ErrNoCase, ErrMove and ErrNoReply.
func (c *Centre) Move(ctx context.Context, m Move) error {
	var at string
	err := c.inTx(ctx, func(tx *sql.Tx) error {
		k, replyKey, err := c.movable(ctx, tx, m)
		if err != nil {
			return err
		}
		at = k.Kiosk
		k.Status, k.Revision = m.Status, k.Revision+1
		reply := wire.Reply{CaseID: k.ID, Revision: k.Revision, Text: personal.New(m.Answer), Officer: personal.New(m.Officer)}
		if err := c.keepMove(ctx, tx, k, m, reply); err != nil {
			return err
		}
		return c.putDown(ctx, tx, k, m.Reason, reply, replyKey)
	})
	if err != nil {
		return fmt.Errorf("move case %s: %w", m.Number, err)
	}
	c.pushSoon(at)
	c.watch.tell()
	return nil
}

func (c *Centre) movable(ctx context.Context, tx *sql.Tx, m Move) (Case, []byte, error) {
	k, err := scanCase(tx.QueryRowContext(ctx, `SELECT `+caseColumns+` FROM cases WHERE number = ?`, m.Number))
	if err != nil {
		return Case{}, nil, err
	}
	if !k.Status.May(m.Status) {
		return Case{}, nil, fmt.Errorf("%s after %s (possible: %v): %w", m.Status, k.Status, k.Status.Next(), ErrMove)
	}
	if k.Anonymous && m.Answer != "" {
		return Case{}, nil, ErrNoReply
	}
	var replyKey []byte
	if err := tx.QueryRowContext(ctx, `SELECT reply_key FROM cases WHERE id = ?`, k.ID).Scan(&replyKey); err != nil {
		return Case{}, nil, fmt.Errorf("read reply key: %w", err)
	}
	return k, replyKey, nil
}

func (c *Centre) keepMove(ctx context.Context, tx *sql.Tx, k Case, m Move, reply wire.Reply) error {
	kept, err := reply.Seal(c.SealKey())
	if err != nil {
		return fmt.Errorf("seal answer for the centre: %w", err)
	}
	now := c.millis()
	_, err = tx.ExecContext(ctx, `INSERT INTO events (case_id, revision, status, reason, at, kept) VALUES (?, ?, ?, ?, ?, ?)`,
		k.ID, k.Revision, k.Status, m.Reason, now, kept)
	if err != nil {
		return fmt.Errorf("keep event: %w", err)
	}
	_, err = tx.ExecContext(ctx, `UPDATE cases SET status = ?, revision = ?, changed = ? WHERE id = ?`, k.Status, k.Revision, now, k.ID)
	if err != nil {
		return fmt.Errorf("keep status: %w", err)
	}
	return nil
}

// putDown gives the message its place in the kiosk's down sequence.
func (c *Centre) putDown(ctx context.Context, tx *sql.Tx, k Case, reason string, reply wire.Reply, replyKey []byte) error {
	d := wire.Down{Kiosk: k.Kiosk, Kind: wire.KindStatusChanged, CaseID: k.ID, Revision: k.Revision,
		Status: k.Status, Reason: reason, At: c.opts.Now().UTC()}
	var err error
	if replyKey != nil && !(reply.Text.Empty() && reply.Officer.Empty()) {
		if d.Sealed, err = reply.Seal(replyKey); err != nil {
			return fmt.Errorf("seal answer for the resident: %w", err)
		}
	}
	err = tx.QueryRowContext(ctx, `SELECT coalesce(max(sequence), 0) + 1 FROM down WHERE kiosk = ?`, k.Kiosk).Scan(&d.Sequence)
	if err != nil {
		return fmt.Errorf("read down sequence: %w", err)
	}
	b, err := d.Sign(c.keys.sign)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO down (kiosk, sequence, bytes, made) VALUES (?, ?, ?, ?)`, k.Kiosk, d.Sequence, b, c.millis())
	if err != nil {
		return fmt.Errorf("keep message: %w", err)
	}
	return nil
}

// pushSoon wakes the exchange, if it runs in this process.
func (c *Centre) pushSoon(kioskID string) {
	c.mu.Lock()
	x := c.exchange
	c.mu.Unlock()
	if x == nil {
		return
	}
	select {
	case x.again <- kioskID:
	default:
	}
}

// downMessage is one stored message to a kiosk.
type downMessage struct {
	sequence uint64
	bytes    []byte
}

func (c *Centre) downAfter(ctx context.Context, kioskID string, after uint64, limit int) ([]downMessage, error) {
	rows, err := c.db.QueryContext(ctx, `SELECT sequence, bytes FROM down WHERE kiosk = ? AND sequence > ? ORDER BY sequence LIMIT ?`,
		kioskID, int64(after&(1<<63-1)), limit)
	if err != nil {
		return nil, fmt.Errorf("read messages: %w", err)
	}
	defer func() { _ = rows.Close() }() // only read
	var all []downMessage
	for rows.Next() {
		var m downMessage
		if err := rows.Scan(&m.sequence, &m.bytes); err != nil {
			return nil, fmt.Errorf("read messages: %w", err)
		}
		all = append(all, m)
	}
	return all, rows.Err()
}

// Statuses lists what may follow a case's present status.
func (k Case) Statuses() []kiosk.Status { return k.Status.Next() }
