package authority_test

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"database/sql"
	"errors"
	"math/big"
	"path/filepath"
	"testing"
	"time"

	"station365/sync/centre/authority"
	"station365/sync/wire"
)

// firstBook is the book as it was when the authority was a file beside it.
const firstBook = `
CREATE TABLE certificates (serial TEXT PRIMARY KEY, kiosk TEXT NOT NULL, issued INTEGER NOT NULL, until INTEGER NOT NULL, revoked INTEGER) STRICT;
CREATE INDEX certificates_of ON certificates (kiosk);
CREATE TABLE banned (kiosk TEXT PRIMARY KEY, at INTEGER NOT NULL, reason TEXT NOT NULL) STRICT;
CREATE TABLE codes (place TEXT PRIMARY KEY, key BLOB NOT NULL, kiosk TEXT NOT NULL, community TEXT NOT NULL, prefix TEXT NOT NULL,
  until INTEGER NOT NULL, tries INTEGER NOT NULL, used_by BLOB) STRICT;
`

// early is a centre's directory from before the book held the authority, with two
// kiosks' certificates, of which the second is revoked.
func early(t *testing.T) (dir string, ca *x509.Certificate, certificates [2]*x509.Certificate) {
	t.Helper()
	dir = t.TempDir()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	sign := func(of, by *x509.Certificate) *x509.Certificate {
		of.SerialNumber, of.NotBefore, of.NotAfter = big.NewInt(time.Now().UnixNano()), noon.Add(-time.Hour), noon.Add(365*day)
		der, err := x509.CreateCertificate(rand.Reader, of, by, key.Public(), key)
		must(t, err)
		c, err := x509.ParseCertificate(der)
		must(t, err)
		return c
	}
	self := &x509.Certificate{Subject: pkix.Name{CommonName: "station365 centre's authority"}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign}
	ca = sign(self, self)
	db, err := sql.Open("sqlite", filepath.Join(dir, "authority.db"))
	must(t, err)
	_, err = db.Exec(firstBook)
	must(t, err)
	for i, name := range []string{"kiosk-a", "kiosk-b"} {
		c := sign(&x509.Certificate{Subject: pkix.Name{CommonName: name}, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}}, ca)
		_, err = db.Exec(`INSERT INTO certificates VALUES (?, ?, 1, ?, ?)`, c.SerialNumber.Text(16), name, c.NotAfter.UnixMilli(), sql.NullInt64{Int64: 5, Valid: i == 1})
		must(t, err)
		certificates[i] = c
	}
	_, err = db.Exec(`INSERT INTO banned VALUES ('kiosk-b', 5, 'stolen')`)
	must(t, errors.Join(err, db.Close()))
	block, err := aes.NewCipher(lock)
	must(t, err)
	seal, err := cipher.NewGCM(block)
	must(t, err)
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	must(t, err)
	nonce := make([]byte, seal.NonceSize())
	must(t, wire.WriteFile(filepath.Join(dir, "authority.key"), map[string]any{"version": 1, "certificate": ca.Raw, "nonce": nonce,
		"sealed": seal.Seal(nil, nonce, secret, ca.Raw)}))
	return dir, ca, certificates
}

func TestAuthorityFromBeforeTheBook_GoesOnWithItsKiosksAndRevocations(t *testing.T) {
	onBothStores(t, func(t *testing.T, fresh func() shelf) {
		dir, ca, kiosks := early(t)
		at := shelf(dir)
		if shared := fresh(); len(shared) > 8 && shared[:8] == "postgres" {
			at = shared
		}
		opts := authority.Opts{Now: (&clock{noon}).now, Dir: dir}

		for range 2 {
			a, err := authority.Open(at.book(t), lock, opts)
			must(t, err)
			if !root(t, a).Equal(ca) {
				t.Fatal("it is another authority")
			}
			must(t, a.Known(context.Background(), kiosks[0]))
			if err := a.Known(context.Background(), kiosks[1]); !errors.Is(err, authority.ErrRevoked) {
				t.Errorf("the revoked one: %v", err)
			}
			if err := a.Allows(context.Background(), "kiosk-b"); !errors.Is(err, authority.ErrBanned) {
				t.Errorf("the banned one: %v", err)
			}
		}
	})
}

func TestAuthoritysFileThatTheKeysDoNotOpen_IsNotReplacedByANewOne(t *testing.T) {
	dir, _, _ := early(t)

	_, err := authority.Open(shelf(dir).book(t), make([]byte, 32), authority.Opts{Dir: dir})

	if !errors.Is(err, authority.ErrLock) {
		t.Errorf("opened: %v", err)
	}
}
