package store

import (
	"context"
	"crypto/subtle"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"station365/kiosk"
)

// How often a check code may be wrong for one number, and for how long.
const (
	maxTries  = 5
	triesLast = 15 * time.Minute
)

// Refusals of a look-up. A number that does not exist gives ErrNoMatch too: it
// must not be found out which numbers there are.
var (
	ErrNoMatch = errors.New("no case with this number and check code")
	ErrTries   = errors.New("too many wrong check codes for this number")
)

const selectCase = `SELECT c.id, c.number, c.matter, c.catalogue, c.sensitive, c.masked, c.tag, c.officer, c.phone, c.face, c.due, c.at, c.trusted,
	c.job, c.result, c.copies, r.id, r.hash, r.bytes IS NOT NULL, r.delivery, r.reason, r.acked_at
	FROM cases c JOIN records r ON r.place = c.place `

// ByTag finds the cases of a card, newest first.
func (s *Store) ByTag(ctx context.Context, tag []byte) ([]kiosk.Kept, error) {
	return s.find(ctx, selectCase+`WHERE c.tag = ? ORDER BY c.place DESC`, tag)
}

// ByNumber reads one case; false if it is not here.
func (s *Store) ByNumber(ctx context.Context, n kiosk.CaseNumber) (kiosk.Kept, bool, error) {
	found, err := s.find(ctx, selectCase+`WHERE c.number = ?`, n)
	if err != nil || len(found) == 0 {
		return kiosk.Kept{}, false, err
	}
	return found[0], true, nil
}

// Prefix is what the numbers here begin with; "" where there is none that can be read.
func (s *Store) Prefix(ctx context.Context) string {
	var n kiosk.CaseNumber
	if s.read.QueryRowContext(ctx, `SELECT number FROM cases ORDER BY place DESC LIMIT 1`).Scan(&n) != nil {
		return ""
	}
	prefix, _, _ := strings.Cut(string(n), "-")
	return prefix
}

func (s *Store) find(ctx context.Context, query string, arg any) ([]kiosk.Kept, error) {
	rows, err := s.read.QueryContext(ctx, query, arg)
	if err != nil {
		return nil, fmt.Errorf("find cases: %w", err)
	}
	defer rows.Close()
	var found []kiosk.Kept
	for rows.Next() {
		k, err := scanCase(rows)
		if err != nil {
			return nil, fmt.Errorf("find cases: %w", err)
		}
		found = append(found, k)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("find cases: %w", err)
	}
	for i := range found {
		if err := s.addHistory(ctx, &found[i]); err != nil {
			return nil, err
		}
	}
	return found, nil
}

func scanCase(rows *sql.Rows) (k kiosk.Kept, err error) {
	var due, at, acked int64
	var hash []byte
	var sealed bool
	err = rows.Scan(&k.ID, &k.Number, &k.Matter, &k.CatalogueVersion, &k.Sensitive, &k.MaskedName, &k.ResidentTag, &k.Promise.Officer,
		&k.Promise.Phone, &k.Promise.Face, &due, &at, &k.TimeTrusted, &k.Receipt.ID, &k.Receipt.Result, &k.Receipt.Copies,
		&k.RecordID, &hash, &sealed, &k.Delivery, &k.Reason, &acked)
	if err != nil {
		return k, err
	}
	copy(k.Hash[:], hash)
	if sealed {
		k.CheckCode = kiosk.CheckCodeOf(k.Hash)
	}
	k.Promise.DueBy, k.At = time.UnixMilli(due), time.UnixMilli(at)
	if acked != 0 {
		k.AckedAt = time.UnixMilli(acked)
	}
	return k, nil
}

