package centre

import (
	"context"

	"station365/kiosk"
	"station365/sync/wire"
)

// books is where ingest keeps what kiosks send: the seam between the rules and a
// database. Whoever adds another database answers these two interfaces.
type books interface {
	// inTx runs f in one transaction. After held, no other writer of the same
	// kiosk's records can come between. If f or the commit fails, nothing of it is
	// there; f may be run again when another worker was in its way.
	inTx(ctx context.Context, f func(p page) error) error

	// chainAt is how far a kiosk's chain of an epoch has come.
	chainAt(ctx context.Context, of chain) (standing, error)

	// newest is the highest epoch of a kiosk of which anything is here, 0 for none.
	newest(ctx context.Context, kioskID string) (uint32, error)

	// hashAt is the hash of one record.
	hashAt(ctx context.Context, of chain, sequence uint64) (hash [32]byte, found bool, err error)
}

// page is one transaction of ingest.
type page interface {
	// held reads what stands at these places, and which of the ids are taken at
	// any place.
	held(ctx context.Context, kioskID string, at []place, ids []string) (map[place]held, map[string]bool, error)

	// casesTaken says which of these cases are there.
	casesTaken(ctx context.Context, ids []kiosk.CaseID, numbers []kiosk.CaseNumber) (map[kiosk.CaseID]bool, map[kiosk.CaseNumber]bool, error)

	// keep writes records and the cases that they bring. None of them is there yet.
	keep(ctx context.Context, kioskID string, all []arrival, now int64) error

	// advance moves the end of the unbroken chain on over what was kept. isNew
	// says that the epoch was not known before, others that another one was.
	advance(ctx context.Context, kioskID string, epoch uint32) (isNew, others bool, err error)

	// quarantine keeps an arrival aside; isNew is false if it is there already.
	quarantine(ctx context.Context, kioskID string, a arrival, now int64) (isNew bool, err error)

	// alarm puts down one thing to look at; isNew is false if it is there already.
	alarm(ctx context.Context, kioskID, kind, at string, now int64) (isNew bool, err error)
}

// chain is one kiosk's epoch.
type chain struct {
	kiosk string
	epoch uint32
}

// standing is how far a chain has come.
type standing struct {
	through uint64      // no gap up to here
	hash    []byte      // of the record there; nil if through is 0
	beyond  []wire.Span // what came after a gap, at most wire.MaxBeyond
	highest uint64      // sequence
}
