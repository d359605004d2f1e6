package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"

	"station365/sync/centre"
)

// Where a centre listens unless it is told: this machine only.
const (
	defaultListen = "127.0.0.1:3651"
	defaultEnrol  = "127.0.0.1:3652"
)

func (p program) run(ctx context.Context, args []string) error {
	f := newFlags("run")
	secure := f.String("listen", defaultListen, "host:port of the line with TLS")
	enrol := f.String("enrol", defaultEnrol, "host:port of the enrolment service")
	plain := f.String("plain", "", "loopback:port of a line without TLS")
	at, ca := f.outside()
	if _, err := f.parse(args, 0); err != nil {
		return err
	}
	var err error
	if at.CA, err = believed(*ca); err != nil {
		return err
	}
	if at.URL != "" {
		return p.join(ctx, f, *at, *enrol)
	}
	if *ca != "" {
		return fmt.Errorf("run: --broker-ca goes with --broker: %w", errUsage)
	}
	if *secure == "" && *plain == "" {
		return fmt.Errorf("run: neither --listen nor --plain: %w", errUsage)
	}
	if err := loopbackOnly(*plain); err != nil {
		return err
	}
	return p.with(*f.dir, func(c *centre.Centre) error {
		var open lines
		kiosks := open.listen(*secure)
		enrols := open.listen(*enrol)
		demo := open.listen(*plain)
		if open.err != nil {
			return errors.Join(fmt.Errorf("listen for kiosks: %w", open.err), open.close())
		}
		var served []net.Listener
		if enrols != nil {
			p.say("centre enrols on %s", enrols.Addr())
		}
		if demo != nil {
			p.say("centre listens without TLS on %s, for this machine only", demo.Addr())
			served = append(served, demo)
		}
		if kiosks != nil {
			p.say("centre listens on %s; end with Ctrl-C", kiosks.Addr())
			served = append(served, c.Secure(kiosks))
		}
		return serve(ctx, c, enrols, func(ctx context.Context) error { return c.Serve(ctx, served...) })
	})
}

// serve runs a broker's work and the enrolment service until ctx ends or one of
// them fails.
func serve(ctx context.Context, c *centre.Centre, enrols net.Listener, work func(ctx context.Context) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var service sync.WaitGroup
	var failed error
	if enrols != nil {
		service.Go(func() {
			failed = c.ServeEnrolment(ctx, enrols)
			cancel()
		})
	}
	err := work(ctx)
	cancel()
	service.Wait()
	return errors.Join(err, failed)
}

// lines are listeners that are opened together or not at all.
type lines struct {
	all []net.Listener
	err error
}

func (l *lines) listen(address string) net.Listener {
	if address == "" || l.err != nil {
		return nil
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		l.err = err
		return nil
	}
	l.all = append(l.all, listener)
	return listener
}

func (l *lines) close() error {
	var errs []error
	for _, one := range l.all {
		errs = append(errs, one.Close())
	}
	return errors.Join(errs...)
}

// loopbackOnly refuses to speak without TLS over a network.
func loopbackOnly(address string) error {
	if address == "" {
		return nil
	}
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("run: %s: %w: %w", address, err, errUsage)
	}
	if ip := net.ParseIP(host); host == "localhost" || ip != nil && ip.IsLoopback() {
		return nil
	}
	return fmt.Errorf("run: %s is not this machine only, such as 127.0.0.1:3650: without TLS anybody in between could read and write: %w", address, errUsage)
}
