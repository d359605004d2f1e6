package trust

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"fmt"
	"slices"
)

// roots are the authorities that servers are believed by now.
func (t *Trust) roots() (*x509.CertPool, error) {
	return rootsOf(t.papers.authorities(t.opts.Identity))
}

// learn takes the authorities that the centre has named, durably: what it names
// no more is believed no more. The new ones have to be authorities at all; that
// they are the centre's, its signature says.
func (t *Trust) learn(authorities [][]byte) error {
	if len(authorities) == 0 || slices.EqualFunc(authorities, t.papers.authorities(t.opts.Identity), bytes.Equal) {
		return nil
	}
	for _, der := range authorities {
		c, err := x509.ParseCertificate(der)
		if err != nil || !c.IsCA {
			return fmt.Errorf("learn authorities: %w", ErrForeignCentre)
		}
	}
	if err := t.papers.believe(authorities); err != nil {
		return fmt.Errorf("learn authorities: %w", err)
	}
	t.opts.Logger.Info("the centre has named its authorities", "how many", len(authorities))
	return nil
}

// outdated reports whether the centre certifies by another authority now than the
// one that this kiosk's certificate is from.
func (t *Trust) outdated() bool {
	first, err := x509.ParseCertificate(t.papers.authorities(t.opts.Identity)[0])
	return err == nil && t.Certificate().CheckSignatureFrom(first) != nil
}

// wanted names the authority to be certified by.
func (t *Trust) wanted() []byte {
	sum := sha256.Sum256(t.papers.authorities(t.opts.Identity)[0])
	return sum[:]
}
