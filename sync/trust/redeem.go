package trust

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"time"

	"station365/sync/wire"
)

// Redeem asks the enrolment service at address ("host:port") to enrol a kiosk
// with a code. Nothing is sent before the server has shown the authority that
// the code names; the secret itself is never sent. What comes back proves to
// know the code. Errors include ErrOtherCentre and *RefusedError.
func Redeem(ctx context.Context, address string, code wire.Code, r wire.Request) (wire.Welcome, error) {
	ctx, cancel := context.WithTimeout(ctx, serviceTime)
	defer cancel()
	var authority *x509.Certificate
	v, err := call(ctx, address, &tls.Config{}, func(shown []*x509.Certificate) (err error) {
		authority, err = named(code, shown)
		return err
	})
	if err != nil {
		return wire.Welcome{}, err
	}
	defer v.close()
	exporter, err := v.exporter()
	if err != nil {
		return wire.Welcome{}, err
	}
	key := code.Key(authority.RawSubjectPublicKeyInfo)
	defer clear(key)
	question, err := wire.NewRedemption(code, key, exporter, r)
	if err != nil {
		return wire.Welcome{}, err
	}
	var answer wire.Redeemed
	if err := v.ask(ctx, wire.PathEnrol, question, &answer); err != nil {
		return wire.Welcome{}, err
	}
	w, err := answer.Open(key, exporter)
	if err != nil {
		return wire.Welcome{}, fmt.Errorf("%w: %w", ErrOtherCentre, err)
	}
	return w, agreed(w, v.server, authority)
}

// Settle keeps what a redeemed code gave in the kiosk's directory; address is
// where it was redeemed, and where the certificate will be renewed.
func Settle(dir string, w wire.Welcome, address string) error {
	p, err := OpenPapers(dir)
	if err != nil {
		return err
	}
	if err := p.Take(w.Identity, address); err != nil {
		return err
	}
	c, err := openClock(dir, time.Now)
	if err != nil {
		return err
	}
	return c.set(w.At)
}

// named finds the authority that a code names among the certificates shown, and
// checks that the server is the centre by it.
func named(code wire.Code, shown []*x509.Certificate) (*x509.Certificate, error) {
	for _, c := range shown[1:] {
		if !c.IsCA || !code.Names(c.RawSubjectPublicKeyInfo) {
			continue
		}
		roots := x509.NewCertPool()
		roots.AddCert(c)
		return c, isCentre(shown, roots)
	}
	return nil, fmt.Errorf("%w that made this code", ErrOtherCentre)
}

// agreed checks what could not be checked before the centre's time was known.
func agreed(w wire.Welcome, server, authority *x509.Certificate) error {
	if !bytes.Equal(w.Identity.CA, authority.Raw) {
		return fmt.Errorf("%w: its answer names another authority", ErrOtherCentre)
	}
	if err := inForce(server, w.At); err != nil {
		return err
	}
	_, err := ours(w.Identity.Kiosk, [][]byte{w.Identity.CA}, w.Identity.Certificate)
	return err
}
