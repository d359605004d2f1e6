package main

import (
	"context"
	"maps"
	"slices"
	"time"

	"station365/kiosk"
	"station365/kiosk/personal"
	"station365/sync/centre"
)

// show is the one place where a case's content is printed.
func (p program) show(ctx context.Context, args []string) error {
	f := newFlags("cases show")
	reason := f.String("reason", "", "why the case is opened")
	words, err := f.parse(args, 1)
	if err != nil {
		return err
	}
	return p.with(*f.dir, func(c *centre.Centre) error {
		o, err := c.Show(ctx, kiosk.CaseNumber(words[0]), *reason)
		if err != nil {
			return err
		}
		defer o.Body.Wipe()
		p.say("%s  %s  %s  %s", o.Number, o.Body.Matter, o.Status, promised(o.DueBy))
		p.say("submitted %s at kiosk %s", o.Body.SubmittedAt.Local().Format(time.DateTime), o.Kiosk)
		p.values("answer", o.Body.Answers)
		p.values("card", o.Body.Card)
		for _, e := range o.History {
			p.say("  %d  %s  %s %s %s %s", e.Revision, e.At.Local().Format(time.DateTime), e.Status, e.Reason,
				e.Answer.Reveal(), e.Officer.Reveal())
		}
		return nil
	})
}

func (p program) values(what string, values map[string]personal.Value) {
	for _, field := range slices.Sorted(maps.Keys(values)) {
		p.say("  %s %s: %s", what, field, values[field].Reveal())
	}
}

func (p program) records(ctx context.Context, args []string) error {
	f := newFlags("records")
	if _, err := f.parse(args, 0); err != nil {
		return err
	}
	return p.with(*f.dir, func(c *centre.Centre) error {
		lines, err := c.Records(ctx)
		if err != nil {
			return err
		}
		for _, l := range lines {
			kind := "record"
			if l.Tombstone {
				kind = "tombstone"
			}
			p.say("%s %d/%d %s %s %s", l.Kiosk, l.Epoch, l.Sequence, kind, kiosk.CheckCodeOf(l.Hash), l.Received.Local().Format(time.DateTime))
		}
		alarms, err := c.Alarms(ctx)
		for _, a := range alarms {
			p.say("alarm %s %s %s %s", a.At.Local().Format(time.DateTime), a.Kiosk, a.Kind, a.Place)
		}
		if err != nil {
			return err
		}
		n, err := c.Counts(ctx)
		p.say("%d kiosks, %d records, %d tombstones, %d quarantined, %d alarms, %d cases",
			n.Kiosks, n.Records, n.Tombstones, n.Quarantined, n.Alarms, n.Cases)
		return err
	})
}
