package centre

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"

	"station365/kiosk"
	"station365/sync/wire"
)

// Reasons for quarantine and kinds of alarms; stable keys.
const (
	ReasonMalformed  = "malformed"       // not a message
	ReasonForeign    = "foreign"         // speaks in another kiosk's name
	ReasonSignature  = "signature-wrong" // not made by the kiosk it names
	ReasonConflict   = "conflict"        // other bytes in a place or under an id that is taken
	ReasonChain      = "chain-broken"    // does not follow the record before it
	ReasonUnreadable = "cannot-be-opened"
	ReasonCaseTaken  = "case-taken" // a case of that id or number is there already

	AlarmVersion  = "unknown-version" // kept by the kiosk until the centre understands it
	AlarmNewEpoch = "new-epoch"       // the kiosk was restored
)

// place is where a record belongs.
type place struct {
	epoch    uint32
	sequence uint64
}

func (p place) String() string { return fmt.Sprintf("%d/%d", p.epoch, p.sequence) }

// outcome is what became of a message and has to be said to the kiosk.
type outcome struct {
	epoch   uint32
	refused *wire.Quarantined // nil if it was taken or had been taken before
	silent  bool              // say nothing
}

// ingest takes one message of a kiosk and returns after it is committed, in
// records or in quarantine. An error means that nothing was committed: the
// message must not be acknowledged by anybody.
func (c *Centre) ingest(ctx context.Context, from kioskRow, payload []byte) (outcome, error) {
	r, err := wire.Decode(payload)
	if errors.Is(err, wire.ErrVersion) {
		return outcome{silent: true}, c.inTx(ctx, func(tx *sql.Tx) error {
			return c.alarm(ctx, tx, from.id, AlarmVersion, place{r.Epoch, r.Sequence})
		})
	}
	var body wire.Body
	reason := ""
	switch {
	case err != nil:
		r, reason = wire.Record{Hash: sha256.Sum256(payload)}, ReasonMalformed
	case r.Kiosk != from.id:
		reason = ReasonForeign
	case r.Verify(from.signKey) != nil:
		reason = ReasonSignature
	case r.Type == wire.TypeRecord:
		// Opened here by the program, for the index: number, id and reply key.
		if body, err = r.Open(c.keys.seal); err != nil {
			reason = ReasonUnreadable
		}
		defer body.Wipe()
	}
	var out outcome
	err = c.inTx(ctx, func(tx *sql.Tx) error {
		out, err = c.take(ctx, tx, arrival{from: from.id, record: r, body: body, bytes: payload, reason: reason})
		return err
	})
	return out, err
}

// arrival is a message on its way into the database.
type arrival struct {
	from   string
	record wire.Record
	body   wire.Body
	bytes  []byte
	reason string // why it cannot be taken, "" so far
}

func (a arrival) place() place { return place{a.record.Epoch, a.record.Sequence} }

func (c *Centre) take(ctx context.Context, tx *sql.Tx, a arrival) (outcome, error) {
	if a.reason == "" {
		reason, again, err := judge(ctx, tx, a)
		if err != nil {
			return outcome{}, err
		}
		if again {
			return outcome{epoch: a.record.Epoch}, nil
		}
		a.reason = reason
	}
	if a.reason != "" {
		return c.refuse(ctx, tx, a)
	}
	if err := c.keep(ctx, tx, a); err != nil {
		return outcome{}, err
	}
	return outcome{epoch: a.record.Epoch}, nil
}

// judge compares with what is there. again says that exactly this has been
// taken before.
func judge(ctx context.Context, tx *sql.Tx, a arrival) (reason string, again bool, err error) {
	r := a.record
	var held []byte
	err = tx.QueryRowContext(ctx, `SELECT bytes FROM records WHERE kiosk = ? AND epoch = ? AND sequence = ? OR id = ?`,
		a.from, r.Epoch, r.Sequence, r.ID).Scan(&held)
	if err == nil {
		if bytes.Equal(held, a.bytes) {
			return "", true, nil
		}
		return ReasonConflict, false, nil
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return "", false, fmt.Errorf("look for record: %w", err)
	}
	if r.Type == wire.TypeTombstone {
		return "", false, nil
	}
	follows, err := fits(ctx, tx, a)
	if err != nil {
		return "", false, err
	}
	if !follows {
		return ReasonChain, false, nil
	}
	var taken int
	err = tx.QueryRowContext(ctx, `SELECT count(*) FROM cases WHERE id = ? OR number = ?`, a.body.CaseID, a.body.Number).Scan(&taken)
	if err != nil {
		return "", false, fmt.Errorf("look for case: %w", err)
	}
	if taken > 0 {
		return ReasonCaseTaken, false, nil
	}
	return "", false, nil
}

