package centre

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"station365/sync/wire"
)

// Call is a call for help as the desk sees it.
type Call struct {
	Kiosk   string
	Number  int
	Officer string // who is called now
	Step    string
	Over    bool
	Coming  string // who has said that she comes, "" for nobody yet
	At      time.Time
}

// ErrNoCall is a call that is not there, or is over.
var ErrNoCall = errors.New("there is no such call")

// callsTable has calls for a month: for the desk, and to see how long people wait.
const callsTable = `CREATE TABLE calls (
  id       TEXT PRIMARY KEY,            -- made at the kiosk
  kiosk    TEXT NOT NULL REFERENCES kiosks,
  number   INTEGER NOT NULL,            -- on the kiosk's glass; 0 for a card that was left behind
  officer  TEXT NOT NULL,               -- who is called, from the station's roster
  step     TEXT NOT NULL,
  ended    INTEGER NOT NULL,            -- 1: nobody need come any more
  made     INTEGER NOT NULL,            -- by the kiosk's clock
  received INTEGER NOT NULL,
  coming   TEXT NOT NULL,               -- who has said that she comes, '' for nobody yet
  unsaid   INTEGER NOT NULL             -- 1: the kiosk has not been told
) STRICT;`

// Limits of what is kept of calls.
const (
	callsStay   = 30 * 24 * time.Hour
	mostCalls   = 1000             // of one kiosk
	callIsFresh = 10 * time.Minute // a word that comes later is no use: its person has gone
)

// called puts a kiosk's call down. An error means that it is not in the book.
func (c *Centre) called(ctx context.Context, w wire.Call) error {
	over := 0
	if w.Over {
		over = 1
	}
	now := c.millis()
	err := c.inTx(ctx, func(tx *sql.Tx) error {
		// An id that another kiosk used changes nothing of that kiosk's call.
		if _, err := tx.ExecContext(ctx, `INSERT INTO calls (id, kiosk, number, officer, step, ended, made, received, coming, unsaid)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', 1)
			ON CONFLICT (id) DO UPDATE SET officer = excluded.officer, step = excluded.step, ended = excluded.ended, received = excluded.received, unsaid = 1
			WHERE calls.kiosk = excluded.kiosk`, w.ID, w.Kiosk, w.Number, w.Officer, w.Step, over, w.At.UnixMilli(), now); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `DELETE FROM calls WHERE received < ? OR kiosk = ? AND id NOT IN
			(SELECT id FROM calls WHERE kiosk = ? ORDER BY received DESC LIMIT ?)`, now-callsStay.Milliseconds(), w.Kiosk, w.Kiosk, mostCalls)
		return err
	})
	if err != nil {
		return fmt.Errorf("put down call: %w", err)
	}
	c.watch.tell()
	return nil
}

const callColumns = `kiosk, number, officer, step, ended, coming, made`

// Calls lists the calls of the last day, newest first.
func (c *Centre) Calls(ctx context.Context) ([]Call, error) {
	rows, err := c.db.QueryContext(ctx, `SELECT `+callColumns+` FROM calls WHERE received > ? ORDER BY received DESC`, c.millis()-(24*time.Hour).Milliseconds())
	if err != nil {
		return nil, fmt.Errorf("list calls: %w", err)
	}
	defer func() { _ = rows.Close() }() // only read
	var all []Call
	for rows.Next() {
		var k Call
		var over, made int64
		if err := rows.Scan(&k.Kiosk, &k.Number, &k.Officer, &k.Step, &over, &k.Coming, &made); err != nil {
			return nil, fmt.Errorf("list calls: %w", err)
		}
		k.Over, k.At = over != 0, fromMillis(made)
		all = append(all, k)
	}
	return all, rows.Err()
}

// Answer says that an officer comes to the newest call of that number at a kiosk.
// The kiosk says so to whoever waits there. Errors include ErrNoCall.
func (c *Centre) Answer(ctx context.Context, kioskID string, number int, officer string) error {
	err := c.inTx(ctx, func(tx *sql.Tx) error {
		var id string
		err := tx.QueryRowContext(ctx, `SELECT id FROM calls WHERE kiosk = ? AND number = ? AND ended = 0 ORDER BY received DESC LIMIT 1`,
			kioskID, number).Scan(&id)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrNoCall
		}
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE calls SET coming = ?, unsaid = 1 WHERE id = ?`, officer, id)
		return err
	})
	if err != nil {
		return fmt.Errorf("answer call %d at %s: %w", number, kioskID, err)
	}
	c.watch.tell()
	return nil
}
