package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"strconv"
	"time"

	"station365/kiosk"
	"station365/kiosk/store"
	"station365/sync/wire"
)

// openStore opens the database. A damaged one was read out into a new one, under
// a new epoch, and set aside whole.
func openStore(c config, log *slog.Logger) (*store.Store, error) {
	s, err := store.Open(c.Kiosk.State, store.Opts{Read: readRecord, Limits: c.Limits.rules(), Copies: c.Limits.CopiesDir})
	if err != nil {
		return nil, err
	}
	if d := s.Damage(); d != nil {
		log.Error("the case database was not what it was; a new epoch is begun", "reason", d.Reason, "aside", d.Aside,
			"cases", d.Cases, "records", d.Records, "lost", d.Lost, "unknown from", d.From)
	}
	return s, nil
}

// readRecord reads a record for the store, which knows nothing of the wire.
func readRecord(r kiosk.Record) (prev [32]byte, err error) {
	if err := wire.Check(r); err != nil {
		return prev, err
	}
	m, err := wire.Decode(r.Bytes)
	return m.Prev, err
}

// tellDamage puts down what became of the database. The centre hears of it by the
// new epoch, and by a tombstone for each record that is lost: the outbox makes
// one where the bytes are not what was made.
func (a *appliance) tellDamage() {
	if d := a.store.Damage(); d != nil {
		a.note("database-mended", "cases", strconv.Itoa(d.Cases), "records", strconv.Itoa(d.Records), "lost", strconv.Itoa(len(d.Lost)))
	}
}

// sealAudit puts the end of the audit log into the chain of records.
func (a *appliance) sealAudit(ctx context.Context) error {
	if a.centre.err != nil || a.audit == nil {
		return nil // there is nobody to seal to, or nothing
	}
	head, closing := a.audit.Head(), a.centre.sealer()
	return a.store.Append(ctx, func(at kiosk.Head, _ kiosk.CaseNumber) (kiosk.Record, error) {
		return closing.Seal(at, wire.AuditHead(head.Sequence, head.Hash, time.Now(), a.clock.Trusted()))
	})
}

// sayDamage tells the technician of case databases that were set aside: somebody
// has to look at each, and to take it away.
func sayDamage(out io.Writer, state string) {
	reports, err := filepath.Glob(filepath.Join(state, store.File+".damaged-*.txt"))
	if err != nil {
		return // only a wrong pattern, which it is not
	}
	for _, r := range reports {
		fmt.Fprintf(out, "%-14s was damaged once; what became of it: %s\n%-14s to do: read it, send it with the damaged files to whoever keeps the centre, then remove them\n", "database", r, "")
	}
}
