package authority

import (
	"context"
	"crypto/x509"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"
)

// Who is kept out.
var (
	ErrBanned   = errors.New("this kiosk is revoked")
	ErrRevoked  = errors.New("this certificate is revoked")
	ErrReplaced = errors.New("a later certificate of this kiosk counts in its place")
	ErrUnknown  = errors.New("this certificate is not in the authority's book")
	ErrExpired  = errors.New("this certificate has ended")
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
	return a.names(ctx, `SELECT kiosk FROM banned`)
}

// names is the one column that a query finds.
func (a *Authority) names(ctx context.Context, query string, args ...any) (map[string]bool, error) {
	rows, err := a.book.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("read who is out: %w", err)
	}
	defer func() { _ = rows.Close() }() // only read
	found := map[string]bool{}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, fmt.Errorf("read who is out: %w", err)
		}
		found[name] = true
	}
	return found, rows.Err()
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

// replacedAfter is how long a kiosk's earlier certificates work after a later one
// was first shown: connections that were just being made come through. They do
// not end when the later one is issued, for its answer can get lost.
const replacedAfter = time.Hour

// Admits checks a certificate whose chain has been checked; one that is shown for
// the first time replaces those before it. Errors include ErrUnknown, ErrRevoked,
// ErrReplaced and ErrBanned.
func (a *Authority) Admits(ctx context.Context, c *x509.Certificate) error {
	var id string
	var issued int64
	var revoked, shown, replaced sql.NullInt64
	serial, now := c.SerialNumber.Text(16), a.opts.Now().UnixMilli()
	err := a.book.QueryRowContext(ctx, `SELECT kiosk, issued, revoked, shown, replaced FROM certificates WHERE serial = ?`, serial).
		Scan(&id, &issued, &revoked, &shown, &replaced)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return ErrUnknown
	case err != nil:
		return fmt.Errorf("look for certificate: %w", err)
	case revoked.Valid:
		return fmt.Errorf("%s: %w", id, ErrRevoked)
	case replaced.Valid && replaced.Int64 <= now:
		return fmt.Errorf("%s: %w", id, ErrReplaced)
	case id != c.Subject.CommonName:
		return ErrUnknown
	}
	if err := a.Allows(ctx, id); err != nil || shown.Valid {
		return err
	}
	return a.show(ctx, id, serial, issued)
}

func (a *Authority) show(ctx context.Context, kioskID, serial string, issued int64) error {
	now := a.opts.Now()
	err := a.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `UPDATE certificates SET shown = ? WHERE serial = ?`, now.UnixMilli(), serial); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `UPDATE certificates SET replaced = ? WHERE kiosk = ? AND issued < ? AND replaced IS NULL`,
			now.Add(replacedAfter).UnixMilli(), kioskID, issued)
		return err
	})
	if err != nil {
		return fmt.Errorf("note certificate: %w", err)
	}
	return nil
}

// lately is how far back Gone looks for certificates that were replaced: a
// connection older than that has been ended before.
const lately = 24 * time.Hour

// Gone reads who is out, and gives what says of a kiosk, and the certificate it
// came with if any, why it may stay no longer: nil, ErrBanned, ErrReplaced,
// ErrUnknown or ErrExpired.
func (a *Authority) Gone(ctx context.Context) (func(kioskID string, c *x509.Certificate) error, error) {
	now := a.opts.Now()
	banned, err := a.names(ctx, `SELECT kiosk FROM banned`)
	if err != nil {
		return nil, err
	}
	replaced, err := a.names(ctx, `SELECT serial FROM certificates WHERE replaced > ? AND replaced <= ?`,
		now.Add(-lately).UnixMilli(), now.UnixMilli())
	if err != nil {
		return nil, err
	}
	all, err := a.standing(ctx)
	if err != nil {
		return nil, err
	}
	in := map[string]bool{}
	for _, r := range all {
		in[string(r.ca.SubjectKeyId)] = true
	}
	return func(kioskID string, c *x509.Certificate) error {
		switch {
		case banned[kioskID]:
			return ErrBanned
		case c == nil:
			return nil
		case replaced[c.SerialNumber.Text(16)]:
			return ErrReplaced
		case !in[string(c.AuthorityKeyId)]:
			return ErrUnknown
		case now.After(c.NotAfter):
			return ErrExpired
		}
		return nil
	}, nil
}

func sorted(set map[string]bool) []string { return slices.Sorted(maps.Keys(set)) }
