package outbox

import (
	"context"
	"time"

	"station365/kiosk"
)

// Queue keeps the records that wait for the centre. It is durable: what a
// method has returned nil for is still so after a power cut.
type Queue interface {
	// Unacknowledged lists records that are neither acknowledged nor
	// quarantined-and-acknowledged, with a position after the given one, oldest
	// first, at most limit. Sent ones are included: they may have to be sent
	// again. The zero Position stands before the first. A record set aside by
	// Quarantine is listed with its tombstone's bytes.
	Unacknowledged(ctx context.Context, after Position, limit int) ([]kiosk.Record, error)

	// At reads the record at a position, acknowledged or not, as Unacknowledged
	// would list it; Bytes are nil once they are purged.
	At(ctx context.Context, at Position) (r kiosk.Record, found bool, err error)

	// MarkSent notes that the broker has the records at these positions. It
	// changes queued to sent and nothing else.
	MarkSent(ctx context.Context, at []Position) error

	// MarkAcknowledged notes that the centre has committed every record of the
	// epoch up to and including through, and those in beyond. It may be called
	// again with the same or older figures, and never takes anything back: a
	// quarantined record stays quarantined and only leaves Unacknowledged. It
	// keeps word, which is what the centre signed, as proof of what it changed, and
	// returns the positions that became acknowledged, so that they can be shown.
	MarkAcknowledged(ctx context.Context, epoch uint32, through uint64, beyond []uint64, at time.Time, word []byte) ([]Position, error)

	// Quarantine sets a record aside with a reason (a stable key), on the
	// centre's word or because it cannot be sent. The record is kept. When
	// tombstone is not nil it is what goes up in the record's place.
	Quarantine(ctx context.Context, at Position, reason string, tombstone *kiosk.Record) error

	// Reopen puts back into the queue what the centre asks for again: every
	// record of the epoch from this position on whose bytes are still here. It
	// returns how many came back that had been acknowledged.
	Reopen(ctx context.Context, from Position) (int, error)
}

// Position is where a record stands in a kiosk's chain.
type Position struct {
	Epoch    uint32
	Sequence uint64
}

// Before reports whether p was made before q.
func (p Position) Before(q Position) bool {
	return p.Epoch < q.Epoch || p.Epoch == q.Epoch && p.Sequence < q.Sequence
}
