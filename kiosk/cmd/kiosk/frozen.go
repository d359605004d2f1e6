package main

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"station365/kiosk"
	"station365/kiosk/store"
)

// lookEvery is how soon a kiosk sees that it is full, or well again: shorter than
// reading a flow card.
const lookEvery = 10 * time.Second

// frozen watches the limits beside the visit, which must not wait for the disk.
type frozen struct {
	store   *store.Store
	limits  func() kiosk.Limits // the centre may have changed them
	clock   *clock
	online  func() bool // the centre is reachable, and what is held of it is the newest
	changed func()
	note    func(event string, detail ...string)
	log     *slog.Logger

	rule  atomic.Pointer[kiosk.Rule]
	heard time.Time // when the centre was last reachable; of run
}

// Rule is why no new requests are taken; "" if they are.
func (f *frozen) Rule() kiosk.Rule {
	if r := f.rule.Load(); r != nil {
		return *r
	}
	return ""
}

// run looks until ctx ends.
func (f *frozen) run(ctx context.Context) {
	again := time.NewTicker(lookEvery)
	defer again.Stop()
	for {
		f.look(ctx)
		select {
		case <-ctx.Done():
			return
		case <-again.C:
		}
	}
}

func (f *frozen) look(ctx context.Context) {
	if err := f.store.Probe(ctx); err != nil {
		f.log.Error("the disk takes no write", "error", err)
	}
	now, err := f.store.Standing(ctx)
	if ctx.Err() != nil {
		return
	}
	if err != nil {
		f.log.Error("the limits cannot be watched", "error", err)
	}
	f.listen(ctx, &now)
	rule := f.limits().Rule(now)
	before := f.rule.Swap(&rule)
	if before == nil && rule == "" || before != nil && *before == rule {
		return
	}
	f.log.Warn("new requests", "frozen", rule, "waiting", now.Waiting, "free", now.Free, "oldest", now.Oldest)
	if rule != "" {
		f.note("frozen", "rule", string(rule))
	} else {
		f.note("thawed")
	}
	f.changed()
}

// listen fills in what clock and line know.
func (f *frozen) listen(ctx context.Context, s *kiosk.Standing) {
	newest, err := f.store.Newest(ctx)
	if err == nil {
		f.clock.notBefore(newest)
	}
	if f.heard.IsZero() {
		f.heard = newest // whatever is kept, the centre's answers among it, is not older
	}
	if !f.clock.Trusted() {
		return
	}
	s.Now = f.clock.machine()
	if f.online() {
		f.heard = s.Now
	}
	s.Catalogue = f.heard
}
