package centre

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"

	"station365/kiosk"
	"station365/sync/wire"
)

// DefaultCommunity is where a kiosk stands that does not say.
const DefaultCommunity = "community-1"

// What can be wrong with a request.
var (
	ErrName  = errors.New("kiosk and community must be letters, digits and hyphens; a prefix one letter and up to three digits")
	ErrTaken = errors.New("kiosk id or prefix belongs to another kiosk")
)

// Enrol gives a kiosk its identity. What the request leaves open is chosen:
// kiosk-1, kiosk-2 … with prefixes S1, S2 …. A kiosk that asks again (same
// signing key) gets the same identity with a new token; the old token is void.
// A request with a TLS key gets a certificate too, and one that was revoked is
// let in again: enrolling is what a person does.
func (c *Centre) Enrol(ctx context.Context, r wire.Request) (wire.Identity, error) {
	token, hash := newToken()
	err := c.inTx(ctx, func(tx *sql.Tx) error {
		known, err := renew(ctx, tx, &r, hash)
		if err != nil || known {
			return err
		}
		return c.insertKiosk(ctx, tx, &r, hash)
	})
	if err != nil {
		return wire.Identity{}, fmt.Errorf("enrol kiosk: %w", err)
	}
	c.watch.tell()
	identity := wire.NewIdentity(r.Kiosk, r.Community, r.Prefix, c.SealKey(), c.SignKey(), token)
	if err := c.certify(ctx, &identity, r.TLS); err != nil {
		return wire.Identity{}, fmt.Errorf("enrol kiosk: %w", err)
	}
	return identity, nil
}

// renew fills in the identity of a kiosk that is known by its key.
func renew(ctx context.Context, tx *sql.Tx, r *wire.Request, hash []byte) (known bool, err error) {
	err = tx.QueryRowContext(ctx, `SELECT kiosk, community, prefix FROM kiosks WHERE sign_key = ?`, r.Sign).
		Scan(&r.Kiosk, &r.Community, &r.Prefix)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("look for kiosk: %w", err)
	}
	if _, err := tx.ExecContext(ctx, `UPDATE kiosks SET token_hash = ? WHERE kiosk = ?`, hash, r.Kiosk); err != nil {
		return false, fmt.Errorf("renew token: %w", err)
	}
	return true, nil
}

func (c *Centre) insertKiosk(ctx context.Context, tx *sql.Tx, r *wire.Request, hash []byte) error {
	if err := choose(ctx, tx, r); err != nil {
		return err
	}
	if !wire.ValidName(r.Kiosk) || !wire.ValidName(r.Community) || !kiosk.PrefixShape.MatchString(r.Prefix) {
		return ErrName
	}
	var taken int
	err := tx.QueryRowContext(ctx, `SELECT count(*) FROM kiosks WHERE kiosk = ? OR prefix = ?`, r.Kiosk, r.Prefix).Scan(&taken)
	if err != nil {
		return fmt.Errorf("look for names: %w", err)
	}
	if taken > 0 {
		return fmt.Errorf("%s, %s: %w", r.Kiosk, r.Prefix, ErrTaken)
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO kiosks (kiosk, community, prefix, sign_key, kiosk_key, token_hash, enrolled)
		VALUES (?, ?, ?, ?, ?, ?, ?)`, r.Kiosk, r.Community, r.Prefix, r.Sign, r.KioskKey, hash, c.millis())
	if err != nil {
		return fmt.Errorf("keep kiosk: %w", err)
	}
	return nil
}

// choose fills in what the request leaves open.
func choose(ctx context.Context, tx *sql.Tx, r *wire.Request) error {
	var n int
	for n = 1; ; n++ {
		var taken int
		err := tx.QueryRowContext(ctx, `SELECT count(*) FROM kiosks WHERE kiosk = ? OR prefix = ?`,
			fmt.Sprintf("kiosk-%d", n), fmt.Sprintf("S%d", n)).Scan(&taken)
		if err != nil {
			return fmt.Errorf("look for a free name: %w", err)
		}
		if taken == 0 {
			break
		}
	}
	if r.Kiosk == "" {
		r.Kiosk = fmt.Sprintf("kiosk-%d", n)
	}
	if r.Prefix == "" {
		r.Prefix = fmt.Sprintf("S%d", n)
	}
	if r.Community == "" {
		r.Community = DefaultCommunity
	}
	return nil
}

func newToken() (token string, hash []byte) {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // crypto/rand never returns an error
	token = base64.RawURLEncoding.EncodeToString(b)
	return token, hashToken([]byte(token))
}

func hashToken(token []byte) []byte {
	sum := sha256.Sum256(token)
	return sum[:]
}
