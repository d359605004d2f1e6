package main

import (
	"context"
	"crypto/tls"
	"log/slog"
	"net"
	"net/url"
	"strings"

	"station365/sync/link"
	"station365/sync/trust"
	"station365/sync/wire"
)

// isSecure reports whether a broker's address is one with TLS.
func isSecure(address string) bool { return strings.HasPrefix(address, "mqtts://") }

// isHere reports whether an address is on this machine, where no wire can be
// listened to.
func isHere(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	return u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
}

// trusted opens the kiosk's half of TLS; nil for a broker on this machine.
func trusted(c config, keys wire.KioskKeys, identity wire.Identity, log *slog.Logger) (*trust.Trust, error) {
	if !isSecure(c.Centre.URL) {
		return nil, nil
	}
	return trust.Open(c.Kiosk.State, trust.Opts{Identity: identity, Sign: keys.SignKey(), Centre: c.Centre.Enrol, Logger: log})
}

// reach is how the line reaches the broker: with its certificate, or on this
// machine with its token.
func (e ends) reach(url string) link.Opts {
	o := link.Opts{URL: url, Client: e.identity.Kiosk, StateTopic: e.identity.Topics.State,
		Here: wire.StateHere, Gone: wire.StateGone, Logger: e.log}
	switch {
	case e.noLine != nil:
		o.TLS = func(context.Context) (*tls.Config, error) { return nil, e.noLine }
	case e.trust != nil:
		o.TLS = e.trust.TLS
	default:
		o.Token = e.identity.Token
	}
	return o
}

// hear takes the time from an acknowledgement: the centre signed it.
func (e ends) hear(b []byte) {
	if e.trust == nil {
		return
	}
	a, err := wire.DecodeAcknowledgement(b, e.identity)
	if err != nil {
		return // the outbox has said so
	}
	if err := e.trust.Clock().Heard(a.At); err != nil {
		e.log.Warn("keep the centre's time", "error", err)
	}
}
