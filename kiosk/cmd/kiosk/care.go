package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"station365/kiosk/store"
)

// nightFrom is the hour from which on the night's chores are done: nobody stands
// at the glass, and the copy holds the whole day before.
const nightFrom = 3

// chore is something that has to be done again and again.
type chore struct {
	name  string
	timed bool // it goes by the clock: not done while nobody vouches for that
	do    func(context.Context) error
}

// care does what keeps a kiosk well: here and nowhere else is written down when.
type care struct {
	atStart []chore
	hourly  []chore
	nightly []chore // once a day, at night or as soon as the machine runs
	clock   *clock
	broken  func(error) // the program cannot go on as it is
	log     *slog.Logger
}

// run works until ctx ends.
func (c *care) run(ctx context.Context) {
	c.all(ctx, c.atStart)
	c.all(ctx, c.hourly)
	hour := time.NewTicker(time.Hour)
	defer hour.Stop()
	last := c.night(ctx, "")
	for {
		select {
		case <-ctx.Done():
			return
		case <-hour.C:
			c.all(ctx, c.hourly)
			last = c.night(ctx, last)
		}
	}
}

// night does the nightly chores if last, the day on which they were done, is over.
func (c *care) night(ctx context.Context, last string) string {
	now := c.clock.machine()
	today := now.Format(time.DateOnly)
	if now.Hour() < nightFrom || today == last {
		return last
	}
	c.all(ctx, c.nightly)
	return today
}

func (c *care) all(ctx context.Context, chores []chore) {
	for _, ch := range chores {
		if ctx.Err() != nil || ch.timed && !c.clock.Trusted() {
			continue
		}
		err := ch.do(ctx)
		if err == nil || ctx.Err() != nil {
			continue
		}
		c.log.Error("a chore was not done", "chore", ch.name, "error", err)
		if errors.Is(err, store.ErrDamaged) {
			c.broken(err) // the next start reads the database out into a new one
		}
	}
}

// careFor are this kiosk's chores.
func (a *appliance) careFor(clock *clock, broken func(error)) *care {
	limits, s := a.config.Limits, a.store
	check := func(full bool) func(context.Context) error {
		return func(ctx context.Context) error { return s.Check(ctx, full) }
	}
	return &care{clock: clock, broken: broken, log: a.log,
		atStart: []chore{{name: "quick check", do: check(false)}},
		hourly:  []chore{{name: "purge", timed: true, do: func(ctx context.Context) error { return s.Purge(ctx, limits.retention()) }}},
		nightly: []chore{
			{name: "full check", do: check(true)},
			{name: "copy", do: func(ctx context.Context) error { return s.Copy(ctx, limits.Copies) }},
			{name: "head of the audit log", do: a.sealAudit},
			{name: "shorten the audit log", timed: true, do: func(context.Context) error {
				if a.audit == nil {
					return nil
				}
				a.audit.Shorten(clock.machine().AddDate(0, 0, -limits.Audit))
				return nil
			}},
		}}
}
