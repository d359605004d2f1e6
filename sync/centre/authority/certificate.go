package authority

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"math/big"
	"net"
	"sync"
	"time"

	"station365/sync/wire"
)

// How long certificates last.
const (
	// DefaultLifetime leaves a kiosk four months between its first try to renew,
	// at two thirds, and the end.
	DefaultLifetime = 365 * 24 * time.Hour
	serverLifetime  = 365 * 24 * time.Hour
	caLifetime      = 30 * 365 * 24 * time.Hour // as long as kiosks stand; a new one means enrolling all anew
	backdated       = time.Hour                 // a broker's clock may be behind by this
)

// What can be wrong with a request for a certificate.
var (
	ErrRequest = errors.New("not a request for a certificate")
	ErrName    = errors.New("this name is not for kiosks")
)

// selfSigned makes the authority's own certificate.
func selfSigned(key crypto.Signer, now time.Time) ([]byte, error) {
	t := &x509.Certificate{SerialNumber: serial(), Subject: pkix.Name{CommonName: "station365 centre's authority"},
		NotBefore: now.Add(-backdated), NotAfter: now.Add(caLifetime), IsCA: true, BasicConstraintsValid: true, MaxPathLenZero: true,
		KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign}
	der, err := x509.CreateCertificate(rand.Reader, t, t, key.Public(), key)
	if err != nil {
		return nil, fmt.Errorf("make authority's certificate: %w", err)
	}
	return der, nil
}

// serial is 127 random bits: nobody can foresee one.
func serial() *big.Int {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // crypto/rand never returns an error
	b[0] &= 0x7f
	return new(big.Int).SetBytes(b)
}

// Issue makes a client certificate for a kiosk from its request (PKCS #10 in
// DER), of which only the key counts. Errors include ErrRequest, ErrName and
// ErrBanned.
func (a *Authority) Issue(ctx context.Context, kioskID string, request []byte) ([]byte, error) {
	if err := checkName(kioskID); err != nil {
		return nil, err
	}
	r, err := x509.ParseCertificateRequest(request)
	if err != nil || r.CheckSignature() != nil {
		return nil, ErrRequest
	}
	der, t, err := a.sign(pkix.Name{CommonName: kioskID}, nil, x509.ExtKeyUsageClientAuth, r.PublicKey, a.opts.Lifetime)
	if err != nil {
		return nil, fmt.Errorf("issue certificate: %w", err)
	}
	// A certificate is in the book before it is out of the house: what is not in
	// the book could not be revoked.
	if err := a.enter(ctx, kioskID, t); err != nil {
		return nil, err
	}
	return der, nil
}

// checkName refuses what stands for others in topics and certificates.
func checkName(kioskID string) error {
	if !wire.ValidName(kioskID) || wire.IsCentre(kioskID) || kioskID == wire.Everybody {
		return fmt.Errorf("%q: %w", kioskID, ErrName)
	}
	return nil
}

func (a *Authority) enter(ctx context.Context, kioskID string, t *x509.Certificate) error {
	_, err := a.book.ExecContext(ctx, `INSERT INTO certificates (serial, kiosk, issued, until) VALUES (?, ?, ?, ?)`,
		t.SerialNumber.Text(16), kioskID, a.opts.Now().UnixMilli(), t.NotAfter.UnixMilli())
	if err != nil {
		return fmt.Errorf("enter certificate: %w", err)
	}
	return nil
}

