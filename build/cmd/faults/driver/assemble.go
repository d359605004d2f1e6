package main

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"path/filepath"
	"time"

	"station365/assets"
	"station365/devices/idcard/idcardtest"
	"station365/devices/printer/printertest"
	"station365/kiosk"
	"station365/kiosk/catalogue"
	"station365/kiosk/flow"
	"station365/kiosk/station"
	"station365/kiosk/store"
	"station365/sync/inbox"
	"station365/sync/link"
	"station365/sync/outbox"
	"station365/sync/trust"
	"station365/sync/wire"
)

// The line's waits, far below those of a kiosk: a campaign has minutes where a
// kiosk has days. What is tried is the order of things, not their pace.
const (
	minBackoff = 20 * time.Millisecond
	maxBackoff = 200 * time.Millisecond
	answer     = 700 * time.Millisecond
	connect    = 1500 * time.Millisecond // with both handshakes
	keepAlive  = 2 * time.Second         // paho counts in seconds
	retry      = 400 * time.Millisecond
)

// drainedEvery is how often the queue is looked at; it is no part of the kiosk.
const drainedEvery = 20 * time.Millisecond

// kioskParts are one kiosk without a glass.
type kioskParts struct {
	store    *store.Store
	link     *link.Link
	trust    *trust.Trust // nil without TLS
	outbox   *outbox.Outbox
	inbox    *inbox.Inbox
	flow     *flow.Flow
	resident *resident
}

func assemble(o options, log *slog.Logger) (*kioskParts, error) {
	keys, err := wire.ReadKioskKeys(filepath.Join(o.state, "keys.json"))
	if err != nil {
		return nil, err
	}
	identity, err := wire.ReadIdentity(o.identity)
	if err != nil {
		return nil, err
	}
	c, limits := &clock{}, kiosk.DefaultLimits()
	limits.Reserve = o.reserve
	s, err := store.Open(o.state, store.Opts{Limits: limits, Now: c.now, Read: readRecord})
	if err != nil {
		return nil, err
	}
	if d := s.Damage(); d != nil {
		tell("damage", d.Reason, len(d.Lost))
	}
	k := &kioskParts{store: s}
	if o.enrol != "" {
		k.trust, err = trust.Open(o.state, trust.Opts{Identity: identity, Sign: keys.SignKey(), Centre: o.enrol, Now: c.now, Logger: log})
		if err != nil {
			return nil, err
		}
	}
	k.join(o, identity, wire.NewSealer(identity, keys), c, log)
	visit, err := flowOpts(o, identity, log)
	if err != nil {
		return nil, err
	}
	last := &said{control: o.control}
	visit.Store = keeper{Store: s, wake: k.outbox.Wake, clock: c, die: newDeath(o.die), said: last}
	visit.Sealer = sealer{wire: wire.NewSealer(identity, keys), clock: c, die: newDeath(o.die), said: last}
	visit.Identify = identifier{keys}
	visit.Online = k.link.Connected
	reader := idcardtest.NewReader(false)
	visit.Reader, visit.Printer = reader, printertest.NewPrinter()
	k.resident = newResident(o, reader, c, last, newDeath(o.die))
	k.flow = flow.New(visit, k.resident.see)
	k.resident.flow = k.flow
	return k, nil
}

// join joins store, outbox, inbox and line as a kiosk does.
func (k *kioskParts) join(o options, identity wire.Identity, sealer *wire.Sealer, c *clock, log *slog.Logger) {
	reach := link.Opts{URL: o.centre, Client: identity.Kiosk, StateTopic: identity.Topics.State,
		Here: wire.StateHere, Gone: wire.StateGone, MinBackoff: minBackoff, MaxBackoff: maxBackoff, AnswerTimeout: answer,
		ConnectTimeout: connect, KeepAlive: keepAlive, Logger: log}
	if k.trust != nil {
		reach.TLS = k.trust.TLS
	} else {
		reach.Token = identity.Token
	}
	k.link = link.New(reach)
	k.outbox = outbox.New(queue{k.store, newDeath(o.die)}, k.link, outbox.Opts{Identity: identity, Tombstone: sealer.Tombstone, Fork: k.fork, Retry: retry,
		MinBackoff: minBackoff, MaxBackoff: maxBackoff, Now: c.now, Logger: log})
	k.inbox = inbox.New(k.store, k.link, inbox.Opts{Identity: identity, Sign: sealer.Hello, Logger: log})
	k.link.Handle(identity.Topics.Ack, func(ctx context.Context, b []byte) {
		_ = k.outbox.Acknowledge(ctx, b)
		k.hear(identity, b)
	})
	k.link.Handle(identity.Topics.Down, func(ctx context.Context, b []byte) { _ = k.inbox.Down(ctx, b) })
	k.link.Watch(func(ctx context.Context, up bool) {
		k.inbox.LinkChanged(ctx, up) // the hello goes before any record
		k.outbox.LinkChanged(ctx, up)
	})
}

// fork begins a new epoch, as a kiosk does; no fault here is a reason to.
func (k *kioskParts) fork(ctx context.Context, at outbox.Position, hash []byte) (begun, left bool, err error) {
	begun, left, err = k.store.Fork(ctx, store.Place(at), hash)
	if begun {
		tell("damage", "a new epoch was begun:", at)
	}
	return begun, left, err
}

// hear takes the time from an acknowledgement, as a kiosk does.
func (k *kioskParts) hear(identity wire.Identity, b []byte) {
	if k.trust == nil {
		return
	}
	if a, err := wire.DecodeAcknowledgement(b, identity); err == nil {
		_ = k.trust.Clock().Heard(a.At) // a full disk keeps it from being kept, not from being believed
	}
}

// flowOpts is what the program brings along.
func flowOpts(o options, identity wire.Identity, log *slog.Logger) (f flow.Opts, err error) {
	files, err := fs.Sub(assets.FS(), "catalogue")
	if err != nil {
		return f, fmt.Errorf("read catalogue: %w", err)
	}
	if f.Catalogue, err = catalogue.Load(files); err != nil {
		return f, err
	}
	profile, err := assets.FS().Open("station/shanan.json")
	if err != nil {
		return f, fmt.Errorf("read station profile: %w", err)
	}
	defer func() { _ = profile.Close() }() // only read
	if f.Station, err = station.Read(profile); err != nil {
		return f, err
	}
	places, err := assets.FS().Open("dictionary/places.json")
	if err != nil {
		return f, fmt.Errorf("read places: %w", err)
	}
	defer func() { _ = places.Close() }() // only read
	if f.Places, err = station.ReadPlaces(places); err != nil {
		return f, err
	}
	f.Kiosk, f.Prefix, f.Papers, f.Scale, f.Times, f.Logger = identity.Kiosk, identity.Prefix, slips{}, "standard", flow.DefaultTimes(), log
	return f, nil
}

// readRecord reads a record for the store, which knows nothing of the wire.
func readRecord(r kiosk.Record) (prev [32]byte, err error) {
	if err := wire.Check(r); err != nil {
		return prev, err
	}
	m, err := wire.Decode(r.Bytes)
	return m.Prev, err
}

// sayDrained says so whenever the centre has everything that is kept here.
func (k *kioskParts) sayDrained(ctx context.Context) error {
	again := time.NewTicker(drainedEvery)
	defer again.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-again.C:
		}
		left, err := k.store.Unacknowledged(ctx, store.Place{}, 1)
		if err == nil && len(left) == 0 && k.resident.isDone() {
			tell("drained")
			return nil
		}
	}
}
