package outbox

import (
	"context"
	"fmt"
)

// Export hands everything that waits for the centre to put, as it would go over
// the line: for a station without network, whose records a person carries. A
// message ends where a hundred of sequences ends, so that exporting again makes
// the same messages as long as nothing was acknowledged. Nothing changes here
// but that what can never be sent is set aside.
func (o *Outbox) Export(ctx context.Context, put func(message []byte) error) (records int, err error) {
	after := Position{}
	for {
		limit := o.opts.Batch - int(after.Sequence%uint64(o.opts.Batch))
		waiting, err := o.queue.Unacknowledged(ctx, after, limit)
		if err != nil {
			return records, fmt.Errorf("read queue: %w", err)
		}
		if len(waiting) == 0 {
			return records, nil
		}
		last := 0 // of those in the same hundred as the first
		for last < len(waiting) && o.hundred(positionOf(waiting[last])) == o.hundred(positionOf(waiting[0])) {
			last++
		}
		batch, places, err := o.fill(ctx, waiting[:last])
		if err != nil {
			return records, err
		}
		if batch.Len() == 0 {
			continue // a tombstone stands there now
		}
		if err := put(batch.Bytes()); err != nil {
			return records, fmt.Errorf("export records: %w", err)
		}
		after, records = places[len(places)-1], records+batch.Len()
	}
}

// hundred tells the message that a record belongs to in an export.
func (o *Outbox) hundred(p Position) Position {
	return Position{p.Epoch, (p.Sequence - 1) / uint64(o.opts.Batch)}
}
