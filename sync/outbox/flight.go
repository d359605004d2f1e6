package outbox

import (
	"math/rand/v2"
	"time"

	"station365/kiosk"
)

// flight is what is on the way on the present line, and when to say it again.
// Only places are remembered: a long queue takes no more memory than a window.
type flight struct {
	up     bool                  // the line stands and the hello has been said on it
	line   int                   // counts the lines
	flying map[Position]struct{} // sent, no word of the centre yet
	after  Position              // where to go on sending
	since  time.Time             // when the centre last said anything new, or sending began
	silent int                   // rounds without a word, since the last one
	spread time.Duration         // added to the patience of this round, so that kiosks do not come in step
	resume time.Time             // the centre asked for quiet until then
}

func positionOf(r kiosk.Record) Position { return Position{Epoch: r.Epoch, Sequence: r.Sequence} }

// jitter is full jitter: anything up to a bound that doubles with each failure.
func (o Opts) jitter(failures int) time.Duration {
	bound := o.MaxBackoff
	if failures < 20 {
		bound = min(bound, o.MinBackoff<<failures)
	}
	return time.Duration(rand.Int64N(int64(bound) + 1))
}

// startOver forgets what is on the way: sending begins with the oldest that is
// not acknowledged.
func (o *Outbox) startOver() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.reset()
}

func (o *Outbox) reset() {
	clear(o.on.flying)
	o.on.after = Position{}
	o.on.since = o.opts.Now()
}

// patience is how long the centre may be silent: longer each time, so that a
// centre in trouble is not pressed.
func (o *Outbox) patience() time.Duration { return o.opts.Retry + o.on.spread }

// sendAgainIfSilent starts over when the centre has said nothing for too long.
func (o *Outbox) sendAgainIfSilent() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.on.flying) == 0 || o.opts.Now().Sub(o.on.since) < o.patience() {
		return
	}
	o.on.silent++
	o.on.spread = o.opts.jitter(o.on.silent)
	o.reset()
}

// heard notes that there is a word at last.
func (o *Outbox) heard() {
	o.on.since, o.on.silent, o.on.spread = o.opts.Now(), 0, 0
}

// place is where to go on and how many more may be on the way now.
func (o *Outbox) place() (Position, int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.on.up || !o.link.Connected() || o.opts.Now().Before(o.on.resume) {
		return Position{}, 0
	}
	return o.on.after, max(0, o.opts.Window-len(o.on.flying))
}

// untilNext is when there is something to do if nobody says anything.
func (o *Outbox) untilNext() time.Duration {
	o.mu.Lock()
	defer o.mu.Unlock()
	now := o.opts.Now()
	if now.Before(o.on.resume) {
		return o.on.resume.Sub(now)
	}
	if len(o.on.flying) > 0 {
		return max(0, o.on.since.Add(o.patience()).Sub(now))
	}
	return o.opts.Retry
}

func (o *Outbox) line() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.on.line
}

// take notes that records are on the way and says on which line.
func (o *Outbox) take(places []Position) (line int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.on.flying) == 0 {
		o.on.since = o.opts.Now()
	}
	for _, p := range places {
		o.on.flying[p] = struct{}{}
		if o.on.after.Before(p) {
			o.on.after = p
		}
	}
	return o.on.line
}

// stillFlying leaves those of which the centre has said nothing yet.
func (o *Outbox) stillFlying(places []Position) []Position {
	o.mu.Lock()
	defer o.mu.Unlock()
	var left []Position
	for _, p := range places {
		if _, is := o.on.flying[p]; is {
			left = append(left, p)
		}
	}
	return left
}

// land takes off the way what the centre has.
func (o *Outbox) land(epoch uint32, through uint64, beyond []uint64) {
	o.mu.Lock()
	defer o.mu.Unlock()
	before := len(o.on.flying)
	for p := range o.on.flying {
		if p.Epoch == epoch && p.Sequence <= through {
			delete(o.on.flying, p)
		}
	}
	for _, s := range beyond {
		delete(o.on.flying, Position{Epoch: epoch, Sequence: s})
	}
	if len(o.on.flying) < before {
		o.heard()
	}
}

// again lets sending go on from a place that was passed.
func (o *Outbox) again(from Position) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for p := range o.on.flying {
		if p.Epoch == from.Epoch && p.Sequence >= from.Sequence {
			delete(o.on.flying, p)
		}
	}
	if !o.on.after.Before(from) {
		o.on.after = Position{Epoch: from.Epoch, Sequence: from.Sequence - 1}
	}
	o.heard()
}

// quieten keeps records back for as long as the centre asked, and a little
// longer at random: all kiosks of a city were asked at once.
func (o *Outbox) quieten(seconds uint32) {
	wait := min(time.Duration(seconds)*time.Second, o.opts.MaxBackoff)
	wait += time.Duration(rand.Int64N(int64(wait/2) + 1))
	o.mu.Lock()
	defer o.mu.Unlock()
	o.on.resume = o.opts.Now().Add(wait)
	o.reset() // what was on the way is not waited for
}
