package centre

import (
	"context"
	"crypto/ed25519"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"station365/sync/centre/authority"
	"station365/sync/centre/database"
	"station365/sync/wire"
)

// ErrExists is a directory that already holds a centre.
var ErrExists = errors.New("a centre is already here")

// Opts is what may be chosen when opening a centre.
type Opts struct {
	Logger *slog.Logger     // nil: none
	Now    func() time.Time // nil: time.Now
	Who    string           // who opens cases, for the access log; "": the user of the machine

	AskGapAfter time.Duration // how long a gap in a chain may stay before it is asked for; 0: 10 s
}

// Centre is one centre on one directory. Several processes may open the same
// directory; one of them runs.
type Centre struct {
	db    *database.DB
	books books // what ingest keeps, in the same database
	keys  keys
	opts  Opts
	watch watchers

	authority *authority.Authority // of TLS certificates
	book      *database.DB         // the authority's; db where workers share it

	mu       sync.Mutex
	kiosks   map[string]*present // by kiosk id: who is connected
	exchange *exchange           // nil unless Run is at work
}

// Init makes keys and database in dir, which may exist but must hold no centre.
// warning is text for people, "" for none.
func Init(dir string) (warning string, err error) { return InitOn(dir, "") }

// InitOn is Init with the records in another store: the address of a PostgreSQL
// database, "" for SQLite in dir. Keys and certificates are in dir either way.
// Errors include ErrStore.
func InitOn(dir, store string) (warning string, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("make centre's directory: %w", err)
	}
	if _, err := os.Stat(filepath.Join(dir, keyFile)); err == nil {
		return "", fmt.Errorf("%s: %w", dir, ErrExists)
	}
	// The store first: a wrong address leaves no keys behind that would make this
	// look like a centre.
	db, err := makeStore(dir, store)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	passphrase, beside, err := choosePassphrase(dir)
	if err != nil {
		return "", err
	}
	k, err := makeKeys()
	if err != nil {
		return "", err
	}
	if err := k.write(dir, passphrase); err != nil {
		return "", err
	}
	_, book, err := openAuthority(dir, db, k, time.Now)
	if err != nil {
		return "", err
	}
	if beside != "" {
		warning = "the passphrase of the centre's keys is beside them in " + beside +
			": good enough to try things. For real use set " + PassphraseVariable + " before init."
	}
	return warning, book.Close()
}

// Open opens what Init made. Errors include ErrPassphrase.
func Open(dir string, opts Opts) (*Centre, error) {
	k, err := readKeys(dir)
	if err != nil {
		return nil, err
	}
	db, books, err := openStore(dir)
	if err != nil {
		return nil, err
	}
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.Who == "" {
		opts.Who = os.Getenv("USER")
	}
	if opts.AskGapAfter == 0 {
		opts.AskGapAfter = askGapAfter
	}
	a, book, err := openAuthority(dir, db, k, opts.Now)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &Centre{db: db, books: books, keys: k, opts: opts, authority: a, book: book, kiosks: map[string]*present{}}, nil
}

// Close closes the databases; Run must have returned.
func (c *Centre) Close() error { return errors.Join(c.db.Close(), c.book.Close()) }

// SealKey is the public key that kiosks seal to.
func (c *Centre) SealKey() []byte { return c.keys.seal.PublicKey().Bytes() }

// SignKey is the public key of all that the centre says.
func (c *Centre) SignKey() ed25519.PublicKey { return c.keys.sign.Public().(ed25519.PublicKey) }

// inTx runs f in one transaction of the desk, of which there is one at a time,
// also among processes: down sequences, versions and names are counted up from
// what is there.
func (c *Centre) inTx(ctx context.Context, f func(tx *sql.Tx) error) error {
	return c.db.InTx(ctx, lockDesk, f)
}

func (c *Centre) millis() int64 { return c.opts.Now().UnixMilli() }

func fromMillis(ms int64) time.Time { return time.UnixMilli(ms).UTC() }

// kioskRow is an enrolled kiosk.
type kioskRow struct {
	id        string
	community string
	topics    wire.Topics
	signKey   ed25519.PublicKey
	tokenHash []byte
}

// kiosk reads one enrolled kiosk; sql.ErrNoRows if there is none of that id.
func (c *Centre) kiosk(ctx context.Context, id string) (kioskRow, error) {
	k := kioskRow{id: id}
	var signKey []byte
	err := c.db.QueryRowContext(ctx, `SELECT community, sign_key, token_hash FROM kiosks WHERE kiosk = ?`, id).
		Scan(&k.community, &signKey, &k.tokenHash)
	if err != nil {
		return kioskRow{}, fmt.Errorf("read kiosk: %w", err)
	}
	k.signKey, k.topics = signKey, wire.TopicsOf(k.community, id)
	return k, nil
}

func (k kioskRow) documentTopics() []string {
	var topics []string
	for _, kind := range wire.DocumentKinds() {
		topics = append(topics, wire.DocumentTopic(k.community, k.id, kind))
	}
	return topics
}
