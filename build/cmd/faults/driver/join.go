package main

import (
	"context"
	"sync"
	"time"

	"station365/build/cmd/faults/people"
	"station365/devices/printer"
	"station365/kiosk"
	"station365/kiosk/flow"
	"station365/kiosk/form"
	"station365/kiosk/personal"
	"station365/kiosk/store"
	"station365/sync/outbox"
	"station365/sync/wire"
)

// queue lets the outbox work the store, and dies at its durable writes.
type queue struct {
	*store.Store
	die *death
}

func (q queue) Unacknowledged(ctx context.Context, after outbox.Position, limit int) ([]kiosk.Record, error) {
	return q.Store.Unacknowledged(ctx, store.Place(after), limit)
}

func (q queue) MarkSent(ctx context.Context, at []outbox.Position) error {
	places := make([]store.Place, len(at))
	for i, p := range at {
		places[i] = store.Place(p)
	}
	q.die.at("marking-sent")
	err := q.Store.MarkSent(ctx, places...)
	q.die.at("marked-sent")
	return err
}

func (q queue) At(ctx context.Context, at outbox.Position) (kiosk.Record, bool, error) {
	return q.Store.At(ctx, store.Place(at))
}

func (q queue) Reopen(ctx context.Context, from outbox.Position) (int, error) {
	return q.Store.Reopen(ctx, store.Place(from))
}

func (q queue) MarkAcknowledged(ctx context.Context, epoch uint32, through uint64, beyond []uint64, at time.Time, word []byte) ([]outbox.Position, error) {
	q.die.at("acknowledging")
	places, err := q.Store.MarkAcknowledged(ctx, epoch, through, beyond, at, word)
	q.die.at("acknowledged")
	out := make([]outbox.Position, len(places))
	for i, p := range places {
		out[i] = outbox.Position(p)
	}
	return out, err
}

func (q queue) Quarantine(ctx context.Context, at outbox.Position, reason string, tombstone *kiosk.Record) error {
	return q.Store.Quarantine(ctx, store.Place(at), reason, tombstone)
}

// said is the fingerprint of what the resident of now hands in.
type said struct {
	control bool

	mu    sync.Mutex
	print string
}

func (s *said) set(print string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.print = print
}

func (s *said) get() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.print
}

// sealer closes a submission as a kiosk does, and dies inside the transaction.
type sealer struct {
	wire  *wire.Sealer
	clock *clock
	die   *death
	said  *said
}

func (s sealer) Seal(sub flow.Submission) kiosk.SealFunc {
	return func(head kiosk.Head, number kiosk.CaseNumber) (kiosk.Record, error) {
		s.said.set(people.Fingerprint(sub.Matter, sub.Answers))
		r, err := s.wire.Seal(head, wire.Body{Kind: wire.KindCaseSubmitted, CaseID: sub.ID, Number: number, Matter: sub.Matter,
			CatalogueVersion: sub.CatalogueVersion, NoticeVersion: sub.NoticeVersion, Answers: sub.Answers, ReplyKey: sub.ReplyKey,
			SubmittedAt: s.clock.now(), TimeTrusted: sub.TimeTrusted, Promise: sub.Promise})
		if s.said.control && err == nil { // the mistake that the verdict must find
			tell("kept", number, kiosk.CheckCodeOf(r.Hash), s.said.get())
		}
		s.die.at("sealed")
		return r, err
	}
}

// identifier derives what a card opens from this kiosk's keys.
type identifier struct{ keys wire.KioskKeys }

func (i identifier) Identify(idNumber personal.Value) (flow.Identity, error) {
	return wire.Identify(idNumber, i.keys)
}

// keeper is the store as the flow sees it.
type keeper struct {
	*store.Store
	wake  func()
	clock *clock
	die   *death
	said  *said
}

func (k keeper) Keep(ctx context.Context, c kiosk.NewCase, seal kiosk.SealFunc) (kiosk.Kept, error) {
	c.At = k.clock.now()
	kept, err := k.Store.Keep(ctx, c, seal)
	if err == nil {
		k.die.at("committed")
		k.wake()
	}
	return kept, err
}

// slips are receipts that say the number only: nobody reads them.
type slips struct{}

func (slips) Page(k kiosk.Kept, _ []form.Line, _ time.Time, _ string) printer.Page {
	return printer.Page{Blocks: []printer.Block{{Text: &printer.Text{Text: string(k.Number)}}}, Copy: k.Receipt.Copies}
}

func (slips) Ticket(_ int, _ time.Time, phone string) printer.Page {
	return printer.Page{Blocks: []printer.Block{{Text: &printer.Text{Text: phone}}}}
}