func (s *Store) addHistory(ctx context.Context, k *kiosk.Kept) error {
	rows, err := s.read.QueryContext(ctx, `SELECT revision, status, reason, at FROM history WHERE case_id = ? ORDER BY revision`, k.ID)
	if err != nil {
		return fmt.Errorf("read history: %w", err)
	}
	defer rows.Close()
	k.Status, k.History = kiosk.Submitted, []kiosk.Event{{Status: kiosk.Submitted, At: k.At}}
	for rows.Next() {
		var e kiosk.Event
		var at int64
		if err := rows.Scan(&e.Revision, &e.Status, &e.Reason, &at); err != nil {
			return fmt.Errorf("read history: %w", err)
		}
		e.At = time.UnixMilli(at)
		k.History, k.Status = append(k.History, e), e.Status
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read history: %w", err)
	}
	return nil
}

// Try opens a case by number and check code. Wrong codes are counted on disk and
// limited: ErrNoMatch, then ErrTries until the time has passed.
func (s *Store) Try(ctx context.Context, n kiosk.CaseNumber, code kiosk.CheckCode) (kiosk.Kept, error) {
	if s.tries != nil {
		return s.tryReading(ctx, n, code)
	}
	right, err := s.isRightAtOnce(ctx, n, code)
	if err == nil && !right {
		err = s.inTx(ctx, func(tx *sql.Tx) (err error) {
			right, err = s.try(tx, n, code)
			return err
		})
	}
	if err == nil && !right {
		err = ErrNoMatch // after the commit: the wrong try is counted
	}
	if err != nil {
		return kiosk.Kept{}, fmt.Errorf("look up: %w", err)
	}
	k, ok, err := s.ByNumber(ctx, n)
	if err == nil && !ok {
		err = ErrNoMatch
	}
	if err != nil {
		return kiosk.Kept{}, err
	}
	k.CheckCode = code
	return k, nil
}

// isRightAtOnce tells whether the code is right where no wrong one was counted: there
// is nothing to write then, and who looks up does not wait for a slow disk.
func (s *Store) isRightAtOnce(ctx context.Context, n kiosk.CaseNumber, code kiosk.CheckCode) (bool, error) {
	var want []byte
	err := s.read.QueryRowContext(ctx, `SELECT code FROM cases WHERE number = ? AND tries = 0`, n).Scan(&want)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read check code: %w", err)
	}
	return subtle.ConstantTimeCompare(want, codeHash(code)) == 1, nil
}

func (s *Store) try(tx *sql.Tx, n kiosk.CaseNumber, code kiosk.CheckCode) (right bool, err error) {
	var want []byte
	var tries int
	var since int64
	err = tx.QueryRow(`SELECT code, tries, tried_at FROM cases WHERE number = ?`, n).Scan(&want, &tries, &since)
	if errors.Is(err, sql.ErrNoRows) {
		return false, ErrNoMatch
	}
	if err != nil {
		return false, fmt.Errorf("read check code: %w", err)
	}
	now := s.now()
	if now.Sub(time.UnixMilli(since)) >= triesLast {
		tries, since = 0, now.UnixMilli()
	}
	if tries >= maxTries {
		return false, ErrTries
	}
	if subtle.ConstantTimeCompare(want, codeHash(code)) == 1 {
		return true, exec(tx, `UPDATE cases SET tries = 0 WHERE number = ?`, n)
	}
	return false, exec(tx, `UPDATE cases SET tries = ?, tried_at = ? WHERE number = ?`, tries+1, since, n)
}

// Replies are the officer's sealed words for a case, oldest first.
func (s *Store) Replies(ctx context.Context, id kiosk.CaseID) ([][]byte, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT sealed FROM history WHERE case_id = ? AND sealed IS NOT NULL ORDER BY revision`, id)
	if err != nil {
		return nil, fmt.Errorf("read replies: %w", err)
	}
	defer rows.Close()
	var replies [][]byte
	for rows.Next() {
		var b []byte
		if err := rows.Scan(&b); err != nil {
			return nil, fmt.Errorf("read replies: %w", err)
		}
		replies = append(replies, b)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read replies: %w", err)
	}
	return replies, nil
}
