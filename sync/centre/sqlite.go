package centre

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"station365/kiosk"
	"station365/sync/wire"
)

// sqlite is the books in the centre's own file.
type sqlite struct{ ledger }

func (s sqlite) inTx(ctx context.Context, f func(p page) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	if err := f(sqlitePage{entry{tx}}); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// sqlitePage is one immediate transaction.
type sqlitePage struct{ entry }

// each runs f for every row of a query whose one argument after the first ones
// is a list, handed over as JSON.
func (p sqlitePage) each(ctx context.Context, query string, list any, f func(row *sql.Rows) error, args ...any) error {
	b, err := json.Marshal(list)
	if err != nil {
		return err
	}
	rows, err := p.tx.QueryContext(ctx, query, append(args, string(b))...)
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

func (p sqlitePage) held(ctx context.Context, kioskID string, at []place, ids []string) (map[place]held, map[string]bool, error) {
	there, taken := map[place]held{}, map[string]bool{}
	byEpoch := map[uint32][]uint64{}
	for _, x := range at {
		byEpoch[x.epoch] = append(byEpoch[x.epoch], x.sequence)
	}
	for epoch, sequences := range byEpoch {
		err := p.each(ctx, `SELECT sequence, id, type, prev, hash, bytes FROM records WHERE kiosk = ? AND epoch = ?
			AND sequence IN (SELECT value FROM json_each(?))`, sequences, func(row *sql.Rows) error {
			x := place{epoch: epoch}
			var h held
			var kind string
			var prev, hash []byte
			if err := row.Scan(&x.sequence, &h.id, &kind, &prev, &hash, &h.bytes); err != nil {
				return err
			}
			h.stone = kind == wire.TypeTombstone
			copy(h.prev[:], prev)
			copy(h.hash[:], hash)
			there[x] = h
			return nil
		}, kioskID, epoch)
		if err != nil {
			return nil, nil, fmt.Errorf("look for records: %w", err)
		}
	}
	err := p.each(ctx, `SELECT id FROM records WHERE id IN (SELECT value FROM json_each(?))`, ids, func(row *sql.Rows) error {
		var id string
		err := row.Scan(&id)
		taken[id] = true
		return err
	})
	if err != nil {
		return nil, nil, fmt.Errorf("look for ids: %w", err)
	}
	return there, taken, nil
}

func (p sqlitePage) casesTaken(ctx context.Context, ids []kiosk.CaseID, numbers []kiosk.CaseNumber) (map[kiosk.CaseID]bool, map[kiosk.CaseNumber]bool, error) {
	byID, byNumber := map[kiosk.CaseID]bool{}, map[kiosk.CaseNumber]bool{}
	err := p.each(ctx, `SELECT id FROM cases WHERE id IN (SELECT value FROM json_each(?))`, ids, func(row *sql.Rows) error {
		var id kiosk.CaseID
		err := row.Scan(&id)
		byID[id] = true
		return err
	})
	if err == nil {
		err = p.each(ctx, `SELECT number FROM cases WHERE number IN (SELECT value FROM json_each(?))`, numbers, func(row *sql.Rows) error {
			var n kiosk.CaseNumber
			err := row.Scan(&n)
			byNumber[n] = true
			return err
		})
	}
	if err != nil {
		return nil, nil, fmt.Errorf("look for cases: %w", err)
	}
	return byID, byNumber, nil
}
