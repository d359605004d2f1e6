package centre

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"station365/kiosk"
	"station365/kiosk/personal"
	"station365/sync/wire"
)

// What can go wrong at the case desk.
var (
	ErrNoCase  = errors.New("no such case")
	ErrReason  = errors.New("a reason is needed to open a case")
	ErrMove    = errors.New("status may not follow the present one")
	ErrNoReply = errors.New("the case is anonymous: nobody can read an answer")
)

// Case is a case as it may be listed: nothing about who or what.
type Case struct {
	ID        kiosk.CaseID
	Number    kiosk.CaseNumber
	Kiosk     string
	Epoch     uint32
	Sequence  uint64
	Anonymous bool
	Status    kiosk.Status
	Revision  int
	DueBy     time.Time // zero: no day was promised
	Changed   time.Time
}

// Opened is a case with what the resident handed in. Wipe it after use.
type Opened struct {
	Case
	Body    wire.Body
	History []Entry // oldest first
}

// Entry is one line of an opened case's history.
type Entry struct {
	kiosk.Event
	Answer  personal.Value
	Officer personal.Value
}

// Move is what an officer decides.
type Move struct {
	Number  kiosk.CaseNumber
	Status  kiosk.Status
	Reason  string // reason code from the catalogue, "" if none
	Answer  string // for the resident's eyes; sealed to the reply key
	Officer string // who says so; sealed with the answer
}

const caseColumns = `id, number, kiosk, epoch, sequence, reply_key IS NULL, status, revision, due_by, changed`

func scanCase(row interface{ Scan(...any) error }) (Case, error) {
	var k Case
	var due, changed int64
	err := row.Scan(&k.ID, &k.Number, &k.Kiosk, &k.Epoch, &k.Sequence, &k.Anonymous, &k.Status, &k.Revision, &due, &changed)
	k.DueBy, k.Changed = dayOf(due), fromMillis(changed)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNoCase
	}
	return k, err
}

// dueMillis and dayOf write a promised day, and 0 for none.
func dueMillis(day time.Time) int64 {
	if day.IsZero() {
		return 0
	}
	return day.UnixMilli()
}

func dayOf(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return fromMillis(ms)
}

// Cases lists all cases, those that changed last first.
func (c *Centre) Cases(ctx context.Context) ([]Case, error) {
	rows, err := c.db.QueryContext(ctx, `SELECT `+caseColumns+` FROM cases ORDER BY changed DESC, number`)
	if err != nil {
		return nil, fmt.Errorf("list cases: %w", err)
	}
	defer func() { _ = rows.Close() }() // only read
	var all []Case
	for rows.Next() {
		k, err := scanCase(rows)
		if err != nil {
			return nil, fmt.Errorf("list cases: %w", err)
		}
		all = append(all, k)
	}
	return all, rows.Err()
}

// Show opens a case. The reason is recorded before anything is opened. Errors
// include ErrReason and ErrNoCase.
func (c *Centre) Show(ctx context.Context, number kiosk.CaseNumber, reason string) (Opened, error) {
	if strings.TrimSpace(reason) == "" {
		return Opened{}, ErrReason
	}
	var record []byte
	var o Opened
	err := c.inTx(ctx, func(tx *sql.Tx) error {
		var err error
		o.Case, err = scanCase(tx.QueryRowContext(ctx, `SELECT `+caseColumns+` FROM cases WHERE number = ?`, number))
		if err != nil {
			return err
		}
		err = tx.QueryRowContext(ctx, `SELECT bytes FROM records WHERE kiosk = ? AND epoch = ? AND sequence = ?`,
			o.Kiosk, o.Epoch, o.Sequence).Scan(&record)
		if err != nil {
			return fmt.Errorf("read record: %w", err)
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO access (at, who, number, reason) VALUES (?, ?, ?, ?)`,
			c.millis(), c.opts.Who, number, reason)
		return err
	})
	if err != nil {
		return Opened{}, fmt.Errorf("show case %s: %w", number, err)
	}
	r, err := wire.Decode(record)
	if err != nil {
		return Opened{}, fmt.Errorf("show case %s: %w", number, err)
	}
	if o.Body, err = r.Open(c.keys.seal); err != nil {
		return Opened{}, fmt.Errorf("show case %s: %w", number, err)
	}
	o.History, err = c.history(ctx, o.ID)
	return o, err
}

func (c *Centre) history(ctx context.Context, id kiosk.CaseID) ([]Entry, error) {
	rows, err := c.db.QueryContext(ctx, `SELECT revision, status, reason, at, kept FROM events WHERE case_id = ? ORDER BY revision`, id)
	if err != nil {
		return nil, fmt.Errorf("read history: %w", err)
	}
	defer func() { _ = rows.Close() }() // only read
	var all []Entry
	for rows.Next() {
		var e Entry
		var at int64
		var kept []byte
		if err := rows.Scan(&e.Revision, &e.Status, &e.Reason, &at, &kept); err != nil {
			return nil, fmt.Errorf("read history: %w", err)
		}
		e.At = fromMillis(at)
		if kept != nil {
			reply, err := wire.OpenReplyWith(c.keys.seal, kept)
			if err != nil {
				return nil, fmt.Errorf("read history: %w", err)
			}
			e.Answer, e.Officer = reply.Text, reply.Officer
		}
		all = append(all, e)
	}
	return all, rows.Err()
}

// Opening is one line of the access log.
type Opening struct {
	At     time.Time
	Who    string
	Number kiosk.CaseNumber
	Reason string
}

// Openings lists who opened what and why, newest first.
func (c *Centre) Openings(ctx context.Context) ([]Opening, error) {
	rows, err := c.db.QueryContext(ctx, `SELECT at, who, number, reason FROM access ORDER BY n DESC`)
	if err != nil {
		return nil, fmt.Errorf("list openings: %w", err)
	}
	defer func() { _ = rows.Close() }() // only read
	var all []Opening
	for rows.Next() {
		var o Opening
		var at int64
		if err := rows.Scan(&at, &o.Who, &o.Number, &o.Reason); err != nil {
			return nil, fmt.Errorf("list openings: %w", err)
		}
		o.At = fromMillis(at)
		all = append(all, o)
	}
	return all, rows.Err()
}
