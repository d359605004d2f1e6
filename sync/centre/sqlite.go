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
type sqlite struct{ db *sql.DB }

func (s sqlite) inTx(ctx context.Context, f func(p page) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	if err := f(sqlitePage{tx}); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// mostBeyond bounds how many records after a gap are read for one
// acknowledgement.
const mostBeyond = 4096

func (s sqlite) chainAt(ctx context.Context, of chain) (standing, error) {
	var is standing
	err := s.db.QueryRowContext(ctx, `SELECT through, coalesce((SELECT max(sequence) FROM records WHERE kiosk = ?1 AND epoch = ?2), 0)
		FROM heads WHERE kiosk = ?1 AND epoch = ?2`, of.kiosk, of.epoch).Scan(&is.through, &is.highest)
	if errors.Is(err, sql.ErrNoRows) {
		return is, nil
	}
	if err != nil {
		return is, fmt.Errorf("read end of chain: %w", err)
	}
	if is.through > 0 {
		hash, _, err := s.hashAt(ctx, of, is.through)
		if err != nil {
			return is, err
		}
		is.hash = hash[:]
	}
	if is.highest > is.through {
		is.beyond, err = s.beyond(ctx, of, is.through)
	}
	return is, err
}

func (s sqlite) beyond(ctx context.Context, of chain, through uint64) ([]wire.Span, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT sequence, hash FROM records WHERE kiosk = ? AND epoch = ? AND sequence > ?
		ORDER BY sequence LIMIT ?`, of.kiosk, of.epoch, through, mostBeyond)
	if err != nil {
		return nil, fmt.Errorf("read records beyond: %w", err)
	}
	defer func() { _ = rows.Close() }() // only read
	var spans []wire.Span
	for rows.Next() {
		var at uint64
		var hash []byte
		if err := rows.Scan(&at, &hash); err != nil {
			return nil, fmt.Errorf("read records beyond: %w", err)
		}
		if n := len(spans); n > 0 && spans[n-1].To+1 == at {
			spans[n-1].To, spans[n-1].Hash = at, hash
			continue
		}
		if len(spans) == wire.MaxBeyond {
			break
		}
		spans = append(spans, wire.Span{From: at, To: at, Hash: hash})
	}
	return spans, rows.Err()
}

func (s sqlite) newest(ctx context.Context, kioskID string) (epoch uint32, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT coalesce(max(epoch), 0) FROM heads WHERE kiosk = ?`, kioskID).Scan(&epoch)
	if err != nil {
		return 0, fmt.Errorf("read epochs: %w", err)
	}
	return epoch, nil
}

func (s sqlite) hashAt(ctx context.Context, of chain, sequence uint64) (hash [32]byte, found bool, err error) {
	var b []byte
	err = s.db.QueryRowContext(ctx, `SELECT hash FROM records WHERE kiosk = ? AND epoch = ? AND sequence = ?`,
		of.kiosk, of.epoch, sequence).Scan(&b)
	if errors.Is(err, sql.ErrNoRows) {
		return hash, false, nil
	}
	if err != nil {
		return hash, false, fmt.Errorf("read hash: %w", err)
	}
	copy(hash[:], b)
	return hash, true, nil
}

// sqlitePage is one immediate transaction.
type sqlitePage struct{ tx *sql.Tx }

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
