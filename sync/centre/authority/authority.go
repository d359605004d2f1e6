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
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	_ "modernc.org/sqlite" // the driver of database/sql

	"station365/sync/wire"
)

// Files in the centre's directory.
const (
	caFile   = "authority.key"
	bookFile = "authority.db"
)

// ErrLock is a lock that does not open the authority's key.
var ErrLock = errors.New("the centre's keys do not open its certificate authority")

// Opts is what may be chosen when opening an authority.
type Opts struct {
	Now      func() time.Time // nil: time.Now
	Lifetime time.Duration    // of a kiosk's certificate; 0: DefaultLifetime
}

// Authority is one authority on one directory. Several processes may open the
// same directory.
type Authority struct {
	key  crypto.Signer
	ca   *x509.Certificate
	book *sql.DB // one connection, every transaction is immediate
	opts Opts

	server serverCertificate
}

// sealedCA is the key file.
type sealedCA struct {
	Version     int    `json:"version"`
	Certificate []byte `json:"certificate"` // X.509 in DER
	Nonce       []byte `json:"nonce"`
	Sealed      []byte `json:"sealed"` // AES-256-GCM over the private key in PKCS #8
}

// Open opens the authority in dir, or makes it if there is none. lock, 32 bytes,
// seals its private key on the disk.
func Open(dir string, lock []byte, opts Opts) (*Authority, error) {
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.Lifetime == 0 {
		opts.Lifetime = DefaultLifetime
	}
	a := &Authority{opts: opts}
	path := filepath.Join(dir, caFile)
	err := a.read(path, lock)
	if errors.Is(err, fs.ErrNotExist) {
		err = a.make(path, lock)
	}
	if err != nil {
		return nil, err
	}
	if a.book, err = openBook(filepath.Join(dir, bookFile)); err != nil {
		return nil, err
	}
	return a, nil
}

// Close closes the book.
func (a *Authority) Close() error { return a.book.Close() }

// CA is the certificate that everybody who belongs to this centre believes.
func (a *Authority) CA() *x509.Certificate { return a.ca }

func (a *Authority) make(path string, lock []byte) error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return fmt.Errorf("make authority's key: %w", err)
	}
	der, err := selfSigned(key, a.opts.Now())
	if err != nil {
		return err
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return fmt.Errorf("make authority's key: %w", err)
	}
	defer clear(secret)
	seal, err := sealOf(lock)
	if err != nil {
		return err
	}
	f := sealedCA{Version: 1, Certificate: der, Nonce: make([]byte, seal.NonceSize())}
	_, _ = rand.Read(f.Nonce) // crypto/rand never returns an error
	f.Sealed = seal.Seal(nil, f.Nonce, secret, der)
	if err := wire.WriteFile(path, f); err != nil {
		return err
	}
	return a.read(path, lock)
}

func (a *Authority) read(path string, lock []byte) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("read authority's key: %w", err)
	}
	seal, err := sealOf(lock)
	if err != nil {
		return err
	}
	var f sealedCA
	if err := json.Unmarshal(b, &f); err != nil || f.Version != 1 || len(f.Nonce) != seal.NonceSize() {
		return fmt.Errorf("read authority's key: %s is not a key file of version 1", path)
	}
	secret, err := seal.Open(nil, f.Nonce, f.Sealed, f.Certificate)
	if err != nil {
		return ErrLock
	}
	defer clear(secret)
	key, err := x509.ParsePKCS8PrivateKey(secret)
	if err != nil {
		return fmt.Errorf("read authority's key: %w", err)
	}
	signer, ok := key.(crypto.Signer)
	if !ok {
		return fmt.Errorf("read authority's key: %T cannot sign", key)
	}
	a.key = signer
	if a.ca, err = x509.ParseCertificate(f.Certificate); err != nil {
		return fmt.Errorf("read authority's certificate: %w", err)
	}
	return nil
}

func sealOf(lock []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(lock)
	if err != nil {
		return nil, fmt.Errorf("lock authority's key: %w", err)
	}
	return cipher.NewGCM(block)
}

// book is the whole database. Times are Unix milliseconds, UTC.
const book = `
CREATE TABLE IF NOT EXISTS certificates (
  serial  TEXT PRIMARY KEY,    -- in hex
  kiosk   TEXT NOT NULL,       -- its common name
  issued  INTEGER NOT NULL,
  until   INTEGER NOT NULL,    -- when it ends by itself
  revoked INTEGER              -- when it was revoked; NULL if it was not
) STRICT;
CREATE INDEX IF NOT EXISTS certificates_of ON certificates (kiosk);

CREATE TABLE IF NOT EXISTS banned (
  kiosk  TEXT PRIMARY KEY,     -- may not come in, nor renew, until it is enrolled anew
  at     INTEGER NOT NULL,
  reason TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS codes (
  place     TEXT PRIMARY KEY,  -- the code's first two characters
  key       BLOB NOT NULL,     -- what its secret became; the secret itself is nowhere
  kiosk     TEXT NOT NULL,     -- names for who redeems it; "" leaves the choice open
  community TEXT NOT NULL,
  prefix    TEXT NOT NULL,
  until     INTEGER NOT NULL,
  tries     INTEGER NOT NULL,  -- wrong ones
  used_by   BLOB               -- signing key of who redeemed it; NULL while it is open
) STRICT;
`

func openBook(path string) (*sql.DB, error) {
	// Only the owner may read it: what codes' secrets became opens an enrolment.
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open authority's book: %w", err)
	}
	if err := f.Close(); err != nil {
		return nil, fmt.Errorf("open authority's book: %w", err)
	}
	db, err := sql.Open("sqlite", "file:"+path+
		"?_txlock=immediate&_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
	if err != nil {
		return nil, fmt.Errorf("open authority's book: %w", err)
	}
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(book); err != nil {
		return nil, errors.Join(fmt.Errorf("prepare authority's book: %w", err), db.Close())
	}
	return db, nil
}

// inTx runs f in one immediate transaction.
func (a *Authority) inTx(ctx context.Context, f func(tx *sql.Tx) error) error {
	tx, err := a.book.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	if err := f(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}
