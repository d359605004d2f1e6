package trust

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"station365/sync/wire"
)

// papersFile holds key and certificate together: swapping one file swaps both.
const papersFile = "transport.json"

// What can be wrong with a certificate of the kiosk's own.
var (
	ErrNoCertificate = errors.New("this kiosk has no TLS certificate: enrol it with kiosk enrol, or have its request enrolled again")
	ErrPapers        = errors.New("the file of transport key and certificate is damaged")
	ErrForeignKey    = errors.New("the certificate is for another key than this kiosk's")
	ErrForeignCentre = errors.New("the certificate is not from this kiosk's centre or not for this kiosk")
)

// Papers are what the kiosk shows: its TLS key, which is made here and never
// leaves, and the certificate for it. Printing them shows nothing.
type Papers struct {
	path string

	mu      sync.Mutex
	key     crypto.Signer
	written papers
	shown   *tls.Certificate // nil before enrolment
}

type papers struct {
	Version     int    `json:"version"`
	Key         []byte `json:"key"`                   // PKCS #8
	Certificate []byte `json:"certificate,omitempty"` // X.509 in DER; none before enrolment
	Centre      string `json:"centre,omitempty"`      // host:port of the enrolment service that answered

	// Authorities are those that the centre has named since the enrolment, in DER,
	// the first to be certified by; none: the identity's counts.
	Authorities [][]byte `json:"authorities,omitempty"`
}

// OpenPapers reads the papers in the kiosk's directory, or makes a key. A file
// that cannot be read is never replaced.
func OpenPapers(dir string) (*Papers, error) {
	p := &Papers{path: filepath.Join(dir, papersFile)}
	b, err := os.ReadFile(p.path)
	if errors.Is(err, fs.ErrNotExist) {
		return p, p.begin()
	}
	if err != nil {
		return nil, fmt.Errorf("read transport key: %w", err)
	}
	if err := json.Unmarshal(b, &p.written); err != nil || p.written.Version != 1 {
		return nil, fmt.Errorf("%s: %w", p.path, ErrPapers)
	}
	if p.key, err = parseKey(p.written.Key); err != nil {
		return nil, fmt.Errorf("%s: %w: %w", p.path, ErrPapers, err)
	}
	if len(p.written.Certificate) == 0 {
		return p, nil
	}
	p.shown, err = pair(p.key, p.written.Certificate)
	return p, err
}

// believed are the authorities that count.
func (p *Papers) believed(i wire.Identity) [][]byte {
	if len(p.written.Authorities) > 0 {
		return p.written.Authorities
	}
	return [][]byte{i.CA}
}

// fresh is the identity's certificate if it is later than what is shown.
func (p *Papers) fresh(i wire.Identity) (*x509.Certificate, error) {
	if len(i.Certificate) == 0 {
		return nil, nil
	}
	c, err := ours(i.Kiosk, [][]byte{i.CA}, i.Certificate)
	if err != nil || p.shown != nil && !c.NotBefore.After(p.shown.Leaf.NotBefore) {
		return nil, err
	}
	return c, nil
}

func (p *Papers) begin() error {
	key, der, err := newKey()
	if err != nil {
		return err
	}
	p.key, p.written = key, papers{Version: 1, Key: der}
	return wire.WriteFile(p.path, p.written)
}

// SetAside puts a damaged file of papers aside, so that OpenPapers makes a new
// key: unlike the keys of records, this one has no value once it is gone. The
// kiosk has to be enrolled again.
func SetAside(dir string) error {
	path := filepath.Join(dir, papersFile)
	if err := os.Rename(path, path+".damaged"); err != nil {
		return fmt.Errorf("set damaged transport key aside: %w", err)
	}
	return nil
}

func newKey() (crypto.Signer, []byte, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, fmt.Errorf("make transport key: %w", err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, nil, fmt.Errorf("make transport key: %w", err)
	}
	return key, der, nil
}

func parseKey(der []byte) (crypto.Signer, error) {
	key, err := x509.ParsePKCS8PrivateKey(der)
	if err != nil {
		return nil, err
	}
	signer, ok := key.(crypto.Signer)
	if !ok {
		return nil, fmt.Errorf("%T cannot sign", key)
	}
	return signer, nil
}

