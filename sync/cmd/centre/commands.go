package main

import (
	"context"
	"fmt"
	"time"

	"station365/kiosk"
	"station365/sync/centre"
)

func (p program) init(args []string) error {
	f := newFlags("init")
	store := f.String("store", "", "postgres://user@host:port/database")
	if _, err := f.parse(args, 0); err != nil {
		return err
	}
	warning, err := centre.InitOn(*f.dir, *store)
	if err != nil {
		return err
	}
	p.say("centre made in %s", *f.dir)
	if warning != "" {
		_, _ = fmt.Fprintln(p.errs, "warning:", warning)
	}
	return nil
}

func (p program) list(ctx context.Context, args []string) error {
	f := newFlags("cases list")
	if _, err := f.parse(args, 0); err != nil {
		return err
	}
	return p.with(*f.dir, func(c *centre.Centre) error {
		all, err := c.Cases(ctx)
		for _, k := range all {
			p.say("%-12s %-17s %-19s  kiosk %s", k.Number, k.Status, promised(k.DueBy), k.Kiosk)
		}
		p.say("%d cases", len(all))
		return err
	})
}

func (p program) move(ctx context.Context, args []string) error {
	f := newFlags("cases move")
	reason := f.String("reason", "", "reason code")
	answer := f.String("answer", "", "words for the resident")
	officer := f.String("officer", "", "who says so")
	words, err := f.parse(args, 2)
	if err != nil {
		return err
	}
	return p.with(*f.dir, func(c *centre.Centre) error {
		m := centre.Move{Number: kiosk.CaseNumber(words[0]), Status: kiosk.Status(words[1]), Reason: *reason,
			Answer: *answer, Officer: *officer}
		if err := c.Move(ctx, m); err != nil {
			return err
		}
		p.say("%s is %s", m.Number, m.Status)
		return nil
	})
}

// promised says a promised day, which not every case has.
func promised(day time.Time) string {
	if day.IsZero() {
		return "no day promised"
	}
	return "due " + day.Local().Format(time.DateOnly)
}
