package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"fmt"

	"station365/kiosk"
)

// Keep writes the case, its sealed record, the first line of its history and its
// receipt job in one durable transaction. seal is called inside it, once. After
// an error nothing of the case is there; kiosk.ErrFull is the refusal of new work.
func (s *Store) Keep(ctx context.Context, c kiosk.NewCase, seal kiosk.SealFunc) (kiosk.Kept, error) {
	k := kiosk.Kept{NewCase: c, Delivery: kiosk.Queued, Status: kiosk.Submitted,
		History: []kiosk.Event{{Status: kiosk.Submitted, At: c.At}}, Receipt: kiosk.ReceiptJob{ID: rand.Text()}}
	err := s.room()
	if err == nil {
		err = s.inTx(ctx, func(tx *sql.Tx) error { return s.keep(tx, &k, seal) })
	}
	if err != nil {
		s.rubOut(ctx, err)
		return kiosk.Kept{}, fmt.Errorf("keep case: %w", err)
	}
	return k, nil
}

func (s *Store) keep(tx *sql.Tx, k *kiosk.Kept, seal kiosk.SealFunc) error {
	var head kiosk.Head
	var counter, waiting int64
	var prev []byte
	err := tx.Stmt(s.stmts.head).QueryRow().Scan(&head.Epoch, &head.Sequence, &prev, &counter, &waiting)
	if err != nil {
		return fmt.Errorf("read chain: %w", err)
	}
	if waiting >= int64(s.limits.Queue) {
		return &kiosk.FrozenError{Rule: kiosk.QueueFull}
	}
	if err := s.reserve(head.Epoch, counter); err != nil {
		return err
	}
	copy(head.Prev[:], prev)
	k.Number = kiosk.NewCaseNumber(k.Prefix, counter)
	r, err := seal(head, k.Number)
	if err != nil {
		return fmt.Errorf("seal: %w", err)
	}
	k.RecordID, k.Hash, k.CheckCode = r.ID, r.Hash, kiosk.CheckCodeOf(r.Hash)
	place := Place{head.Epoch, head.Sequence}.row()
	if _, err := tx.Stmt(s.stmts.advance).Exec(r.Hash[:]); err != nil {
		return fmt.Errorf("advance chain: %w", err)
	}
	if _, err := tx.Stmt(s.stmts.record).Exec(place, r.ID, r.Hash[:], r.Bytes); err != nil {
		return fmt.Errorf("write record: %w", err)
	}
	matter, masked := string(k.Matter), k.MaskedName
	if k.Sensitive {
		matter, masked = "", ""
	}
	_, err = tx.Stmt(s.stmts.newCase).Exec(place, k.ID, k.Number, matter, k.CatalogueVersion, k.Sensitive, masked, k.ResidentTag,
		k.Promise.Officer, k.Promise.Phone, k.Promise.Face, k.Promise.DueBy.UnixMilli(), k.At.UnixMilli(), k.TimeTrusted,
		codeHash(k.CheckCode), k.Receipt.ID)
	if err != nil {
		return fmt.Errorf("write case: %w", err)
	}
	return nil
}

// statements of the confirm transaction, prepared once: compiling them each
// time costs as much as the disk.
type statements struct{ head, advance, record, newCase *sql.Stmt }

func (s *Store) prepare() (err error) {
	for _, p := range []struct {
		into **sql.Stmt
		text string
	}{
		{&s.stmts.head, `SELECT epoch, sequence, prev, counter, waiting FROM chain`},
		{&s.stmts.advance, `UPDATE chain SET sequence = sequence + 1, counter = counter + 1, waiting = waiting + 1, prev = ?`},
		{&s.stmts.record, `INSERT INTO records (place, id, hash, bytes, delivery, reason, acked_at) VALUES (?, ?, ?, ?, 'queued', '', 0)`},
		{&s.stmts.newCase, `INSERT INTO cases (place, id, number, matter, catalogue, sensitive, masked, tag, officer, phone, face, due, at, trusted,
			code, job, result, copies, tries, tried_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', 0, 0, 0)`},
	} {
		if *p.into, err = s.write.Prepare(p.text); err != nil {
			return fmt.Errorf("prepare: %w", err)
		}
	}
	return nil
}

// codeHash is enough to check an 80-bit code and does not give it away.
func codeHash(c kiosk.CheckCode) []byte {
	h := sha256.Sum256([]byte(c))
	return h[:]
}

func exec(tx *sql.Tx, query string, args ...any) error {
	if _, err := tx.Exec(query, args...); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return nil
}

// ReceiptResult notes how the receipt job of a case ended.
func (s *Store) ReceiptResult(ctx context.Context, id kiosk.CaseID, result string) error {
	if _, err := s.write.ExecContext(ctx, `UPDATE cases SET result = ? WHERE id = ?`, result, id); err != nil {
		return fmt.Errorf("note receipt: %w", err)
	}
	return nil
}

// Reprint counts one more copy and returns how many were asked for.
func (s *Store) Reprint(ctx context.Context, id kiosk.CaseID) (copies int, err error) {
	err = s.write.QueryRowContext(ctx, `UPDATE cases SET copies = copies + 1 WHERE id = ? RETURNING copies`, id).Scan(&copies)
	if err != nil {
		return 0, fmt.Errorf("count reprint: %w", err)
	}
	return copies, nil
}