// fits reports whether the record follows its neighbours, as far as they are
// here. An epoch begins with sequence 1 and a zero prev.
func fits(ctx context.Context, tx *sql.Tx, a arrival) (bool, error) {
	r := a.record
	if r.Sequence == 1 && r.Prev != [32]byte{} {
		return false, nil
	}
	var prev []byte
	err := tx.QueryRowContext(ctx, `SELECT hash FROM records WHERE kiosk = ? AND epoch = ? AND sequence = ?`,
		a.from, r.Epoch, r.Sequence-1).Scan(&prev)
	if err == nil && !bytes.Equal(prev, r.Prev[:]) {
		return false, nil
	}
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return false, fmt.Errorf("look for record before: %w", err)
	}
	var next []byte
	err = tx.QueryRowContext(ctx, `SELECT prev FROM records WHERE kiosk = ? AND epoch = ? AND sequence = ? AND type = ?`,
		a.from, r.Epoch, r.Sequence+1, wire.TypeRecord).Scan(&next)
	if err == nil && !bytes.Equal(next, r.Hash[:]) {
		return false, nil
	}
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return false, fmt.Errorf("look for record after: %w", err)
	}
	return true, nil
}

// keep writes the record, what it brought, and how far the chain reaches now.
func (c *Centre) keep(ctx context.Context, tx *sql.Tx, a arrival) error {
	r := a.record
	_, err := tx.ExecContext(ctx, `INSERT INTO records (kiosk, epoch, sequence, id, type, prev, hash, bytes, received)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		a.from, r.Epoch, r.Sequence, r.ID, r.Type, r.Prev[:], r.Hash[:], a.bytes, c.millis())
	if err != nil {
		return fmt.Errorf("keep record: %w", err)
	}
	if a.body.Kind == wire.KindCaseSubmitted {
		if err := c.keepCase(ctx, tx, a); err != nil {
			return err
		}
	}
	return c.advance(ctx, tx, a)
}

func (c *Centre) keepCase(ctx context.Context, tx *sql.Tx, a arrival) error {
	b := a.body
	_, err := tx.ExecContext(ctx, `INSERT INTO cases (id, number, kiosk, epoch, sequence, reply_key, status, revision, due_by, changed)
		VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?)`, b.CaseID, b.Number, a.from, a.record.Epoch, a.record.Sequence,
		b.ReplyKey, kiosk.Submitted, b.Promise.DueBy.UnixMilli(), c.millis())
	if err != nil {
		return fmt.Errorf("keep case: %w", err)
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO events (case_id, revision, status, reason, at) VALUES (?, 0, ?, '', ?)`,
		b.CaseID, kiosk.Submitted, b.SubmittedAt.UnixMilli())
	if err != nil {
		return fmt.Errorf("keep submission: %w", err)
	}
	return nil
}

// advance moves the end of the unbroken chain on.
func (c *Centre) advance(ctx context.Context, tx *sql.Tx, a arrival) error {
	through, known, err := readThrough(ctx, tx, a.from, a.record.Epoch)
	if err != nil {
		return err
	}
	if !known && a.record.Epoch > 1 {
		if err := c.alarm(ctx, tx, a.from, AlarmNewEpoch, a.place()); err != nil {
			return err
		}
	}
	err = tx.QueryRowContext(ctx, `WITH RECURSIVE chain(s) AS (SELECT ? UNION ALL
		SELECT s + 1 FROM chain WHERE EXISTS (SELECT 1 FROM records WHERE kiosk = ? AND epoch = ? AND sequence = s + 1))
		SELECT max(s) FROM chain`, through, a.from, a.record.Epoch).Scan(&through)
	if err != nil {
		return fmt.Errorf("follow chain: %w", err)
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO heads (kiosk, epoch, through) VALUES (?, ?, ?)
		ON CONFLICT DO UPDATE SET through = excluded.through`, a.from, a.record.Epoch, through)
	if err != nil {
		return fmt.Errorf("keep end of chain: %w", err)
	}
	return nil
}

// refuse keeps the bytes in quarantine and raises it, once.
func (c *Centre) refuse(ctx context.Context, tx *sql.Tx, a arrival) (outcome, error) {
	r := a.record
	done, err := tx.ExecContext(ctx, `INSERT INTO quarantine (kiosk, epoch, sequence, hash, reason, bytes, received)
		VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		a.from, r.Epoch, r.Sequence, r.Hash[:], a.reason, a.bytes, c.millis())
	if err != nil {
		return outcome{}, fmt.Errorf("quarantine record: %w", err)
	}
	if n, err := done.RowsAffected(); err == nil && n > 0 {
		if err := c.alarm(ctx, tx, a.from, a.reason, a.place()); err != nil {
			return outcome{}, err
		}
	}
	return outcome{epoch: r.Epoch, silent: r.Sequence == 0,
		refused: &wire.Quarantined{Sequence: r.Sequence, Hash: r.Hash[:], Reason: a.reason}}, nil
}

// alarm raises something once: what is sent again every half minute is one
// thing to look at.
func (c *Centre) alarm(ctx context.Context, tx *sql.Tx, kioskID, kind string, at place) error {
	done, err := tx.ExecContext(ctx, `INSERT INTO alarms (at, kiosk, kind, place) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		c.millis(), kioskID, kind, at.String())
	if err != nil {
		return fmt.Errorf("raise alarm: %w", err)
	}
	if n, err := done.RowsAffected(); err == nil && n == 0 {
		return nil
	}
	c.opts.Logger.Error("alarm", "kind", kind, "kiosk", kioskID, "place", at.String())
	return nil
}
