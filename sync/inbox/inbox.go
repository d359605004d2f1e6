package inbox

import (
	"context"
	"fmt"
	"log/slog"

	"station365/kiosk"
	"station365/sync/wire"
)

// Link is the line the inbox needs.
type Link interface {
	Publish(ctx context.Context, topic string, payload []byte) error
}

// Opts is what an inbox works with.
type Opts struct {
	Identity wire.Identity
	Epoch    func() uint32                                // the kiosk's present epoch
	OnChange func(caseID kiosk.CaseID, event kiosk.Event) // a case of this kiosk changed; may be nil
	Logger   *slog.Logger                                 // may be nil
}

// Inbox applies what comes down. Its methods are called by one goroutine, the
// link's, and need no lock.
type Inbox struct {
	applied Applied
	link    Link
	opts    Opts
	asked   uint64 // the gap after this down sequence has been asked for
	hasGap  bool
}

// New makes an inbox.
func New(applied Applied, link Link, opts Opts) *Inbox {
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	if opts.OnChange == nil {
		opts.OnChange = func(kiosk.CaseID, kiosk.Event) {}
	}
	return &Inbox{applied: applied, link: link, opts: opts}
}

// LinkChanged says hello on every new line: the centre replays from there.
func (i *Inbox) LinkChanged(ctx context.Context, up bool) {
	if !up {
		return
	}
	i.hasGap = false
	if err := i.hello(ctx); err != nil {
		i.opts.Logger.Warn("hello to the centre", "error", err)
	}
}

// Down takes a message as it came over the line. What the centre did not sign
// for this kiosk is logged and changes nothing.
func (i *Inbox) Down(ctx context.Context, payload []byte) {
	if err := i.down(ctx, payload); err != nil {
		i.opts.Logger.Warn("message from the centre", "error", err)
	}
}

func (i *Inbox) down(ctx context.Context, payload []byte) error {
	d, err := wire.DecodeDown(payload, i.opts.Identity)
	if err != nil {
		return err
	}
	last, err := i.applied.LastDown(ctx)
	if err != nil {
		return fmt.Errorf("read last down sequence: %w", err)
	}
	switch {
	case d.Sequence <= last:
		return nil // said again
	case d.Sequence > last+1:
		return i.askFor(ctx, last)
	}
	return i.apply(ctx, d)
}

func (i *Inbox) apply(ctx context.Context, d wire.Down) error {
	if d.Kind != wire.KindStatusChanged {
		// A newer centre says things this kiosk does not know. They are passed
		// over by rule, so that what follows still arrives.
		_, err := i.applied.Apply(ctx, d.Sequence, "", kiosk.Event{}, nil)
		return err
	}
	newer, err := i.applied.Apply(ctx, d.Sequence, d.CaseID, d.Event(), d.Sealed)
	if err != nil {
		return fmt.Errorf("apply down message %d: %w", d.Sequence, err)
	}
	if newer {
		i.opts.OnChange(d.CaseID, d.Event())
	}
	return nil
}

// askFor asks once for what is missing after last.
func (i *Inbox) askFor(ctx context.Context, last uint64) error {
	if i.hasGap && i.asked == last {
		return nil
	}
	i.hasGap, i.asked = true, last
	return i.hello(ctx)
}

func (i *Inbox) hello(ctx context.Context) error {
	last, err := i.applied.LastDown(ctx)
	if err != nil {
		return fmt.Errorf("read last down sequence: %w", err)
	}
	b, err := wire.Hello{Kiosk: i.opts.Identity.Kiosk, Epoch: i.opts.Epoch(), LastDown: last}.Encode()
	if err != nil {
		return err
	}
	if err := i.link.Publish(ctx, i.opts.Identity.Topics.Hello, b); err != nil {
		return fmt.Errorf("say hello: %w", err)
	}
	return nil
}
