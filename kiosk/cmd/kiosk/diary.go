package main

import (
	"context"
	"log/slog"
	"path/filepath"
	"sync/atomic"
	"time"

	"station365/kiosk"
	"station365/kiosk/flow"
	"station365/kiosk/station"
	"station365/kiosk/store"
)

// diaryEvery is how soon the line, the queue and the paper are seen to have changed:
// four times in a minute, which is what time without the centre is told in.
const diaryEvery = 15 * time.Second

// daybook keeps how the kiosk's own day goes, beside the visit, which must not wait
// for it.
type daybook struct {
	store   *store.Store
	online  func() bool
	slips   func() int // receipts that the roll still has, 0 = not known
	clock   *clock
	kept    dayFile // over restarts: a machine that was begun anew has not been well all day
	changed func()
	log     *slog.Logger

	last atomic.Pointer[flow.Health]
	day  time.Time // of away; zero: nobody has said yet which day it is
	away time.Duration
}

// daybook is this kiosk's own.
func (a *appliance) daybook(online func() bool, changed func()) *daybook {
	return &daybook{store: a.store, online: online, slips: slipsOf(a.printer, a.config.Printer.Width), clock: a.clock,
		kept: dayFile(filepath.Join(a.config.Kiosk.State, "centre-away")), changed: changed, log: a.log}
}

// Health is what was reckoned last.
func (d *daybook) Health() flow.Health {
	if h := d.last.Load(); h != nil {
		return *h
	}
	return flow.Health{}
}

// run writes until ctx ends.
func (d *daybook) run(ctx context.Context) {
	d.write(ctx, 0)
	again := time.NewTicker(diaryEvery)
	defer again.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-again.C:
			d.write(ctx, diaryEvery)
		}
	}
}

// write adds passed to the time without the centre, if that is away, whatever the
// clock has made of it meanwhile.
func (d *daybook) write(ctx context.Context, passed time.Duration) {
	d.turn()
	if !d.online() && passed > 0 {
		d.add(passed)
	}
	now := flow.Health{Away: d.away.Truncate(time.Minute), Slips: d.slips()}
	by, err := d.store.Deliveries(ctx)
	switch {
	case ctx.Err() != nil:
		return
	case err != nil:
		d.log.Warn("what waits for the centre was not counted", "error", err)
	default:
		now.Waiting = by[kiosk.Queued] + by[kiosk.Sent]
		now.Arrived = now.Waiting+by[kiosk.Quarantined] == 0
	}
	if before := d.last.Swap(&now); before == nil || *before != now {
		d.changed()
	}
}

// turn begins a new page at midnight. A clock that nobody vouches for turns none.
func (d *daybook) turn() {
	if !d.clock.Trusted() {
		return
	}
	today := station.Day(d.clock.machine())
	switch {
	case d.day.Equal(today):
	case d.day.IsZero():
		away, err := d.kept.read(today)
		if err != nil {
			d.log.Warn("how long the centre was away before the start is not known", "error", err)
		}
		d.away += away
	default:
		d.away = 0
	}
	d.day = today
}

// add keeps every whole minute.
func (d *daybook) add(passed time.Duration) {
	before := d.away
	d.away += passed
	if d.day.IsZero() || d.away.Truncate(time.Minute) == before.Truncate(time.Minute) {
		return
	}
	if err := d.kept.write(d.day, d.away); err != nil {
		d.log.Warn("how long the centre was away is not kept", "error", err)
	}
}
