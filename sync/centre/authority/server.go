package authority

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"sync"
	"time"

	"station365/sync/wire"
)

// CA is the certificate that everybody who belongs to this centre believes.
func (a *Authority) CA(ctx context.Context) (*x509.Certificate, error) {
	all, err := a.standing(ctx)
	if err != nil {
		return nil, err
	}
	return all.server().ca, nil
}

// serverCertificate is the one of this process; it is never on the disk.
type serverCertificate struct {
	mu      sync.Mutex
	current *tls.Certificate
	by      int // number of the root
	renew   time.Time
}

// Server makes a certificate with a new key for a server of this centre.
func (a *Authority) Server(ctx context.Context) (*tls.Certificate, error) {
	all, err := a.standing(ctx)
	if err != nil {
		return nil, err
	}
	return a.serverOf(all.server())
}

func (a *Authority) serverOf(by root) (*tls.Certificate, error) {
	return a.own(by, wire.CentreClient, x509.ExtKeyUsageServerAuth, []string{wire.CentreName})
}

// Client is how a worker of this centre speaks TLS to a broker outside: the name
// in its certificate is wire.CentreWorker.
func (a *Authority) Client(ctx context.Context, worker int) (*tls.Config, error) {
	all, err := a.standing(ctx)
	if err != nil {
		return nil, err
	}
	pair, err := a.own(all.server(), wire.CentreWorker(worker), x509.ExtKeyUsageClientAuth, nil)
	if err != nil {
		return nil, err
	}
	return &tls.Config{MinVersion: tls.VersionTLS13, RootCAs: all.pool(), ServerName: wire.CentreName, Time: a.opts.Now,
		Certificates: []tls.Certificate{*pair}}, nil
}

// own makes a certificate with a new key for the centre itself.
func (a *Authority) own(by root, name string, use x509.ExtKeyUsage, hosts []string) (*tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make centre's TLS key: %w", err)
	}
	der, _, err := a.sign(by, pkix.Name{CommonName: name}, hosts, use, key.Public(), serverLifetime)
	if err != nil {
		return nil, fmt.Errorf("make centre's certificate: %w", err)
	}
	// The authority's certificate goes along: who has only its hash finds it there.
	return &tls.Certificate{Certificate: [][]byte{der, by.ca.Raw}, PrivateKey: key}, nil
}

// present gives the process's server certificate: a new one when two thirds of
// its time are over, or another authority has taken the place of its own.
func (a *Authority) present(by root) (*tls.Certificate, error) {
	a.server.mu.Lock()
	defer a.server.mu.Unlock()
	now := a.opts.Now()
	if a.server.current == nil || a.server.by != by.number || now.After(a.server.renew) {
		c, err := a.serverOf(by)
		if err != nil {
			return nil, err
		}
		a.server.current, a.server.by, a.server.renew = c, by.number, now.Add(serverLifetime*2/3)
	}
	return a.server.current, nil
}

func (a *Authority) base(all believed) (*tls.Config, error) {
	shown, err := a.present(all.server())
	if err != nil {
		return nil, err
	}
	return &tls.Config{MinVersion: tls.VersionTLS13, Certificates: []tls.Certificate{*shown}, Time: a.opts.Now,
		SessionTicketsDisabled: true}, nil // every connection is checked whole
}

// afresh is a configuration that is made for each connection: authorities come
// and go while a server runs.
func (a *Authority) afresh(make func(all believed) (*tls.Config, error)) *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS13, GetConfigForClient: func(hello *tls.ClientHelloInfo) (*tls.Config, error) {
		all, err := a.standing(hello.Context())
		if err != nil {
			return nil, err
		}
		return make(all)
	}}
}

// Mutual is the configuration of a server that lets in kiosks with a certificate
// that is in force, and nobody else.
func (a *Authority) Mutual() *tls.Config {
	return a.afresh(func(all believed) (*tls.Config, error) {
		c, err := a.base(all)
		if err != nil {
			return nil, err
		}
		c.ClientAuth, c.ClientCAs = tls.RequireAndVerifyClientCert, all.pool()
		c.VerifyConnection = func(s tls.ConnectionState) error {
			return a.Admits(context.Background(), s.PeerCertificates[0])
		}
		return c, nil
	})
}

// Enrolling is the configuration of the enrolment service: whoever has no
// certificate yet is let in, and one that is shown is checked by Known.
func (a *Authority) Enrolling() *tls.Config {
	return a.afresh(func(all believed) (*tls.Config, error) {
		c, err := a.base(all)
		if err != nil {
			return nil, err
		}
		c.ClientAuth, c.NextProtos = tls.RequestClientCert, []string{"http/1.1"}
		return c, nil
	})
}

// Known checks a certificate that was shown to the enrolment service: it is from
// here and not revoked. It may have ended by itself: a kiosk that was off for
// long must come back without anybody going there. The handshake has proven that
// the other side has its key.
func (a *Authority) Known(ctx context.Context, c *x509.Certificate) error {
	all, err := a.standing(ctx)
	if err != nil {
		return err
	}
	_, err = c.Verify(x509.VerifyOptions{Roots: all.pool(), CurrentTime: c.NotAfter, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}})
	if err != nil {
		return fmt.Errorf("%w: %w", ErrUnknown, err)
	}
	return a.Admits(ctx, c)
}
