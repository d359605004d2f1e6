package centre

import (
	"context"
	"database/sql"
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
			dueMillis(b.Promise.DueBy), now)
		if err != nil {
			return fmt.Errorf("keep case: %w", err)
		}
		if _, err = submission.ExecContext(ctx, b.CaseID, kiosk.Submitted, b.SubmittedAt.UnixMilli()); err != nil {
			return fmt.Errorf("keep submission: %w", err)
		}
	}
	return nil
}
