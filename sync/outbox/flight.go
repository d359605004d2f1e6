package outbox

import (
	"station365/kiosk"
	"station365/sync/wire"
)

func positionOf(r kiosk.Record) Position { return Position{Epoch: r.Epoch, Sequence: r.Sequence} }

// startOver forgets what is on the way: sending begins with the oldest that is
// not acknowledged.
func (o *Outbox) startOver() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.reset()
}

func (o *Outbox) reset() {
	clear(o.flying)
	o.after = Position{}
	o.since = o.opts.Now()
}

// sendAgainIfSilent starts over when the centre has said nothing for too long.
func (o *Outbox) sendAgainIfSilent() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.flying) > 0 && o.opts.Now().Sub(o.since) >= o.opts.Retry {
		o.reset()
	}
}

// place is where to go on and how many more may be on the way.
func (o *Outbox) place() (Position, int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.after, max(0, o.opts.Window-len(o.flying))
}

// take notes that r is on the way.
func (o *Outbox) take(r kiosk.Record) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.flying) == 0 {
		o.since = o.opts.Now()
	}
	o.flying[positionOf(r)] = r
	if p := positionOf(r); o.after.Before(p) {
		o.after = p
	}
}

func (o *Outbox) inFlight(p Position) (kiosk.Record, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	r, ok := o.flying[p]
	return r, ok
}

// land takes off the way what the centre has.
func (o *Outbox) land(a wire.Acknowledgement) {
	o.mu.Lock()
	defer o.mu.Unlock()
	before := len(o.flying)
	for p := range o.flying {
		if p.Epoch == a.Epoch && p.Sequence <= a.Through {
			delete(o.flying, p)
		}
	}
	for _, s := range a.Beyond {
		delete(o.flying, Position{Epoch: a.Epoch, Sequence: s})
	}
	if len(o.flying) < before {
		o.since = o.opts.Now()
	}
}
