package main

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"station365/kiosk/flow"
	"station365/sync/link"
	"station365/sync/wire"
)

// callIsFresh is how long a call is told again on a new line: whoever called has
// got help or gone by then.
const callIsFresh = 10 * time.Minute

// mostDue bounds the calls that wait for a line; older ones help nobody.
const mostDue = 8

// bell carries calls for help to the centre's desk, and the words on them back.
type bell struct {
	identity wire.Identity
	sealer   *wire.Sealer
	link     *link.Link
	heard    func(flow.Event)
	log      *slog.Logger
	wake     chan struct{}

	mu   sync.Mutex
	last flow.Call
	due  []flow.Call // as they stand now, each once
}

func newBell(identity wire.Identity, sealer *wire.Sealer, heard func(flow.Event), log *slog.Logger) *bell {
	return &bell{identity: identity, sealer: sealer, heard: heard, log: log, wake: make(chan struct{}, 1)}
}

// hang joins the bell to a line, before that runs. A new line is told of the call
// that still lasts: the old one may have lost it.
func (b *bell) hang(l *link.Link) {
	b.link = l
	l.Handle(wire.CallWordTopic(b.identity.Community, b.identity.Kiosk), b.hear)
	l.Watch(func(_ context.Context, up bool) {
		if b.mu.Lock(); up && b.last.ID != "" && !b.last.Over {
			b.put(b.last)
		}
		b.mu.Unlock()
		b.ring()
	})
}

// Tell has the call sent, now or on the next line.
func (b *bell) Tell(c flow.Call) {
	b.mu.Lock()
	b.last = c
	b.put(c)
	b.mu.Unlock()
	b.ring()
}

// put has c go out in the place of what was to be said of it before.
func (b *bell) put(c flow.Call) {
	b.due = slices.DeleteFunc(b.due, func(d flow.Call) bool { return d.ID == c.ID })
	b.due = append(b.due, c)
	b.due = b.due[max(0, len(b.due)-mostDue):]
}

func (b *bell) ring() {
	select {
	case b.wake <- struct{}{}:
	default:
	}
}

// run sends until ctx ends.
func (b *bell) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-b.wake:
			for b.sendNext(ctx) {
			}
		}
	}
}

// sendNext sends the oldest call that is due; false if there is none, or no way.
func (b *bell) sendNext(ctx context.Context) bool {
	b.mu.Lock()
	b.due = slices.DeleteFunc(b.due, func(d flow.Call) bool { return time.Since(d.At) > callIsFresh })
	if len(b.due) == 0 || !b.link.Connected() {
		b.mu.Unlock()
		return false
	}
	c := b.due[0]
	b.mu.Unlock()
	m, err := b.sealer.Call(wire.Call{ID: c.ID, Number: c.Number, Officer: c.Officer, Step: string(c.Step), Over: c.Over, At: c.At})
	if err == nil {
		err = b.link.Publish(ctx, wire.CallTopic(b.identity.Community, b.identity.Kiosk), m)
	}
	if err != nil {
		if ctx.Err() == nil {
			b.log.Warn("a call for help did not go out", "error", err) // no word comes, and the page says so
		}
		return false
	}
	b.mu.Lock()
	b.due = slices.DeleteFunc(b.due, func(d flow.Call) bool { return d == c })
	b.mu.Unlock()
	return true
}

// hear passes a word of the centre on to the visit. The broker's answer to a call
// is no word.
func (b *bell) hear(_ context.Context, payload []byte) {
	w, err := wire.DecodeCallWord(payload, b.identity)
	if err != nil {
		b.log.Warn("word on a call for help", "error", err)
		return
	}
	word := flow.CallAtDesk
	if w.Word == wire.Coming {
		word = flow.CallComing
	}
	b.heard(flow.Heard(w.ID, word, w.Officer, w.At))
}