func (a *Authority) sign(name pkix.Name, hosts []string, use x509.ExtKeyUsage, public crypto.PublicKey, lifetime time.Duration) ([]byte, *x509.Certificate, error) {
	now := a.opts.Now()
	t := &x509.Certificate{SerialNumber: serial(), Subject: name, DNSNames: hosts,
		NotBefore: later(now.Add(-backdated), a.ca.NotBefore), NotAfter: now.Add(lifetime),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{use}, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, t, a.ca, public, a.key)
	return der, t, err
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// serverCertificate is the one of this process; it is never on the disk.
type serverCertificate struct {
	mu      sync.Mutex
	current *tls.Certificate
	renew   time.Time
}

// Server makes a certificate with a new key for a server of this centre.
func (a *Authority) Server() (*tls.Certificate, error) {
	return a.own(wire.CentreClient, x509.ExtKeyUsageServerAuth, []string{wire.CentreName})
}

// Client is how a worker of this centre speaks TLS to a broker outside: the name
// in its certificate is wire.CentreWorker.
func (a *Authority) Client(worker int) (*tls.Config, error) {
	pair, err := a.own(wire.CentreWorker(worker), x509.ExtKeyUsageClientAuth, nil)
	if err != nil {
		return nil, err
	}
	roots := x509.NewCertPool()
	roots.AddCert(a.ca)
	return &tls.Config{MinVersion: tls.VersionTLS13, RootCAs: roots, ServerName: wire.CentreName, Time: a.opts.Now,
		Certificates: []tls.Certificate{*pair}}, nil
}

// own makes a certificate with a new key for the centre itself.
func (a *Authority) own(name string, use x509.ExtKeyUsage, hosts []string) (*tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make centre's TLS key: %w", err)
	}
	der, _, err := a.sign(pkix.Name{CommonName: name}, hosts, use, key.Public(), serverLifetime)
	if err != nil {
		return nil, fmt.Errorf("make centre's certificate: %w", err)
	}
	// The authority's certificate goes along: who has only its hash finds it there.
	return &tls.Certificate{Certificate: [][]byte{der, a.ca.Raw}, PrivateKey: key}, nil
}

// present gives the process's server certificate, a new one when two thirds of
// its time are over.
func (a *Authority) present(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	a.server.mu.Lock()
	defer a.server.mu.Unlock()
	now := a.opts.Now()
	if a.server.current == nil || now.After(a.server.renew) {
		c, err := a.Server()
		if err != nil {
			return nil, err
		}
		a.server.current, a.server.renew = c, now.Add(serverLifetime*2/3)
	}
	return a.server.current, nil
}

func (a *Authority) base() *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS13, GetCertificate: a.present, Time: a.opts.Now,
		SessionTicketsDisabled: true} // every connection is checked whole
}

// Mutual is the configuration of a server that lets in kiosks with a certificate
// that is in force, and nobody else.
func (a *Authority) Mutual() *tls.Config {
	c := a.base()
	c.ClientAuth, c.ClientCAs = tls.RequireAndVerifyClientCert, x509.NewCertPool()
	c.ClientCAs.AddCert(a.ca)
	c.VerifyConnection = func(s tls.ConnectionState) error {
		return a.Admits(context.Background(), s.PeerCertificates[0])
	}
	return c
}

// Enrolling is the configuration of the enrolment service: whoever has no
// certificate yet is let in, and one that is shown is checked by Known.
func (a *Authority) Enrolling() *tls.Config {
	c := a.base()
	c.ClientAuth, c.NextProtos = tls.RequestClientCert, []string{"http/1.1"}
	return c
}

// Known checks a certificate that was shown to the enrolment service: it is from
// here and not revoked. It may have ended by itself: a kiosk that was off for
// long must come back without anybody going there. The handshake has proven that
// the other side has its key.
func (a *Authority) Known(ctx context.Context, c *x509.Certificate) error {
	roots := x509.NewCertPool()
	roots.AddCert(a.ca)
	_, err := c.Verify(x509.VerifyOptions{Roots: roots, CurrentTime: c.NotAfter, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}})
	if err != nil {
		return fmt.Errorf("check certificate: %w", err)
	}
	return a.Admits(ctx, c)
}

// handshakeTime is what a TLS handshake and the first packet may take.
const handshakeTime = 10 * time.Second

// Listen wraps a listener with a configuration. Whoever connects and says
// nothing is cut after handshakeTime; a server sets its own deadlines later.
func Listen(l net.Listener, c *tls.Config) net.Listener { return patient{l, c} }

type patient struct {
	net.Listener
	config *tls.Config
}

// Accept does no handshake: the server's own goroutine does, at its first read.
func (p patient) Accept() (net.Conn, error) {
	c, err := p.Listener.Accept()
	if err != nil {
		return nil, err
	}
	if err := c.SetDeadline(time.Now().Add(handshakeTime)); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return tls.Server(c, p.config), nil
}
