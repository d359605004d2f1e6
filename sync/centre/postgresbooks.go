package centre

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"station365/kiosk"
	"station365/sync/wire"
)

func (s postgres) chainAt(ctx context.Context, of chain) (standing, error) {
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
		is.beyond, err = spansBeyond(ctx, s.db, of, is.through)
	}
	return is, err
}

func (s postgres) newest(ctx context.Context, kioskID string) (epoch uint32, err error) {
	return newestEpoch(ctx, s.db, kioskID)
}

func (s postgres) hashAt(ctx context.Context, of chain, sequence uint64) (hash [32]byte, found bool, err error) {
	return hashOf(ctx, s.db, of, sequence)
}

// postgresPage is one transaction that holds the lock of its kiosk from held on:
// what it has looked for stays so, for all workers ask for the same lock.
type postgresPage struct{ tx *sql.Tx }

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
	taken, err := present1[string](ctx, p, `SELECT id FROM records WHERE id = ANY(?::text[])`, ids)
	if err != nil {
		return nil, nil, fmt.Errorf("look for ids: %w", err)
	}
	return there, taken, nil
}

func (p postgresPage) casesTaken(ctx context.Context, ids []kiosk.CaseID, numbers []kiosk.CaseNumber) (map[kiosk.CaseID]bool, map[kiosk.CaseNumber]bool, error) {
	byID, err := present1[kiosk.CaseID](ctx, p, `SELECT id FROM cases WHERE id = ANY(?::text[])`, ids)
	if err != nil {
		return nil, nil, fmt.Errorf("look for cases: %w", err)
	}
	byNumber, err := present1[kiosk.CaseNumber](ctx, p, `SELECT number FROM cases WHERE number = ANY(?::text[])`, numbers)
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

// present1 says which of some names a query of one column finds.
func present1[T ~string](ctx context.Context, p postgresPage, query string, names []T) (map[T]bool, error) {
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

func (p postgresPage) advance(ctx context.Context, kioskID string, epoch uint32) (isNew, others bool, err error) {
	return advanceHead(ctx, p.tx, kioskID, epoch)
}

func (p postgresPage) quarantine(ctx context.Context, kioskID string, a arrival, now int64) (isNew bool, err error) {
	return putAside(ctx, p.tx, kioskID, a, now)
}

func (p postgresPage) alarm(ctx context.Context, kioskID, kind, at string, now int64) (isNew bool, err error) {
	return putAlarm(ctx, p.tx, kioskID, kind, at, now)
}
