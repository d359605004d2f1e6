package authority

import (
	"context"
	"crypto"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// ErrLock is a lock that does not open the authority's keys.
var ErrLock = errors.New("the centre's keys do not open its certificate authority")

// root is one certificate authority with its key.
type root struct {
	number int
	ca     *x509.Certificate
	key    crypto.Signer
	signs  time.Time // from when kiosks are certified by it
	until  time.Time // when it is believed no more; zero: not decided
}

// sealed is a root as the book has it.
type sealed struct {
	Certificate []byte `json:"certificate"` // X.509 in DER
	Nonce       []byte `json:"nonce"`
	Sealed      []byte `json:"sealed"` // AES-256-GCM over the private key in PKCS #8
}

func newSealed(number int, lock []byte, now time.Time) (sealed, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return sealed{}, fmt.Errorf("make authority's key: %w", err)
	}
	der, err := selfSigned(number, key, now)
	if err != nil {
		return sealed{}, err
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return sealed{}, fmt.Errorf("make authority's key: %w", err)
	}
	defer clear(secret)
	seal, err := sealOf(lock)
	if err != nil {
		return sealed{}, err
	}
	s := sealed{Certificate: der, Nonce: make([]byte, seal.NonceSize())}
	_, _ = rand.Read(s.Nonce) // crypto/rand never returns an error
	s.Sealed = seal.Seal(nil, s.Nonce, secret, der)
	return s, nil
}

// selfSigned makes an authority's own certificate. Each has its own name: lists
// of revoked certificates are looked for by it.
func selfSigned(number int, key crypto.Signer, now time.Time) ([]byte, error) {
	name := "station365 centre's authority"
	if number > 1 {
		name = fmt.Sprintf("%s %d", name, number)
	}
	t := &x509.Certificate{SerialNumber: serial(), Subject: pkix.Name{CommonName: name},
		NotBefore: now.Add(-backdated), NotAfter: now.Add(caLifetime), IsCA: true, BasicConstraintsValid: true, MaxPathLenZero: true,
		KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign}
	der, err := x509.CreateCertificate(rand.Reader, t, t, key.Public(), key)
	if err != nil {
		return nil, fmt.Errorf("make authority's certificate: %w", err)
	}
	return der, nil
}

func (s sealed) open(lock []byte) (*root, error) {
	seal, err := sealOf(lock)
	if err != nil {
		return nil, err
	}
	if len(s.Nonce) != seal.NonceSize() {
		return nil, ErrLock
	}
	secret, err := seal.Open(nil, s.Nonce, s.Sealed, s.Certificate)
	if err != nil {
		return nil, ErrLock
	}
	defer clear(secret)
	key, err := x509.ParsePKCS8PrivateKey(secret)
	if err != nil {
		return nil, fmt.Errorf("read authority's key: %w", err)
	}
	signer, ok := key.(crypto.Signer)
	if !ok {
		return nil, fmt.Errorf("read authority's key: %T cannot sign", key)
	}
	ca, err := x509.ParseCertificate(s.Certificate)
	if err != nil {
		return nil, fmt.Errorf("read authority's certificate: %w", err)
	}
	return &root{ca: ca, key: signer}, nil
}

func sealOf(lock []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(lock)
	if err != nil {
		return nil, fmt.Errorf("lock authority's key: %w", err)
	}
	return cipher.NewGCM(block)
}

func (a *Authority) enterRoot(ctx context.Context, tx *sql.Tx, number int, s sealed, signs time.Time) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO authorities (number, certificate, nonce, sealed, signs) VALUES (?, ?, ?, ?, ?)`,
		number, s.Certificate, s.Nonce, s.Sealed, signs.UnixMilli())
	if err != nil {
		return fmt.Errorf("enter authority: %w", err)
	}
	return nil
}

// believed are the roots in force now, the oldest first; there is always one.
type believed []root

// standing reads the roots in force. It asks the book each time: another process
// may have introduced one.
func (a *Authority) standing(ctx context.Context) (believed, error) {
	rows, err := a.book.QueryContext(ctx, `SELECT number, certificate, nonce, sealed, signs, until FROM authorities
		WHERE until IS NULL OR until > ? ORDER BY number`, a.opts.Now().UnixMilli())
	if err != nil {
		return nil, fmt.Errorf("read authorities: %w", err)
	}
	defer func() { _ = rows.Close() }() // only read
	var all believed
	for rows.Next() {
		var number int
		var s sealed
		var signs int64
		var until sql.NullInt64
		if err := rows.Scan(&number, &s.Certificate, &s.Nonce, &s.Sealed, &signs, &until); err != nil {
			return nil, fmt.Errorf("read authorities: %w", err)
		}
		r, err := a.opened(number, s)
		if err != nil {
			return nil, err
		}
		r.signs = time.UnixMilli(signs).UTC()
		if until.Valid {
			r.until = time.UnixMilli(until.Int64).UTC()
		}
		all = append(all, r)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read authorities: %w", err)
	}
	if len(all) == 0 {
		return nil, errors.New("read authorities: the book has none in force")
	}
	return all, nil
}

// opened unseals a root once.
func (a *Authority) opened(number int, s sealed) (root, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.roots[number] == nil {
		r, err := s.open(a.lock)
		if err != nil {
			return root{}, err
		}
		r.number = number
		a.roots[number] = r
	}
	return *a.roots[number], nil
}

// server is the root of all that the centre itself shows: the oldest, for every
// kiosk knows it that was in touch since it was introduced.
func (b believed) server() root { return b[0] }

// signer is the root that kiosks which know it are certified by: the youngest
// whose time has come.
func (b believed) signer(now time.Time) root {
	for i := len(b) - 1; i > 0; i-- {
		if !b[i].signs.After(now) {
			return b[i]
		}
	}
	return b[0]
}

func (b believed) pool() *x509.CertPool {
	pool := x509.NewCertPool()
	for _, r := range b {
		pool.AddCert(r.ca)
	}
	return pool
}
