package outbox

import (
	"context"
	"errors"
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
	Tombstone  TombstoneFunc                                      // wire.Sealer.Tombstone
	OnDelivery func(at Position, d kiosk.Delivery, reason string) // [nobody is told]
	Window     int                                                // [64] records on the way
	Retry      time.Duration                                      // [30 s] without the centre's word: send again
	Now        func() time.Time                                   // [time.Now]
	Logger     *slog.Logger                                       // [none]
}

func (o Opts) withDefaults() Opts {
	if o.OnDelivery == nil {
		o.OnDelivery = func(Position, kiosk.Delivery, string) {}
	}
	if o.Window == 0 {
		o.Window = 64
	}
	if o.Retry == 0 {
		o.Retry = 30 * time.Second
	}
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

	mu     sync.Mutex
	flying map[Position]kiosk.Record // sent on this connection, no word yet
	after  Position                  // where to go on sending
	since  time.Time                 // when the centre last said anything new, or sending began
}

// New makes an outbox; nothing is sent before Run.
func New(queue Queue, link Link, opts Opts) *Outbox {
	return &Outbox{queue: queue, link: link, opts: opts.withDefaults(),
		wake: make(chan struct{}, 1), flying: map[Position]kiosk.Record{}}
}

// Wake says that there may be something to do: a record was kept.
func (o *Outbox) Wake() {
	select {
	case o.wake <- struct{}{}:
	default:
	}
}

// LinkChanged says that the line came or went. All that is unacknowledged is
// sent again on a new line.
func (o *Outbox) LinkChanged(context.Context, bool) {
	o.startOver()
	o.Wake()
}

// Run sends until ctx ends, which is no error. Trouble with queue or link is
// logged and tried again after Opts.Retry.
func (o *Outbox) Run(ctx context.Context) error {
	for ctx.Err() == nil {
		more, err := o.step(ctx)
		if err != nil && ctx.Err() == nil {
			o.opts.Logger.Warn("sending records", "error", err)
		}
		if more && err == nil {
			continue
		}
		o.wait(ctx)
	}
	return nil
}

// wait returns when woken, when it is time to send again, or at the end.
func (o *Outbox) wait(ctx context.Context) {
	t := time.NewTimer(o.opts.Retry)
	defer t.Stop()
	select {
	case <-o.wake:
	case <-t.C:
	case <-ctx.Done():
	}
}

// step sends one window. more says that it is worth going on at once.
func (o *Outbox) step(ctx context.Context) (more bool, err error) {
	if !o.link.Connected() {
		return false, nil
	}
	o.sendAgainIfSilent()
	after, room := o.place()
	if room == 0 {
		return false, nil
	}
	records, err := o.queue.Unacknowledged(ctx, after, room)
	if err != nil {
		return false, fmt.Errorf("read queue: %w", err)
	}
	if len(records) == 0 {
		return false, nil
	}
	if err := o.send(ctx, records); err != nil {
		return false, err
	}
	return true, nil
}

// send puts records on the line in their order and then waits for the broker's
// answers. It stops at the first that got none.
func (o *Outbox) send(ctx context.Context, records []kiosk.Record) error {
	answers := make([]<-chan error, len(records))
	for i, r := range records {
		if reason := poison(r); reason != "" {
			return o.setAside(ctx, r, reason)
		}
		o.take(r)
		answers[i] = o.link.Send(o.opts.Identity.Topics.Up, r.Bytes)
	}
	for i, r := range records {
		select {
		case err := <-answers[i]:
			if err != nil {
				o.startOver()
				return fmt.Errorf("send record %d: %w", r.Sequence, err)
			}
		case <-ctx.Done():
			return ctx.Err()
		}
		if err := o.queue.MarkSent(ctx, positionOf(r)); err != nil {
			return fmt.Errorf("mark record %d sent: %w", r.Sequence, err)
		}
		o.opts.OnDelivery(positionOf(r), kiosk.Sent, "")
	}
	return nil
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

// isTombstone keeps a refused tombstone from begetting another one: it is tried
// again in its time.
func isTombstone(r kiosk.Record) bool {
	d, err := wire.Decode(r.Bytes)
	return err != nil || d.Type == wire.TypeTombstone
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
	o.startOver()
	o.Wake()
	return nil
}

// Acknowledge takes an acknowledgement as it came over the line. One that the
// centre did not sign for this kiosk is logged and changes nothing.
func (o *Outbox) Acknowledge(ctx context.Context, payload []byte) {
	a, err := wire.DecodeAcknowledgement(payload, o.opts.Identity)
	if err == nil {
		err = errors.Join(o.refused(ctx, a), o.acknowledged(ctx, a))
	}
	if err != nil {
		o.opts.Logger.Warn("acknowledgement", "error", err)
	}
	o.Wake()
}

func (o *Outbox) acknowledged(ctx context.Context, a wire.Acknowledgement) error {
	changed, err := o.queue.MarkAcknowledged(ctx, a.Epoch, a.Through, a.Beyond, a.At)
	if err != nil {
		return fmt.Errorf("mark acknowledged: %w", err)
	}
	o.land(a)
	for _, p := range changed {
		o.opts.OnDelivery(p, kiosk.Acknowledged, "")
	}
	return nil
}

// refused sets aside what the centre quarantined, if it is what this kiosk sent.
func (o *Outbox) refused(ctx context.Context, a wire.Acknowledgement) error {
	var all error
	for _, q := range a.Quarantined {
		at := Position{Epoch: a.Epoch, Sequence: q.Sequence}
		r, mine := o.inFlight(at)
		if mine && string(r.Hash[:]) == string(q.Hash) && !isTombstone(r) {
			all = errors.Join(all, o.setAside(ctx, r, q.Reason))
		}
	}
	return all
}
