package outbox

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"station365/kiosk"
	"station365/sync/wire"
)

// Reasons for setting a record aside here; stable keys.
const (
	ReasonDamaged  = "record-damaged"   // the kept bytes are not what was made
	ReasonTooLarge = "record-too-large" // no broker would take it
)

// Link is the line the outbox needs.
type Link interface {
	Connected() bool
	// Send hands over in the order of the calls; the channel gives nil once the
	// broker answered, else an error.
	Send(topic string, payload []byte) <-chan error
}

// TombstoneFunc makes what goes up in place of a record that was set aside.
type TombstoneFunc func(of kiosk.Record, reason string, at time.Time) (kiosk.Record, error)

// Opts is what an outbox works with. Zero values take what is in brackets.
type Opts struct {
	Identity   wire.Identity
	Tombstone  TombstoneFunc                                                                     // wire.Sealer.Tombstone
	OnDelivery func(at Position, d kiosk.Delivery, reason string)                                // [nobody is told]
	Fork       func(ctx context.Context, at Position, hash []byte) (begun, left bool, err error) // [nothing] store.Fork: the centre has another record at this place
	Batch      int                                                                               // [wire.MaxBatch] most records in one message
	Window     int                                                                               // [4 batches] records on the way
	Retry      time.Duration                                                                     // [30 s] without the centre's word: send again
	MinBackoff time.Duration                                                                     // [1 s] upper edge of the first random wait after trouble
	MaxBackoff time.Duration                                                                     // [5 min] upper edge of all waits, also of those the centre asks for
	Now        func() time.Time                                                                  // [time.Now]
	Logger     *slog.Logger                                                                      // [none]
}

func (o Opts) withDefaults() Opts {
	if o.OnDelivery == nil {
		o.OnDelivery = func(Position, kiosk.Delivery, string) {}
	}
	if o.Fork == nil {
		o.Fork = func(context.Context, Position, []byte) (begun, left bool, err error) { return false, false, nil }
	}
	if o.Batch == 0 {
		o.Batch = wire.MaxBatch
	}
	if o.Window == 0 {
		o.Window = 4 * o.Batch
	}
	set := func(d *time.Duration, to time.Duration) {
		if *d == 0 {
			*d = to
		}
	}
	set(&o.Retry, 30*time.Second)
	set(&o.MinBackoff, time.Second)
	set(&o.MaxBackoff, 5*time.Minute)
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return o
}

// Outbox sends what the queue holds. Run works it; the other methods may be
// called from any goroutine.
type Outbox struct {
	queue Queue
	link  Link
	opts  Opts
	wake  chan struct{}
	sent  []message // on the line, not answered by the broker; Run's own
	taken []message // answered, not marked as sent yet; Run's own

	mu sync.Mutex
	on flight
}

// message is one batch on the line.
type message struct {
	line   int // the line it was sent on
	places []Position
	answer <-chan error
	since  time.Time // when the broker answered
}

// markAfter is how long the broker's answer waits for the centre's word before
// it is put down as sent. A centre that works is faster, and its word then costs
// one write to the disk instead of two.
const markAfter = 300 * time.Millisecond

// New makes an outbox; nothing is sent before Run. link may be nil for one that
// only exports.
func New(queue Queue, link Link, opts Opts) *Outbox {
	return &Outbox{queue: queue, link: link, opts: opts.withDefaults(),
		wake: make(chan struct{}, 1), on: flight{flying: map[Position]struct{}{}}}
}

// Wake says that there may be something to do: a record was kept.
func (o *Outbox) Wake() {
	select {
	case o.wake <- struct{}{}:
	default:
	}
}

// LinkChanged says that the line came or went. All that is unacknowledged is
// sent again on a new line. The kiosk's hello must have been handed to the line
// before: it tells the centre where the chain stood when the line was made.
func (o *Outbox) LinkChanged(_ context.Context, up bool) {
	o.mu.Lock()
	o.on.up = up
	o.on.line++
	o.reset()
	o.mu.Unlock()
	o.Wake()
}

// Run sends until ctx ends, which is no error. Trouble with queue or line is
// logged and tried again with growing random waits.
func (o *Outbox) Run(ctx context.Context) error {
	failures := 0
	for ctx.Err() == nil {
		more, err := o.step(ctx)
		if err == nil {
			err = o.markSent(ctx)
		}
		wait := o.untilNext()
		if len(o.taken) > 0 {
			wait = min(wait, markAfter)
		}
		if err == nil {
			failures = 0
		} else if ctx.Err() == nil {
			o.opts.Logger.Warn("sending records", "error", err)
			o.startOver()
			wait = o.opts.jitter(failures)
			failures++
		}
		if !more {
			o.wait(ctx, wait, err != nil)
		}
	}
	return nil
}

