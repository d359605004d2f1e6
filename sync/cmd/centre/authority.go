package main

import (
	"context"
	"fmt"
	"time"

	"station365/sync/centre"
	"station365/sync/centre/authority"
)

const day = 24 * time.Hour

// authority is the certificate authority: what is in force, the next one, and the
// end of an overlap.
func (p program) authority(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("authority status, rotate or end: %w", errUsage)
	}
	f := newFlags("authority " + args[0])
	switch args[0] {
	case "status":
		return p.onAuthority(f, args, func(a *authority.Authority) error { return p.standing(ctx, a) })
	case "rotate":
		overlap := f.Int("overlap", int(authority.DefaultOverlap/day), "days for which both are believed")
		lead := f.Int("lead", int(authority.DefaultLead/day), "days until kiosks are certified by it")
		return p.onAuthority(f, args, func(a *authority.Authority) error {
			if err := a.Rotate(ctx, time.Duration(*overlap)*day, time.Duration(*lead)*day); err != nil {
				return err
			}
			p.say("for a mosquitto: call centre mosquitto again and start it again within the lead, and again at the end")
			return p.standing(ctx, a)
		})
	case "end":
		return p.onAuthority(f, args, func(a *authority.Authority) error {
			if err := a.End(ctx); err != nil {
				return err
			}
			p.say("for a mosquitto: call centre mosquitto again and start it again now")
			return p.standing(ctx, a)
		})
	}
	return fmt.Errorf("authority %q: %w", args[0], errUsage)
}

func (p program) onAuthority(f flags, args []string, do func(a *authority.Authority) error) error {
	if _, err := f.parse(args[1:], 0); err != nil {
		return err
	}
	return p.with(*f.dir, func(c *centre.Centre) error { return do(c.Authority()) })
}

func (p program) standing(ctx context.Context, a *authority.Authority) error {
	all, err := a.Status(ctx)
	if err != nil {
		return err
	}
	for _, s := range all {
		role := "believed"
		if s.Serves {
			role = "believed, and shown by the centre"
		}
		p.say("authority %d  good until %s  %s", s.Number, s.CA.NotAfter.Local().Format(time.DateOnly), role)
		if s.Signs.After(time.Now()) {
			p.say("  certifies kiosks from %s on", s.Signs.Local().Format(time.DateTime))
		}
		p.say("  %d kiosks have their certificate from it", s.Kiosks)
		if s.Until.IsZero() {
			continue
		}
		p.say("  ends %s; a kiosk that has not come over by then must be enrolled again", s.Until.Local().Format(time.DateTime))
		for _, id := range s.Waiting {
			p.say("    not come over yet: %s", id)
		}
	}
	return nil
}
