package main

import (
	"context"
	"fmt"
	"log/slog"
	"sync"

	"station365/kiosk"
	"station365/kiosk/store"
	"station365/sync/inbox"
	"station365/sync/link"
	"station365/sync/outbox"
	"station365/sync/wire"
)

// line is the kiosk's way to the centre and back.
type line struct {
	link   *link.Link
	outbox *outbox.Outbox
}

// newLine joins store, outbox, inbox and link. changed is called from any
// goroutine whenever a delivery, a status or the network has changed.
func newLine(ctx context.Context, url string, identity wire.Identity, s *store.Store, tombstone outbox.TombstoneFunc, changed func(), log *slog.Logger) (*line, error) {
	epoch, err := s.Epoch(ctx)
	if err != nil {
		return nil, fmt.Errorf("join the line: %w", err)
	}
	l := link.New(link.Opts{URL: url, Client: identity.Kiosk, Token: identity.Token, StateTopic: identity.Topics.State,
		Here: wire.StateHere, Gone: wire.StateGone, Logger: log})
	out := outbox.New(queue{s}, l, outbox.Opts{Identity: identity, Tombstone: tombstone, Logger: log,
		OnDelivery: func(outbox.Position, kiosk.Delivery, string) { changed() }})
	in := inbox.New(s, l, inbox.Opts{Identity: identity, Epoch: func() uint32 { return epoch }, Logger: log,
		OnChange: func(kiosk.CaseID, kiosk.Event) { changed() }})
	l.Handle(identity.Topics.Ack, out.Acknowledge)
	l.Handle(identity.Topics.Down, in.Down)
	l.Watch(func(ctx context.Context, up bool) {
		out.LinkChanged(ctx, up)
		in.LinkChanged(ctx, up)
		changed()
	})
	return &line{link: l, outbox: out}, nil
}

// run works the line until ctx ends.
func (l *line) run(ctx context.Context) {
	var parts sync.WaitGroup
	parts.Go(func() { _ = l.link.Run(ctx) })
	parts.Go(func() { _ = l.outbox.Run(ctx) })
	parts.Wait()
}
