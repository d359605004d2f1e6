package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"station365/kiosk"
)

// Proof is what stands here for what the centre has of a case.
type Proof struct {
	Record kiosk.Record // without its bytes
	Words  [][]byte     // the centre's, as they came, that may name the record; the newest first
}

// prove keeps the word by which records left the queue, in the transaction that
// marks them: no write of its own. Words that move nothing are not kept, so that
// there is one for each span of records, however often the centre says it.
func prove(tx *sql.Tx, word []byte, changed []Place) error {
	if len(word) == 0 || len(changed) == 0 {
		return nil
	}
	byRow := func(a, b Place) int { return int(max(-1, min(1, a.row()-b.row()))) }
	first, last := slices.MinFunc(changed, byRow), slices.MaxFunc(changed, byRow)
	return exec(tx, `INSERT OR REPLACE INTO proofs (last, first, word) VALUES (?, ?, ?)`, last.row(), first.row(), word)
}

// disprove drops the words whose records are all gone. They say nothing about
// anybody, so that copies, which go by themselves, need not be gone through.
func disprove(tx *sql.Tx) error {
	return exec(tx, `DELETE FROM proofs WHERE NOT EXISTS (SELECT 1 FROM records r WHERE r.place BETWEEN proofs.first AND proofs.last)`)
}

// Proof finds what the centre signed about a case; false if the case is not here.
func (s *Store) Proof(ctx context.Context, n kiosk.CaseNumber) (p Proof, found bool, err error) {
	var row int64
	var hash []byte
	err = s.read.QueryRowContext(ctx, `SELECT r.place, r.id, r.hash FROM records r JOIN cases c ON c.place = r.place WHERE c.number = ?`, n).Scan(&row, &p.Record.ID, &hash)
	if errors.Is(err, sql.ErrNoRows) {
		return p, false, nil
	}
	if err != nil {
		return p, false, fmt.Errorf("find record: %w", err)
	}
	p.Record.Epoch, p.Record.Sequence = placeOf(row).Epoch, placeOf(row).Sequence
	copy(p.Record.Hash[:], hash)
	rows, err := s.read.QueryContext(ctx, `SELECT word FROM proofs WHERE last >= ? AND first <= ? ORDER BY last DESC`, row, row)
	if err != nil {
		return p, false, fmt.Errorf("read proofs: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var word []byte
		if err := rows.Scan(&word); err != nil {
			return p, false, fmt.Errorf("read proofs: %w", err)
		}
		p.Words = append(p.Words, word)
	}
	if err := rows.Err(); err != nil {
		return p, false, fmt.Errorf("read proofs: %w", err)
	}
	return p, true, nil
}
