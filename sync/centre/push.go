package centre

import (
	"context"
	"time"
)

// push hands over what waits for connected kiosks: at once when told, and once
// a second for what other processes wrote.
func (x *exchange) push(ctx context.Context) {
	t := time.NewTicker(lookEvery)
	defer t.Stop()
	x.showDocuments(ctx)
	for {
		select {
		case <-ctx.Done():
			return
		case id := <-x.again:
			if p := x.centre.presentOf(id); p != nil {
				x.pushTo(ctx, p)
			}
		case <-t.C:
			x.showDocuments(ctx)
			for _, p := range x.centre.everybody() {
				x.pushTo(ctx, p)
			}
		}
	}
}

// pushTo hands over what p has not been handed on this connection. A message
// that gets lost leaves a gap, for which the kiosk asks.
func (x *exchange) pushTo(ctx context.Context, p *present) {
	told, after, hellos := p.position()
	if !told {
		return
	}
	if !x.carry.reaches(p) {
		return
	}
	for {
		waiting, err := x.centre.downAfter(ctx, p.row.id, after, pushAtOnce)
		if err != nil {
			if ctx.Err() == nil {
				x.centre.opts.Logger.Error("read messages for kiosk", "kiosk", p.row.id, "error", err)
			}
			return
		}
		for _, m := range waiting {
			if err := x.carry.publish(ctx, p.row.topics.Down, m.bytes, false); err != nil {
				return
			}
			after = m.sequence
		}
		p.advance(after, hellos)
		if len(waiting) < pushAtOnce {
			return
		}
	}
}

// pushAtOnce is how many messages are read at a time: below what a kiosk's link
// holds, so that a long replay does not overrun it.
const pushAtOnce = 100
