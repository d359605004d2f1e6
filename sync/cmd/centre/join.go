package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net/url"
	"os"

	"station365/sync/centre"
	"station365/sync/wire"
)

// outside are the flags of a broker in a process of its own.
func (f flags) outside() (at *centre.Outside, ca *string) {
	at = &centre.Outside{}
	f.StringVar(&at.URL, "broker", "", "mqtts://host:port of a broker outside")
	f.StringVar(&at.Community, "community", "", "whose kiosks are heard there")
	f.IntVar(&at.Worker, "worker", 1, "which worker this is")
	f.IntVar(&at.Workers, "workers", 1, "how many workers there are")
	return at, f.String("broker-ca", "", "file of the certificates, in PEM, that the broker is believed by")
}

// believed reads the certificates that a broker outside is believed by.
func believed(file string) ([]byte, error) {
	if file == "" {
		return nil, nil
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("run: read --broker-ca: %w", err)
	}
	return b, nil
}

// join serves kiosks at a broker outside. Codes and renewals are the first
// worker's, unless another one is told where to listen for them.
func (p program) join(ctx context.Context, f flags, at centre.Outside, enrol string) error {
	said := map[string]bool{}
	f.Visit(func(x *flag.Flag) { said[x.Name] = true })
	if said["listen"] || said["plain"] {
		return fmt.Errorf("run: --broker goes with neither --listen nor --plain: kiosks come to the broker: %w", errUsage)
	}
	if err := brokerURL(at.URL); err != nil {
		return err
	}
	if at.Worker < 1 || at.Worker > at.Workers || at.Workers > wire.MostWorkers {
		return fmt.Errorf("run: %w: %w", centre.ErrWorker, errUsage)
	}
	if at.Worker > 1 && !said["enrol"] {
		enrol = ""
	}
	return p.with(*f.dir, func(c *centre.Centre) error {
		var open lines
		enrols := open.listen(enrol)
		if open.err != nil {
			return errors.Join(fmt.Errorf("listen for kiosks that enrol: %w", open.err), open.close())
		}
		if enrols != nil {
			p.say("centre enrols on %s", enrols.Addr())
		}
		p.say("centre works at %s, worker %d of %d; end with Ctrl-C", at.URL, at.Worker, at.Workers)
		return serve(ctx, c, enrols, func(ctx context.Context) error { return c.Join(ctx, at) })
	})
}

// brokerURL refuses what is no broker, and to speak without TLS over a network.
func brokerURL(text string) error {
	u, err := url.Parse(text)
	if err != nil || u.Port() == "" || u.User != nil || u.Path != "" {
		return fmt.Errorf("run: --broker is mqtts://host:port: %w", errUsage)
	}
	switch u.Scheme {
	case "mqtts":
		return nil
	case "mqtt":
		return loopbackOnly(u.Host)
	}
	return fmt.Errorf("run: --broker is mqtts://host:port, or mqtt://127.0.0.1:port on this machine: %w", errUsage)
}
