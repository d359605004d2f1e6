package authority

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"station365/sync/centre/database"
)

// ladder is how the book came to be. Times are Unix milliseconds, UTC.
func ladder() database.Ladder {
	return database.Ladder{Part: "authority", Steps: []string{firstTables, manyAuthorities}}
}

const firstTables = `
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

// manyAuthorities: the one authority was a file beside the book; since then there
// may be several, one after the other, and a certificate has one that signed it,
// and gives way to a later one of its kiosk.
const manyAuthorities = `
CREATE TABLE authorities (
  number      INTEGER NOT NULL UNIQUE, -- from 1
  certificate BLOB NOT NULL,           -- X.509 in DER
  nonce       BLOB NOT NULL,
  sealed      BLOB NOT NULL,           -- AES-256-GCM over the private key in PKCS #8
  signs       INTEGER NOT NULL,        -- from when kiosks are certified by it
  until       INTEGER                  -- when it is believed no more; NULL: not decided
) STRICT;

ALTER TABLE certificates ADD COLUMN authority INTEGER NOT NULL DEFAULT 1;
ALTER TABLE certificates ADD COLUMN shown INTEGER; -- when it was first shown here; NULL: not yet
ALTER TABLE certificates ADD COLUMN replaced INTEGER; -- from when a later one counts in its place; NULL: none does
CREATE INDEX certificates_replaced ON certificates (replaced);
`

// Files that centres had before the book held all. They are read once and left.
const (
	keyFile = "authority.key"
	oldBook = "authority.db"
)

var errNoFile = errors.New("no authority from before the book")

// fromFile is the authority of a centre from before the book held it.
func (a *Authority) fromFile() (sealed, error) {
	if a.opts.Dir == "" {
		return sealed{}, errNoFile
	}
	path := filepath.Join(a.opts.Dir, keyFile)
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return sealed{}, errNoFile
	}
	if err != nil {
		return sealed{}, fmt.Errorf("read authority's key: %w", err)
	}
	var f struct {
		Version int `json:"version"`
		sealed
	}
	if err := json.Unmarshal(b, &f); err != nil || f.Version != 1 {
		return sealed{}, fmt.Errorf("read authority's key: %s is not a key file of version 1", path)
	}
	_, err = f.open(a.lock)
	return f.sealed, err
}

// takeBook copies certificates and revocations from the file where a centre with
// a shared database had them before. Codes of a quarter of an hour are not worth
// it.
func (a *Authority) takeBook(ctx context.Context, tx *sql.Tx) error {
	path := filepath.Join(a.opts.Dir, oldBook)
	if _, err := os.Stat(path); !a.book.Shared() || a.opts.Dir == "" || err != nil {
		return nil
	}
	old, err := database.OpenFile(path)
	if err != nil {
		return err
	}
	err = errors.Join(
		copied(ctx, old.DB, tx, `SELECT serial, kiosk, issued, until, revoked FROM certificates`,
			`INSERT INTO certificates (serial, kiosk, issued, until, revoked) VALUES (?, ?, ?, ?, ?)`, 5),
		copied(ctx, old.DB, tx, `SELECT kiosk, at, reason FROM banned`, `INSERT INTO banned (kiosk, at, reason) VALUES (?, ?, ?)`, 3))
	if err = errors.Join(err, old.Close()); err != nil {
		return fmt.Errorf("take over the authority's book: %w", err)
	}
	return nil
}

func copied(ctx context.Context, from *sql.DB, to *sql.Tx, read, write string, columns int) error {
	rows, err := from.QueryContext(ctx, read)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }() // only read
	values, into := make([]any, columns), make([]any, columns)
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		if _, err := to.ExecContext(ctx, write, values...); err != nil {
			return err
		}
	}
	return rows.Err()
}
