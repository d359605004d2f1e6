package centre

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"station365/kiosk"
	"station365/sync/wire"
)

// postgresPage is one transaction that holds the lock of its kiosk from held on:
// what it has looked for stays so, for all workers ask for the same lock.
type postgresPage struct{ entry }

func (p postgresPage) held(ctx context.Context, kioskID string, at []place, ids []string) (map[place]held, map[string]bool, error) {
	_, err := p.tx.ExecContext(ctx, `SELECT pg_advisory_xact_lock(?, hashtext(?))`, lockKiosk, kioskID)
	if err != nil {
		return nil, nil, fmt.Errorf("wait for the kiosk's records: %w", err)
	}
	epochs, sequences := make([]int64, len(at)), make([]int64, len(at))
	for i, x := range at {
		epochs[i], sequences[i] = int64(x.epoch), int64(x.sequence)
	}
	there := map[place]held{}
	err = p.each(ctx, func(row *sql.Rows) error {
		var x place
		var h held
		var kind string
		var prev, hash []byte
		if err := row.Scan(&x.epoch, &x.sequence, &h.id, &kind, &prev, &hash, &h.bytes); err != nil {
			return err
		}
		h.stone = kind == wire.TypeTombstone
		copy(h.prev[:], prev)
		copy(h.hash[:], hash)
		there[x] = h
		return nil
	}, `SELECT epoch, sequence, id, type, prev, hash, bytes FROM records
		WHERE kiosk = ? AND (epoch, sequence) IN (SELECT * FROM unnest(?::bigint[], ?::bigint[]))`, kioskID, epochs, sequences)
	if err != nil {
		return nil, nil, fmt.Errorf("look for records: %w", err)
	}
	taken, err := among[string](ctx, p, `SELECT id FROM records WHERE id = ANY(?::text[])`, ids)
	if err != nil {
		return nil, nil, fmt.Errorf("look for ids: %w", err)
	}
	return there, taken, nil
}

func (p postgresPage) casesTaken(ctx context.Context, ids []kiosk.CaseID, numbers []kiosk.CaseNumber) (map[kiosk.CaseID]bool, map[kiosk.CaseNumber]bool, error) {
	byID, err := among[kiosk.CaseID](ctx, p, `SELECT id FROM cases WHERE id = ANY(?::text[])`, ids)
	if err != nil {
		return nil, nil, fmt.Errorf("look for cases: %w", err)
	}
	byNumber, err := among[kiosk.CaseNumber](ctx, p, `SELECT number FROM cases WHERE number = ANY(?::text[])`, numbers)
	if err != nil {
		return nil, nil, fmt.Errorf("look for case numbers: %w", err)
	}
	return byID, byNumber, nil
}

// each runs f for every row of a query.
func (p postgresPage) each(ctx context.Context, f func(row *sql.Rows) error, query string, args ...any) error {
	rows, err := p.tx.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }() // only read
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// among says which of some names a query of one column finds.
func among[T ~string](ctx context.Context, p postgresPage, query string, names []T) (map[T]bool, error) {
	found := map[T]bool{}
	return found, p.each(ctx, func(row *sql.Rows) error {
		var name T
		err := row.Scan(&name)
		found[name] = true
		return err
	}, query, texts(names))
}

func texts[T ~string](names []T) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = string(n)
	}
	return out
}

// keep writes a batch in three statements whatever its length; one statement a
// record takes ten times as long. Rows are sorted by key, for two batches that
// wait for each other's rows in different orders would wait for ever.
func (p postgresPage) keep(ctx context.Context, kioskID string, all []arrival, now int64) error {
	all = slices.SortedFunc(slices.Values(all), func(a, b arrival) int {
		return cmp.Or(cmp.Compare(a.record.Epoch, b.record.Epoch), cmp.Compare(a.record.Sequence, b.record.Sequence))
	})
	var r recordColumns
	var k newCases
	for _, a := range all {
		r.add(a)
	}
	for _, a := range slices.SortedFunc(slices.Values(all), func(a, b arrival) int { return cmp.Compare(a.body.CaseID, b.body.CaseID) }) {
		if a.body.Kind == wire.KindCaseSubmitted {
			k.add(a)
		}
	}
	err := p.all(ctx, len(r.ids), `INSERT INTO records (kiosk, received, epoch, sequence, id, type, prev, hash, bytes)
		SELECT ?, ?, * FROM unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::bytea[], ?::bytea[], ?::bytea[])
		ON CONFLICT DO NOTHING`, kioskID, now, r.epochs, r.sequences, r.ids, r.kinds, r.prevs, r.hashes, r.bytes)
	if err != nil {
		return fmt.Errorf("keep records: %w", err)
	}
	if len(k.ids) == 0 {
		return nil
	}
	err = p.all(ctx, len(k.ids), `INSERT INTO cases (kiosk, status, changed, revision, id, number, epoch, sequence, reply_key, due_by)
		SELECT ?, ?, ?, 0, * FROM unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bytea[], ?::bigint[])
		ON CONFLICT DO NOTHING`, kioskID, string(kiosk.Submitted), now, k.ids, k.numbers, k.epochs, k.sequences, k.replyKeys, k.dueBy)
	if err != nil {
		return fmt.Errorf("keep cases: %w", err)
	}
	err = p.all(ctx, len(k.ids), `INSERT INTO events (revision, status, reason, case_id, at)
		SELECT 0, ?, '', * FROM unnest(?::text[], ?::bigint[])`, string(kiosk.Submitted), k.ids, k.submitted)
	if err != nil {
		return fmt.Errorf("keep submissions: %w", err)
	}
	return nil
}

// all wants so many rows inserted; where one found its place taken, nothing of
// the transaction may stay.
func (p postgresPage) all(ctx context.Context, want int, query string, args ...any) error {
	done, err := p.tx.ExecContext(ctx, query, args...)
	if err != nil {
		return err
	}
	n, err := done.RowsAffected()
	if err == nil && n != int64(want) {
		return errBetween
	}
	return err
}

// recordColumns are the columns of a batch of records.
type recordColumns struct {
	epochs, sequences    []int64
	ids, kinds           []string
	prevs, hashes, bytes [][]byte
}

func (c *recordColumns) add(a arrival) {
	r := a.record
	c.epochs, c.sequences = append(c.epochs, int64(r.Epoch)), append(c.sequences, int64(r.Sequence))
	c.ids, c.kinds = append(c.ids, r.ID), append(c.kinds, r.Type)
	c.prevs, c.hashes, c.bytes = append(c.prevs, r.Prev[:]), append(c.hashes, r.Hash[:]), append(c.bytes, a.bytes)
}

// newCases are the columns of the cases that a batch brings.
type newCases struct {
	ids, numbers                        []string
	epochs, sequences, dueBy, submitted []int64
	replyKeys                           [][]byte
}

func (c *newCases) add(a arrival) {
	b := a.body
	c.ids, c.numbers = append(c.ids, string(b.CaseID)), append(c.numbers, string(b.Number))
	c.epochs, c.sequences = append(c.epochs, int64(a.record.Epoch)), append(c.sequences, int64(a.record.Sequence))
	c.dueBy, c.submitted = append(c.dueBy, dueMillis(b.Promise.DueBy)), append(c.submitted, b.SubmittedAt.UnixMilli())
	c.replyKeys = append(c.replyKeys, b.ReplyKey)
}
