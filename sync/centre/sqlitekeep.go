package centre

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"station365/kiosk"
	"station365/sync/wire"
)

// Statements of keep, prepared once for a batch: compiling them for each record
// costs more than running them.
const (
	insertRecord = `INSERT INTO records (kiosk, epoch, sequence, id, type, prev, hash, bytes, received)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`
	insertCase = `INSERT INTO cases (id, number, kiosk, epoch, sequence, reply_key, status, revision, due_by, changed)
		VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?)`
	insertSubmission = `INSERT INTO events (case_id, revision, status, reason, at) VALUES (?, 0, ?, '', ?)`
)

func (p sqlitePage) keep(ctx context.Context, kioskID string, all []arrival, now int64) error {
	var record, newCase, submission *sql.Stmt
	for text, into := range map[string]**sql.Stmt{insertRecord: &record, insertCase: &newCase, insertSubmission: &submission} {
		s, err := p.tx.PrepareContext(ctx, text)
		if err != nil {
			return fmt.Errorf("prepare: %w", err)
		}
		defer func() { _ = s.Close() }() // ends with the transaction anyway
		*into = s
	}
	for _, a := range all {
		r, b := a.record, a.body
		_, err := record.ExecContext(ctx, kioskID, r.Epoch, r.Sequence, r.ID, r.Type, r.Prev[:], r.Hash[:], a.bytes, now)
		if err != nil {
			return fmt.Errorf("keep record: %w", err)
		}
		if b.Kind != wire.KindCaseSubmitted {
			continue
		}
		_, err = newCase.ExecContext(ctx, b.CaseID, b.Number, kioskID, r.Epoch, r.Sequence, b.ReplyKey, kiosk.Submitted,
			b.Promise.DueBy.UnixMilli(), now)
		if err != nil {
			return fmt.Errorf("keep case: %w", err)
		}
		if _, err = submission.ExecContext(ctx, b.CaseID, kiosk.Submitted, b.SubmittedAt.UnixMilli()); err != nil {
			return fmt.Errorf("keep submission: %w", err)
		}
	}
	return nil
}

func (p sqlitePage) advance(ctx context.Context, kioskID string, epoch uint32) (isNew, others bool, err error) {
	var through uint64
	err = p.tx.QueryRowContext(ctx, `SELECT through FROM heads WHERE kiosk = ? AND epoch = ?`, kioskID, epoch).Scan(&through)
	if isNew = errors.Is(err, sql.ErrNoRows); err != nil && !isNew {
		return false, false, fmt.Errorf("read end of chain: %w", err)
	}
	if isNew {
		err = p.tx.QueryRowContext(ctx, `SELECT count(*) > 0 FROM heads WHERE kiosk = ?`, kioskID).Scan(&others)
		if err != nil {
			return false, false, fmt.Errorf("read epochs: %w", err)
		}
	}
	err = p.tx.QueryRowContext(ctx, `WITH RECURSIVE chain(s) AS (SELECT ? UNION ALL
		SELECT s + 1 FROM chain WHERE EXISTS (SELECT 1 FROM records WHERE kiosk = ? AND epoch = ? AND sequence = s + 1))
		SELECT max(s) FROM chain`, through, kioskID, epoch).Scan(&through)
	if err != nil {
		return false, false, fmt.Errorf("follow chain: %w", err)
	}
	_, err = p.tx.ExecContext(ctx, `INSERT INTO heads (kiosk, epoch, through) VALUES (?, ?, ?)
		ON CONFLICT DO UPDATE SET through = excluded.through`, kioskID, epoch, through)
	if err != nil {
		return false, false, fmt.Errorf("keep end of chain: %w", err)
	}
	return isNew, others, nil
}

func (p sqlitePage) quarantine(ctx context.Context, kioskID string, a arrival, now int64) (isNew bool, err error) {
	r := a.record
	isNew, err = p.once(ctx, `INSERT INTO quarantine (kiosk, epoch, sequence, hash, reason, bytes, received)
		VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`, kioskID, r.Epoch, r.Sequence, r.Hash[:], a.reason, a.bytes, now)
	if err != nil {
		return false, fmt.Errorf("quarantine record: %w", err)
	}
	return isNew, nil
}

func (p sqlitePage) alarm(ctx context.Context, kioskID, kind, at string, now int64) (isNew bool, err error) {
	isNew, err = p.once(ctx, `INSERT INTO alarms (at, kiosk, kind, place) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		now, kioskID, kind, at)
	if err != nil {
		return false, fmt.Errorf("raise alarm: %w", err)
	}
	return isNew, nil
}

// once reports whether an insert found its place free.
func (p sqlitePage) once(ctx context.Context, query string, args ...any) (bool, error) {
	done, err := p.tx.ExecContext(ctx, query, args...)
	if err != nil {
		return false, err
	}
	n, err := done.RowsAffected()
	return n > 0, err
}
