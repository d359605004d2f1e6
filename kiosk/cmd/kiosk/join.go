package main

import (
	"context"
	"strings"
	"time"

	"station365/kiosk"
	"station365/kiosk/flow"
	"station365/kiosk/personal"
	"station365/kiosk/store"
	"station365/sync/outbox"
	"station365/sync/wire"
)

// queue lets the outbox work the store: two rooms that do not know each other.
type queue struct{ *store.Store }

func (q queue) Unacknowledged(ctx context.Context, after outbox.Position, limit int) ([]kiosk.Record, error) {
	return q.Store.Unacknowledged(ctx, store.Place(after), limit)
}

func (q queue) MarkSent(ctx context.Context, at []outbox.Position) error {
	places := make([]store.Place, len(at))
	for i, p := range at {
		places[i] = store.Place(p)
	}
	return q.Store.MarkSent(ctx, places...)
}

func (q queue) At(ctx context.Context, at outbox.Position) (kiosk.Record, bool, error) {
	return q.Store.At(ctx, store.Place(at))
}

func (q queue) Reopen(ctx context.Context, from outbox.Position) (int, error) {
	return q.Store.Reopen(ctx, store.Place(from))
}

func (q queue) MarkAcknowledged(ctx context.Context, epoch uint32, through uint64, beyond []uint64, at time.Time, word []byte) ([]outbox.Position, error) {
	places, err := q.Store.MarkAcknowledged(ctx, epoch, through, beyond, at, word)
	out := make([]outbox.Position, len(places))
	for i, p := range places {
		out[i] = outbox.Position(p)
	}
	return out, err
}

func (q queue) Quarantine(ctx context.Context, at outbox.Position, reason string, tombstone *kiosk.Record) error {
	return q.Store.Quarantine(ctx, store.Place(at), reason, tombstone)
}

func (q queue) Fork(ctx context.Context, at outbox.Position, hash []byte) (begun, left bool, err error) {
	return q.Store.Fork(ctx, store.Place(at), hash)
}

// sealer closes a flow's submission into the wire's body.
type sealer struct{ wire *wire.Sealer }

func (s sealer) Seal(sub flow.Submission) kiosk.SealFunc {
	return func(head kiosk.Head, number kiosk.CaseNumber) (kiosk.Record, error) {
		return s.wire.Seal(head, wire.Body{Kind: wire.KindCaseSubmitted, CaseID: sub.ID, Number: number, Matter: sub.Matter,
			CatalogueVersion: sub.CatalogueVersion, NoticeVersion: sub.NoticeVersion, Answers: sub.Answers, Card: marks(sub.Checks), ReplyKey: sub.ReplyKey,
			SubmittedAt: sub.At, TimeTrusted: sub.TimeTrusted, Promise: sub.Promise})
	}
}

// marks is what the case desk is told of the card itself: what a person must look
// at, as keys.
func marks(checks []string) map[string]personal.Value {
	if len(checks) == 0 {
		return nil
	}
	return map[string]personal.Value{"checks": personal.New(strings.Join(checks, ","))}
}

// identifier derives what a card opens from this kiosk's keys.
type identifier struct{ keys wire.KioskKeys }

func (i identifier) Identify(idNumber personal.Value) (flow.Identity, error) {
	return wire.Identify(idNumber, i.keys)
}

// keeper is the store as the flow sees it: whatever is kept wakes the outbox.
type keeper struct {
	*store.Store
	wake func()
}

func (k keeper) Keep(ctx context.Context, c kiosk.NewCase, seal kiosk.SealFunc) (kiosk.Kept, error) {
	kept, err := k.Store.Keep(ctx, c, seal)
	if err == nil {
		k.wake()
	}
	return kept, err
}
