package centre

import (
	"context"
	"fmt"
	"time"

	"station365/sync/wire"
)

// call takes a kiosk's call; errors are as those of up: the broker does not answer
// for what is not in the book.
func (x *exchange) call(from kioskRow, payload []byte) error {
	w, err := wire.DecodeCall(payload, from.id, from.signKey)
	if err != nil {
		x.centre.opts.Logger.Warn("call for help", "kiosk", from.id, "error", err)
		return nil
	}
	if err := x.centre.called(x.ctx, w); err != nil {
		x.centre.opts.Logger.Error("call for help", "kiosk", from.id, "error", err)
		return err
	}
	select {
	case x.calls <- struct{}{}:
	default: // it is looked for already
	}
	return nil
}

// answerCalls tells kiosks what became of their calls: at once that a call is in
// the book, and within a second what the desk said.
func (x *exchange) answerCalls(ctx context.Context) {
	t := time.NewTicker(lookEvery)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-x.calls:
		case <-t.C:
		}
		if err := x.sayCalls(ctx); err != nil && ctx.Err() == nil {
			x.centre.opts.Logger.Error("answer calls for help", "error", err)
		}
	}
}

// unsaid is a call whose kiosk has not been told how it stands.
type unsaid struct {
	id, kiosk, coming string
	received          int64 // when the kiosk told it last
}

func (x *exchange) sayCalls(ctx context.Context) error {
	waiting, err := x.centre.unsaidCalls(ctx)
	if err != nil {
		return err
	}
	for _, u := range waiting {
		p := x.centre.presentOf(u.kiosk)
		if p == nil || !x.carry.reaches(p) {
			continue // it tells its call again when it is back
		}
		word := wire.CallWord{Kiosk: u.kiosk, ID: u.id, Word: wire.AtDesk, At: x.centre.opts.Now()}
		if u.coming != "" {
			word.Word, word.Officer = wire.Coming, u.coming
		}
		b, err := word.Sign(x.centre.keys.sign)
		if err != nil {
			return err
		}
		if err := x.carry.publish(ctx, wire.CallWordTopic(p.row.community, p.row.id), b, false); err != nil {
			return fmt.Errorf("say word on a call: %w", err)
		}
		if err := x.centre.noteSaid(ctx, u); err != nil {
			return err
		}
	}
	return nil
}

func (c *Centre) unsaidCalls(ctx context.Context) ([]unsaid, error) {
	rows, err := c.db.QueryContext(ctx, `SELECT id, kiosk, coming, received FROM calls WHERE unsaid = 1 AND received > ?`, c.millis()-callIsFresh.Milliseconds())
	if err != nil {
		return nil, fmt.Errorf("list unsaid words: %w", err)
	}
	defer func() { _ = rows.Close() }() // only read
	var all []unsaid
	for rows.Next() {
		var u unsaid
		if err := rows.Scan(&u.id, &u.kiosk, &u.coming, &u.received); err != nil {
			return nil, fmt.Errorf("list unsaid words: %w", err)
		}
		all = append(all, u)
	}
	return all, rows.Err()
}

// noteSaid keeps a word from being said again, unless the desk or the kiosk has
// said more.
func (c *Centre) noteSaid(ctx context.Context, u unsaid) error {
	if _, err := c.db.ExecContext(ctx, `UPDATE calls SET unsaid = 0 WHERE id = ? AND coming = ? AND received = ?`, u.id, u.coming, u.received); err != nil {
		return fmt.Errorf("note said word: %w", err)
	}
	return nil
}
