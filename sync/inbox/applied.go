package inbox

import (
	"context"

	"station365/kiosk"
)

// Applied keeps what the centre has said. It is durable: what a method has
// returned nil for is still so after a power cut.
type Applied interface {
	// LastDown is the highest down sequence applied, 0 for none.
	LastDown(ctx context.Context) (uint64, error)

	// Chain is where the kiosk's chain of records ends, and how far in its epoch
	// the centre has acknowledged everything.
	Chain(ctx context.Context) (head kiosk.Head, acknowledged uint64, err error)

	// Apply keeps, in one transaction, that downSeq was applied and, if the
	// event's revision is newer than the case's, the event and the sealed answer
	// (nil if there is none; opened only with the resident's card). newer says
	// whether the case changed. A case that is not known here (any more) is no
	// error: downSeq is kept and newer is false. A downSeq not above LastDown
	// changes nothing.
	Apply(ctx context.Context, downSeq uint64, caseID kiosk.CaseID, event kiosk.Event, sealed []byte) (newer bool, err error)
}
