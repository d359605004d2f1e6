package main

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"station365/kiosk"
	"station365/kiosk/station"
	"station365/kiosk/store"
)

// countEvery is how old the counts of the welcome page may be: counting reads
// every case, and nobody waits for these numbers.
const countEvery = 5 * time.Minute

// weekly counts the week beside the visit, which must not wait for it.
type weekly struct {
	store   *store.Store
	changed func()
	log     *slog.Logger
	last    atomic.Pointer[kiosk.Week]
}

func newWeekly(s *store.Store, changed func(), log *slog.Logger) *weekly {
	w := &weekly{store: s, changed: changed, log: log}
	w.last.Store(&kiosk.Week{})
	return w
}

// Week is what was counted last.
func (w *weekly) Week() kiosk.Week { return *w.last.Load() }

// run counts until ctx ends.
func (w *weekly) run(ctx context.Context) {
	again := time.NewTicker(countEvery)
	defer again.Stop()
	for {
		w.count(ctx)
		select {
		case <-ctx.Done():
			return
		case <-again.C:
		}
	}
}

func (w *weekly) count(ctx context.Context) {
	now := time.Now()
	week, err := w.store.Week(ctx, station.WeekBegins(now), now)
	if err != nil {
		if ctx.Err() == nil {
			w.log.Warn("the week was not counted", "error", err)
		}
		return
	}
	if before := w.last.Swap(&week); *before != week {
		w.changed()
	}
}
