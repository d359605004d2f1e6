package main

import (
	"context"
	"log/slog"
	"sync"

	"station365/kiosk"
	"station365/kiosk/store"
	"station365/sync/inbox"
	"station365/sync/link"
	"station365/sync/outbox"
	"station365/sync/trust"
	"station365/sync/wire"
)

// line is the kiosk's way to the centre and back.
type line struct {
	link   *link.Link
	outbox *outbox.Outbox
	inbox  *inbox.Inbox
	trust  *trust.Trust // nil without TLS
	bell   *bell        // may be nil
}

// ends is what the line joins at the kiosk.
type ends struct {
	identity   wire.Identity
	trust      *trust.Trust // nil: without TLS, on this machine only
	noLine     error        // not nil: there can be no line
	sealer     *wire.Sealer
	store      *store.Store
	shelf      *inbox.Shelf                          // nil: no documents are taken
	changed    func()                                // from any goroutine: a delivery, a status or the network has changed
	onDocument func(kind string, n uint64, b []byte) // may be nil
	bell       *bell                                 // nil: nobody is told of calls for help
	log        *slog.Logger
}

// newLine joins store, outbox, inbox and link.
func newLine(url string, e ends) *line {
	identity := e.identity
	l := link.New(e.reach(url))
	out, in := e.boxes(l)
	l.Handle(identity.Topics.Ack, func(ctx context.Context, b []byte) {
		_ = out.Acknowledge(ctx, b)
		e.hear(b)
	})
	l.Handle(identity.Topics.Down, func(ctx context.Context, b []byte) { _ = in.Down(ctx, b) })
	if e.shelf != nil {
		for _, topic := range identity.DocumentTopics() {
			l.Handle(topic, func(ctx context.Context, b []byte) { _ = in.Document(ctx, b) })
		}
	}
	if e.bell != nil {
		e.bell.hang(l)
	}
	l.Watch(func(ctx context.Context, up bool) {
		in.LinkChanged(ctx, up) // the hello goes before any record
		out.LinkChanged(ctx, up)
		e.changed()
	})
	if e.trust != nil {
		e.trust.OnRenewed(l.Reconnect)
	}
	return &line{link: l, outbox: out, inbox: in, trust: e.trust, bell: e.bell}
}

// boxes are outbox and inbox on a line, or without one for what a person carries.
func (e ends) boxes(l *link.Link) (*outbox.Outbox, *inbox.Inbox) {
	var up outbox.Link
	var down inbox.Link
	if l != nil {
		up, down = l, l
	}
	return outbox.New(queue{e.store}, up, outbox.Opts{Identity: e.identity, Tombstone: e.sealer.Tombstone, Logger: e.log, Fork: queue{e.store}.Fork,
			OnDelivery: func(outbox.Position, kiosk.Delivery, string) { e.changed() }}),
		inbox.New(e.store, down, inbox.Opts{Identity: e.identity, Sign: e.sealer.Hello, Shelf: e.shelf, Logger: e.log,
			OnDocument: e.onDocument, OnChange: func(kiosk.CaseID, kiosk.Event) { e.changed() }})
}

// run works the line until ctx ends.
func (l *line) run(ctx context.Context) {
	var parts sync.WaitGroup
	parts.Go(func() { _ = l.link.Run(ctx) })
	parts.Go(func() { _ = l.outbox.Run(ctx) })
	parts.Go(func() { _ = l.inbox.Run(ctx) })
	if l.trust != nil {
		parts.Go(func() { l.trust.Run(ctx) })
	}
	if l.bell != nil {
		parts.Go(func() { l.bell.run(ctx) })
	}
	parts.Wait()
}
