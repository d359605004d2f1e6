package authority

import (
	"context"
	"crypto"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"math/big"
	"time"

	"station365/sync/wire"
)

// How long certificates last.
const (
	// DefaultLifetime leaves a kiosk four months between its first try to renew,
	// at two thirds, and the end.
	DefaultLifetime = 365 * 24 * time.Hour
	serverLifetime  = 365 * 24 * time.Hour
	caLifetime      = 30 * 365 * 24 * time.Hour // as long as kiosks stand; Rotate introduces the next
	backdated       = time.Hour                 // a broker's clock may be behind by this
)

// What can be wrong with a request for a certificate.
var (
	ErrRequest = errors.New("not a request for a certificate")
	ErrName    = errors.New("this name is not for kiosks")
)

// serial is 127 random bits: nobody can foresee one.
func serial() *big.Int {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // crypto/rand never returns an error
	b[0] &= 0x7f
	return new(big.Int).SetBytes(b)
}

// Issue makes a client certificate for a kiosk from its request (PKCS #10 in
// DER), of which only the key counts, by the authority that CA gives. Errors
// include ErrRequest, ErrName and ErrBanned.
func (a *Authority) Issue(ctx context.Context, kioskID string, request []byte) ([]byte, error) {
	return a.Renew(ctx, kioskID, request, nil)
}

// Renew is Issue by the authority whose certificate has this SHA-256: a kiosk
// that has been told of a new one says so.
func (a *Authority) Renew(ctx context.Context, kioskID string, request, wanted []byte) ([]byte, error) {
	if err := checkName(kioskID); err != nil {
		return nil, err
	}
	r, err := x509.ParseCertificateRequest(request)
	if err != nil || r.CheckSignature() != nil {
		return nil, ErrRequest
	}
	all, err := a.standing(ctx)
	if err != nil {
		return nil, err
	}
	by := all.wanted(wanted)
	der, t, err := a.sign(by, pkix.Name{CommonName: kioskID}, nil, x509.ExtKeyUsageClientAuth, r.PublicKey, a.opts.Lifetime)
	if err != nil {
		return nil, fmt.Errorf("issue certificate: %w", err)
	}
	// A certificate is in the book before it is out of the house: what is not in
	// the book could not be revoked.
	if err := a.enter(ctx, kioskID, t, by.number); err != nil {
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

func (a *Authority) enter(ctx context.Context, kioskID string, t *x509.Certificate, by int) error {
	_, err := a.book.ExecContext(ctx, `INSERT INTO certificates (serial, kiosk, issued, until, authority) VALUES (?, ?, ?, ?, ?)`,
		t.SerialNumber.Text(16), kioskID, a.opts.Now().UnixMilli(), t.NotAfter.UnixMilli(), by)
	if err != nil {
		return fmt.Errorf("enter certificate: %w", err)
	}
	return nil
}

func (a *Authority) sign(by root, name pkix.Name, hosts []string, use x509.ExtKeyUsage, public crypto.PublicKey, lifetime time.Duration) ([]byte, *x509.Certificate, error) {
	now := a.opts.Now()
	t := &x509.Certificate{SerialNumber: serial(), Subject: name, DNSNames: hosts,
		NotBefore: later(now.Add(-backdated), by.ca.NotBefore), NotAfter: now.Add(lifetime),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{use}, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, t, by.ca, public, by.key)
	return der, t, err
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
