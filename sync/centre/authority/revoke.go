package authority

import (
	"context"
	"crypto/rand"
	"crypto/x509"
	"database/sql"
	"encoding/pem"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"time"
)

// Who is kept out.
var (
	ErrBanned  = errors.New("this kiosk is revoked")
	ErrRevoked = errors.New("this certificate is revoked")
	ErrUnknown = errors.New("this certificate is not in the authority's book")
)

// Revoke keeps a kiosk out: all its certificates are revoked, and it cannot
// renew. Enrolling it anew, which a person does, lets it in again.
func (a *Authority) Revoke(ctx context.Context, kioskID, reason string) error {
	now := a.opts.Now().UnixMilli()
	return a.inTx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO banned (kiosk, at, reason) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, kioskID, now, reason)
		if err != nil {
			return fmt.Errorf("ban kiosk: %w", err)
		}
		_, err = tx.ExecContext(ctx, `UPDATE certificates SET revoked = ? WHERE kiosk = ? AND revoked IS NULL`, now, kioskID)
		if err != nil {
			return fmt.Errorf("revoke certificates: %w", err)
		}
		return nil
	})
}

// Pardon lets a kiosk be enrolled again; its old certificates stay revoked.
func (a *Authority) Pardon(ctx context.Context, kioskID string) error {
	if _, err := a.book.ExecContext(ctx, `DELETE FROM banned WHERE kiosk = ?`, kioskID); err != nil {
		return fmt.Errorf("pardon kiosk: %w", err)
	}
	return nil
}

// Banned lists the kiosks that are kept out.
func (a *Authority) Banned(ctx context.Context) (map[string]bool, error) {
	rows, err := a.book.QueryContext(ctx, `SELECT kiosk FROM banned ORDER BY kiosk`)
	if err != nil {
		return nil, fmt.Errorf("read revoked kiosks: %w", err)
	}
	defer func() { _ = rows.Close() }() // only read
	banned := map[string]bool{}
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, fmt.Errorf("read revoked kiosks: %w", err)
		}
		banned[id] = true
	}
	return banned, rows.Err()
}

// Allows says ErrBanned of a kiosk that is kept out.
func (a *Authority) Allows(ctx context.Context, kioskID string) error {
	var n int
	if err := a.book.QueryRowContext(ctx, `SELECT count(*) FROM banned WHERE kiosk = ?`, kioskID).Scan(&n); err != nil {
		return fmt.Errorf("look for revocation: %w", err)
	}
	if n > 0 {
		return fmt.Errorf("%s: %w", kioskID, ErrBanned)
	}
	return nil
}

// Admits checks a certificate whose chain has been checked. Errors include
// ErrUnknown, ErrRevoked and ErrBanned.
func (a *Authority) Admits(ctx context.Context, c *x509.Certificate) error {
	var id string
	var revoked sql.NullInt64
	err := a.book.QueryRowContext(ctx, `SELECT kiosk, revoked FROM certificates WHERE serial = ?`, c.SerialNumber.Text(16)).Scan(&id, &revoked)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return ErrUnknown
	case err != nil:
		return fmt.Errorf("look for certificate: %w", err)
	case revoked.Valid:
		return fmt.Errorf("%s: %w", id, ErrRevoked)
	case id != c.Subject.CommonName:
		return ErrUnknown
	}
	return a.Allows(ctx, id)
}

// listLifetime is the validity of the list of revoked certificates: brokers
// refuse everybody once it is over, and the list is written anew at every
// revocation, so it must never be the reason why a city stands still.
const listLifetime = caLifetime

// RevokedList is the list of revoked certificates (a CRL, RFC 5280) in PEM, for
// brokers outside this process. Its number rises with every revocation.
func (a *Authority) RevokedList(ctx context.Context) ([]byte, error) {
	rows, err := a.book.QueryContext(ctx, `SELECT serial, revoked FROM certificates WHERE revoked IS NOT NULL ORDER BY revoked, serial`)
	if err != nil {
		return nil, fmt.Errorf("read revoked certificates: %w", err)
	}
	defer func() { _ = rows.Close() }() // only read
	now := a.opts.Now()
	list := x509.RevocationList{ThisUpdate: now.Add(-backdated), NextUpdate: now.Add(listLifetime)}
	for rows.Next() {
		var hex string
		var at int64
		if err := rows.Scan(&hex, &at); err != nil {
			return nil, fmt.Errorf("read revoked certificates: %w", err)
		}
		number, _ := new(big.Int).SetString(hex, 16)
		list.RevokedCertificateEntries = append(list.RevokedCertificateEntries,
			x509.RevocationListEntry{SerialNumber: number, RevocationTime: time.UnixMilli(at).UTC()})
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read revoked certificates: %w", err)
	}
	list.Number = big.NewInt(now.UnixMilli())
	der, err := x509.CreateRevocationList(rand.Reader, &list, a.ca, a.key)
	if err != nil {
		return nil, fmt.Errorf("make list of revoked certificates: %w", err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "X509 CRL", Bytes: der}), nil
}

func sorted(set map[string]bool) []string { return slices.Sorted(maps.Keys(set)) }
