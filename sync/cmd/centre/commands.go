package main

import (
	"context"
	"fmt"
	"net"
	"time"

	"station365/kiosk"
	"station365/sync/centre"
	"station365/sync/wire"
)

// defaultListen is this machine only: the first cut has no TLS.
const defaultListen = "127.0.0.1:3651"

func (p program) init(args []string) error {
	f := newFlags("init")
	if _, err := f.parse(args, 0); err != nil {
		return err
	}
	warning, err := centre.Init(*f.dir)
	if err != nil {
		return err
	}
	p.say("centre made in %s", *f.dir)
	if warning != "" {
		_, _ = fmt.Fprintln(p.errs, "warning:", warning)
	}
	return nil
}

func (p program) run(ctx context.Context, args []string) error {
	f := newFlags("run")
	address := f.String("listen", defaultListen, "host:port")
	if _, err := f.parse(args, 0); err != nil {
		return err
	}
	return p.with(*f.dir, func(c *centre.Centre) error {
		listener, err := net.Listen("tcp", *address)
		if err != nil {
			return fmt.Errorf("listen for kiosks: %w", err)
		}
		p.say("centre listens on %s; end with Ctrl-C", listener.Addr())
		return c.Serve(ctx, listener)
	})
}

func (p program) enrol(ctx context.Context, args []string) error {
	f := newFlags("enrol")
	out := f.String("out", "", "where the identity is written")
	kioskID := f.String("kiosk", "", "kiosk id")
	community := f.String("community", "", "community")
	prefix := f.String("prefix", "", "prefix of case numbers")
	words, err := f.parse(args, 1)
	if err != nil {
		return err
	}
	if *out == "" {
		return fmt.Errorf("enrol: --out is missing: %w", errUsage)
	}
	r, err := wire.ReadRequest(words[0])
	if err != nil {
		return err
	}
	for _, c := range []struct{ from, to *string }{{kioskID, &r.Kiosk}, {community, &r.Community}, {prefix, &r.Prefix}} {
		if *c.from != "" {
			*c.to = *c.from
		}
	}
	return p.with(*f.dir, func(c *centre.Centre) error {
		identity, err := c.Enrol(ctx, r)
		if err != nil {
			return err
		}
		if err := wire.WriteFile(*out, identity); err != nil {
			return err
		}
		p.say("kiosk %s of %s, case numbers %s-…: identity in %s", identity.Kiosk, identity.Community, identity.Prefix, *out)
		return nil
	})
}

func (p program) list(ctx context.Context, args []string) error {
	f := newFlags("cases list")
	if _, err := f.parse(args, 0); err != nil {
		return err
	}
	return p.with(*f.dir, func(c *centre.Centre) error {
		all, err := c.Cases(ctx)
		for _, k := range all {
			p.say("%-12s %-17s due %s  kiosk %s", k.Number, k.Status, k.DueBy.Local().Format(time.DateOnly), k.Kiosk)
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
