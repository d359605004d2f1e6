package main

import (
	"context"
	"fmt"
	"time"

	"station365/sync/centre"
	"station365/sync/centre/authority"
	"station365/sync/wire"
)

// enrol answers a request from a file, or issues a code.
func (p program) enrol(ctx context.Context, args []string) error {
	f := newFlags("enrol")
	code := f.Bool("code", false, "issue a code")
	qr := f.Bool("qr", false, "draw the code, too")
	out := f.String("out", "", "where the identity is written")
	var n authority.Names
	f.StringVar(&n.Kiosk, "kiosk", "", "kiosk id")
	f.StringVar(&n.Community, "community", "", "community")
	f.StringVar(&n.Prefix, "prefix", "", "prefix of case numbers")
	words, err := f.parse(args, anyWords)
	switch {
	case err != nil:
		return err
	case *code && (len(words) > 0 || *out != ""):
		return fmt.Errorf("enrol: --code needs neither a request nor --out: %w", errUsage)
	case *code:
		return p.issueCode(ctx, *f.dir, n, *qr)
	case len(words) != 1 || *out == "":
		return fmt.Errorf("enrol: one request and --out are needed, or --code: %w", errUsage)
	}
	return p.answerRequest(ctx, *f.dir, words[0], *out, n)
}

func (p program) issueCode(ctx context.Context, dir string, n authority.Names, qr bool) error {
	return p.with(dir, func(c *centre.Centre) error {
		code, until, err := c.Authority().NewCode(ctx, n)
		if err != nil {
			return err
		}
		p.say("%s", code.Reveal())
		p.say("good once, until %s: kiosk enrol --state DIR --centre HOST:PORT --code %s", until.Local().Format(time.TimeOnly), code.Reveal())
		if !qr {
			return nil
		}
		drawn, err := scannable(code.Reveal())
		p.say("%s", drawn)
		return err
	})
}

func (p program) answerRequest(ctx context.Context, dir, request, out string, n authority.Names) error {
	r, err := wire.ReadRequest(request)
	if err != nil {
		return err
	}
	n.Into(&r)
	return p.with(dir, func(c *centre.Centre) error {
		identity, err := c.Enrol(ctx, r)
		if err != nil {
			return err
		}
		if err := wire.WriteFile(out, identity); err != nil {
			return err
		}
		p.say("kiosk %s of %s, case numbers %s-…: identity in %s", identity.Kiosk, identity.Community, identity.Prefix, out)
		return nil
	})
}

func (p program) revoke(ctx context.Context, args []string) error {
	f := newFlags("revoke")
	reason := f.String("reason", "", "why, for the authority's book")
	words, err := f.parse(args, 1)
	if err != nil {
		return err
	}
	return p.with(*f.dir, func(c *centre.Centre) error {
		if err := c.Revoke(ctx, words[0], *reason); err != nil {
			return err
		}
		p.say("%s is kept out from now on; a running centre drops it within a second", words[0])
		p.say("for a mosquitto: call centre mosquitto again and send it SIGHUP")
		return nil
	})
}

// defaultPort is where MQTT with TLS usually is (IANA).
const defaultPort = 8883

func (p program) mosquitto(ctx context.Context, args []string) error {
	f := newFlags("mosquitto")
	out := f.String("out", "", "folder for mosquitto")
	port := f.Int("port", defaultPort, "where mosquitto listens")
	if _, err := f.parse(args, 0); err != nil {
		return err
	}
	if *out == "" || *port < 1 || *port > 65535 {
		return fmt.Errorf("mosquitto: --out FOLDER and --port 1 to 65535: %w", errUsage)
	}
	return p.with(*f.dir, func(c *centre.Centre) error {
		if err := c.Authority().Mosquitto(ctx, *out, *port); err != nil {
			return err
		}
		p.say("written to %s; start it with: mosquitto -c %s/%s", *out, *out, authority.ConfigFile)
		p.say("the user mosquitto runs as must be able to read the folder; SIGHUP makes it read again")
		return nil
	})
}