// wait returns when woken, when the broker answers, when it is time, or at the
// end. After trouble only time counts: a record kept meanwhile does not press.
func (o *Outbox) wait(ctx context.Context, d time.Duration, trouble bool) {
	t := time.NewTimer(d)
	defer t.Stop()
	wake, answer := o.wake, o.firstAnswer()
	if trouble {
		wake, answer = nil, nil
	}
	select {
	case <-wake:
	case err := <-answer:
		if err := o.answered(err); err != nil && ctx.Err() == nil {
			o.opts.Logger.Warn("sending records", "error", err)
		}
	case <-t.C:
	case <-ctx.Done():
	}
}

func (o *Outbox) firstAnswer() <-chan error {
	if len(o.sent) == 0 {
		return nil
	}
	return o.sent[0].answer
}

// answered takes the broker's answer to the oldest message on the line.
func (o *Outbox) answered(err error) error {
	m := o.sent[0]
	o.sent = o.sent[1:]
	if err != nil && m.line != o.line() {
		return nil // of a line that is gone: all goes again on the new one
	}
	if err != nil {
		o.sent = nil // what followed goes again too, in its order
		o.startOver()
		return fmt.Errorf("send %d records from %d on: %w", len(m.places), m.places[0].Sequence, err)
	}
	m.since = o.opts.Now()
	o.taken = append(o.taken, m)
	return nil
}

// markSent puts down what the broker has and the centre says nothing of yet.
func (o *Outbox) markSent(ctx context.Context) error {
	for len(o.taken) > 0 && o.opts.Now().Sub(o.taken[0].since) >= markAfter {
		m := o.taken[0]
		o.taken = o.taken[1:]
		left := o.stillFlying(m.places)
		if len(left) == 0 {
			continue // the centre's word was faster
		}
		if err := o.queue.MarkSent(ctx, left); err != nil {
			return fmt.Errorf("mark %d records sent: %w", len(left), err)
		}
		for _, p := range left {
			o.opts.OnDelivery(p, kiosk.Sent, "")
		}
	}
	return nil
}

// step puts one message on the line. more says that it is worth going on at once.
func (o *Outbox) step(ctx context.Context) (more bool, err error) {
	o.sendAgainIfSilent()
	after, room := o.place()
	if room == 0 {
		return false, nil
	}
	records, err := o.queue.Unacknowledged(ctx, after, min(room, o.opts.Batch))
	if err != nil {
		return false, fmt.Errorf("read queue: %w", err)
	}
	batch, places, err := o.fill(ctx, records)
	if err != nil || batch.Len() == 0 {
		return err == nil && len(records) > 0, err
	}
	line := o.take(places)
	o.sent = append(o.sent, message{line: line, places: places, answer: o.link.Send(o.opts.Identity.Topics.Up, batch.Bytes())})
	return true, nil
}

// fill joins the first of records that fit into one message. One that can never
// be sent is set aside when its turn comes; its tombstone is read next.
func (o *Outbox) fill(ctx context.Context, records []kiosk.Record) (batch wire.Batch, places []Position, err error) {
	for _, r := range records {
		if reason := poison(r); reason != "" {
			if batch.Len() == 0 {
				err = o.setAside(ctx, r, reason)
			}
			return batch, places, err
		}
		if !batch.Add(r.Bytes) {
			break
		}
		places = append(places, positionOf(r))
	}
	return batch, places, nil
}

// poison says why a record can never be sent, or "".
func poison(r kiosk.Record) string {
	if len(r.Bytes) > wire.MaxMessage {
		return ReasonTooLarge
	}
	if wire.Check(r) != nil {
		return ReasonDamaged
	}
	return ""
}

// setAside quarantines a record and leaves its tombstone in its place, which is
// sent next.
func (o *Outbox) setAside(ctx context.Context, r kiosk.Record, reason string) error {
	stone, err := o.opts.Tombstone(r, reason, o.opts.Now())
	if err != nil {
		return fmt.Errorf("tombstone for record %d: %w", r.Sequence, err)
	}
	if err := o.queue.Quarantine(ctx, positionOf(r), reason, &stone); err != nil {
		return fmt.Errorf("quarantine record %d: %w", r.Sequence, err)
	}
	o.opts.Logger.Error("record quarantined", "epoch", r.Epoch, "sequence", r.Sequence, "reason", reason)
	o.opts.OnDelivery(positionOf(r), kiosk.Quarantined, reason)
	o.again(positionOf(r))
	o.Wake()
	return nil
}
