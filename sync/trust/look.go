package trust

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"os"
	"path/filepath"

	"station365/sync/wire"
)

// Look reads, and only reads, which certificate a kiosk shows that has this
// directory and identity. Errors are those of Open.
func Look(dir string, i wire.Identity) (*x509.Certificate, error) {
	if len(i.CA) == 0 {
		return nil, ErrNoCertificate
	}
	if _, err := os.Stat(filepath.Join(dir, papersFile)); err != nil {
		return nil, fmt.Errorf("read transport key: %w", err)
	}
	p, err := OpenPapers(dir)
	if err != nil {
		return nil, err
	}
	if len(i.Certificate) == 0 && p.shown == nil {
		return nil, ErrNoCertificate
	}
	der, cas := i.Certificate, [][]byte{i.CA}
	if fresh, err := p.fresh(i); p.shown != nil && (err != nil || fresh == nil) {
		der, cas = p.written.Certificate, p.believed(i)
	}
	if _, err := pair(p.key, der); err != nil {
		return nil, err
	}
	return ours(i.Kiosk, cas, der)
}

// Reach asks the centre, and only asks, whether it is there for a kiosk that has
// this directory and identity; address is of its enrolment service, "" for where
// it answered last. Nothing is kept. Errors include ErrNoService and
// ErrOtherCentre.
func Reach(ctx context.Context, dir string, i wire.Identity, address string) error {
	if _, err := os.Stat(filepath.Join(dir, papersFile)); err != nil {
		return fmt.Errorf("read transport key: %w", err)
	}
	p, err := OpenPapers(dir)
	if err != nil {
		return err
	}
	if address == "" {
		address = p.Centre()
	}
	if address == "" {
		return ErrNoService
	}
	_, err = askTime(ctx, address, i, p.authorities(i), &tls.Config{})
	return err
}
