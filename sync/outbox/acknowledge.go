package outbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"station365/kiosk"
	"station365/sync/wire"
)

// ErrOtherChain is an acknowledgement of records that this kiosk did not make,
// in its name: a clone of it is at work, or this disk is an old copy.
var ErrOtherChain = errors.New("the centre acknowledges another chain in this kiosk's name")

// errLeft is one of an epoch that this kiosk has left because of another chain in
// its name: a stick, and a clone's line, bring it again and again.
var errLeft = errors.New("the acknowledgement is of an epoch that was left")

// maxListed bounds how many records beyond a gap are marked one by one; the rest
// is marked when the gap is filled.
const maxListed = 10_000

// Acknowledge takes an acknowledgement as it came over the line or in a folder.
// One that the centre did not sign for this kiosk, or that is about other
// records than this kiosk's, changes nothing. The error is for who carries; it
// has been logged.
func (o *Outbox) Acknowledge(ctx context.Context, payload []byte) error {
	a, err := wire.DecodeAcknowledgement(payload, o.opts.Identity)
	if err == nil {
		err = o.obey(ctx, a, payload)
	}
	if err != nil {
		o.opts.Logger.Warn("acknowledgement", "error", err)
	}
	o.Wake()
	return err
}

func (o *Outbox) obey(ctx context.Context, a wire.Acknowledgement, word []byte) error {
	err := errors.Join(o.refused(ctx, a, word), o.acknowledged(ctx, a, word))
	if a.ResendFrom > 0 {
		err = errors.Join(err, o.resend(ctx, Position{Epoch: a.Epoch, Sequence: a.ResendFrom}))
	}
	if a.SlowDown > 0 {
		o.quieten(a.SlowDown)
	}
	return err
}

func (o *Outbox) acknowledged(ctx context.Context, a wire.Acknowledgement, word []byte) error {
	through, beyond, err := o.believe(ctx, a)
	if errors.Is(err, errLeft) {
		return nil // it was obeyed when it was new
	}
	if err != nil || through == 0 && len(beyond) == 0 {
		return err
	}
	changed, err := o.queue.MarkAcknowledged(ctx, a.Epoch, through, beyond, a.At, word)
	if err != nil {
		return fmt.Errorf("mark acknowledged: %w", err)
	}
	o.land(a.Epoch, through, beyond)
	for _, p := range changed {
		o.opts.OnDelivery(p, kiosk.Acknowledged, "")
	}
	return nil
}

// believe leaves of an acknowledgement what is about this kiosk's own records.
func (o *Outbox) believe(ctx context.Context, a wire.Acknowledgement) (through uint64, beyond []uint64, err error) {
	if a.Through > 0 {
		if err := o.isOurs(ctx, Position{a.Epoch, a.Through}, a.Hash); err != nil {
			return 0, nil, err
		}
		through = a.Through
	}
	for _, span := range a.Beyond {
		if span.From > span.To || span.To-span.From >= uint64(maxListed-len(beyond)) {
			break
		}
		if err := o.isOurs(ctx, Position{a.Epoch, span.To}, span.Hash); err != nil {
			return through, beyond, err
		}
		for s := span.From; s <= span.To; s++ {
			beyond = append(beyond, s)
		}
	}
	return through, beyond, nil
}

func (o *Outbox) isOurs(ctx context.Context, at Position, hash []byte) error {
	r, found, err := o.queue.At(ctx, at)
	if err != nil {
		return fmt.Errorf("read record %d: %w", at.Sequence, err)
	}
	if !found || !bytes.Equal(r.Hash[:], hash) {
		return fmt.Errorf("record %d/%d: %w", at.Epoch, at.Sequence, o.forked(ctx, at, hash))
	}
	return nil
}

// forked leaves an epoch in which the centre has signed for records that are not
// this kiosk's: whatever it made next there would be refused. The centre says so
// after every hello, before it takes records.
func (o *Outbox) forked(ctx context.Context, at Position, hash []byte) error {
	begun, left, err := o.opts.Fork(ctx, at, hash)
	if left {
		return errLeft
	}
	if begun {
		o.opts.Logger.Warn("a new epoch is begun: there is another chain in this kiosk's name", "epoch left", at.Epoch, "record", at.Sequence)
	}
	return errors.Join(ErrOtherChain, err)
}

// refused sets aside what the centre quarantined, if it is what stands here now.
func (o *Outbox) refused(ctx context.Context, a wire.Acknowledgement, word []byte) error {
	var all error
	for _, q := range a.Quarantined {
		all = errors.Join(all, o.refusedOne(ctx, a, q, word))
	}
	return all
}

func (o *Outbox) refusedOne(ctx context.Context, a wire.Acknowledgement, q wire.Quarantined, word []byte) error {
	at := Position{Epoch: a.Epoch, Sequence: q.Sequence}
	r, found, err := o.queue.At(ctx, at)
	if err != nil {
		return fmt.Errorf("read record %d: %w", at.Sequence, err)
	}
	m, err := wire.Decode(r.Bytes)
	if !found || err != nil || m.ID != q.ID || !bytes.Equal(r.Hash[:], q.Hash) {
		return nil // said again, or of a clone's record
	}
	if m.Type != wire.TypeTombstone {
		return o.setAside(ctx, r, q.Reason)
	}
	// The place is taken at the centre by another record, and both of this
	// kiosk's are in its quarantine. Sending again would change nothing.
	if _, err := o.queue.MarkAcknowledged(ctx, at.Epoch, 0, []uint64{at.Sequence}, a.At, word); err != nil {
		return fmt.Errorf("close record %d: %w", at.Sequence, err)
	}
	o.land(at.Epoch, 0, []uint64{at.Sequence})
	return nil
}

// resend goes back to where the centre has a gap, or where its own disk ends
// after a loss.
func (o *Outbox) resend(ctx context.Context, from Position) error {
	n, err := o.queue.Reopen(ctx, from)
	if err != nil {
		return fmt.Errorf("reopen records: %w", err)
	}
	o.opts.Logger.Info("the centre asks again", "epoch", from.Epoch, "from", from.Sequence, "acknowledged before", n)
	o.again(from)
	return nil
}