// Request asks for a certificate for the key (PKCS #10 in DER). It is the same
// every time: the signature is the deterministic one of RFC 6979.
func (p *Papers) Request() ([]byte, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return requestFor(p.key)
}

func requestFor(key crypto.Signer) ([]byte, error) {
	der, err := x509.CreateCertificateRequest(nil, &x509.CertificateRequest{}, key)
	if err != nil {
		return nil, fmt.Errorf("make certificate request: %w", err)
	}
	return der, nil
}

// String keeps the key out of print and logs.
func (p *Papers) String() string { return "transport papers" }

// GoString keeps the key out of %#v.
func (p *Papers) GoString() string { return p.String() }

// Take keeps the first certificate of an identity, unless a later one is there
// already. centre is where the enrolment service has just given it, which goes
// before any other; "" for one that was read from a file.
func (p *Papers) Take(i wire.Identity, centre string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	next := p.written
	if centre != "" {
		next.Centre = centre
	}
	fresh, err := p.fresh(i)
	switch {
	case len(i.Certificate) == 0 && p.shown == nil:
		return ErrNoCertificate
	case err != nil:
		return err
	case len(i.Certificate) == 0, centre == "" && fresh == nil:
		return p.keep(next, p.key)
	}
	// Enrolled anew: the authority of that counts, until the centre names others.
	next.Certificate, next.Authorities = i.Certificate, nil
	return p.keep(next, p.key)
}

// believe keeps the authorities that the centre has named.
func (p *Papers) believe(authorities [][]byte) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	next := p.written
	next.Authorities = authorities
	return p.keep(next, p.key)
}

// authorities are those that count for this identity.
func (p *Papers) authorities(i wire.Identity) [][]byte {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.believed(i)
}

// keep writes papers if they changed and takes them into use.
func (p *Papers) keep(next papers, key crypto.Signer) error {
	shown, err := pair(key, next.Certificate)
	if err != nil {
		return err
	}
	if next.Centre != p.written.Centre || !bytes.Equal(next.Certificate, p.written.Certificate) ||
		!slices.EqualFunc(next.Authorities, p.written.Authorities, bytes.Equal) {
		if err := wire.WriteFile(p.path, next); err != nil {
			return err
		}
	}
	p.written, p.key, p.shown = next, key, shown
	return nil
}

// swap takes a new key with its certificate into use.
func (p *Papers) swap(key crypto.Signer, keyDER, certificate []byte) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	next := p.written
	next.Key, next.Certificate = keyDER, certificate
	return p.keep(next, key)
}

// Certificate is what is shown; nil before enrolment.
func (p *Papers) Certificate() *tls.Certificate {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.shown
}

// Centre is where the enrolment service answered; "" if it never did.
func (p *Papers) Centre() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.written.Centre
}

// pair joins a key and its certificate.
func pair(key crypto.Signer, der []byte) (*tls.Certificate, error) {
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, fmt.Errorf("read certificate: %w", err)
	}
	public, ok := key.Public().(*ecdsa.PublicKey)
	if !ok || !public.Equal(leaf.PublicKey) {
		return nil, ErrForeignKey
	}
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}, nil
}

// ours checks that a certificate is from one of these authorities and for this
// kiosk; how long it lasts is the broker's business.
func ours(kioskID string, authorities [][]byte, der []byte) (*x509.Certificate, error) {
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, fmt.Errorf("read certificate: %w", err)
	}
	roots, err := rootsOf(authorities)
	if err != nil {
		return nil, err
	}
	_, err = leaf.Verify(x509.VerifyOptions{Roots: roots, CurrentTime: leaf.NotAfter, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}})
	if err != nil || leaf.Subject.CommonName != kioskID {
		return nil, ErrForeignCentre
	}
	return leaf, nil
}

func rootsOf(authorities [][]byte) (*x509.CertPool, error) {
	roots := x509.NewCertPool()
	for _, der := range authorities {
		c, err := x509.ParseCertificate(der)
		if err != nil {
			return nil, fmt.Errorf("read the centre's authority: %w", err)
		}
		roots.AddCert(c)
	}
	return roots, nil
}

// renewAt is when two thirds of a certificate's time are over.
func renewAt(c *x509.Certificate) time.Time {
	return c.NotBefore.Add(c.NotAfter.Sub(c.NotBefore) * 2 / 3)
}
