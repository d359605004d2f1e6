package authority

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"station365/sync/wire"
)

// Limits of a code.
const (
	CodeLifetime = 15 * time.Minute
	codeTries    = 5
)

// What can be wrong with codes.
var (
	// ErrCode is one answer for a code that is unknown, used, expired, or was
	// guessed at too often: who guesses is told nothing more.
	ErrCode     = errors.New("this enrolment code is not open: it is wrong, used, older than 15 minutes, or was tried too often")
	ErrNoPlaces = errors.New("too many enrolment codes are open")
)

// Names are what a code gives to whoever redeems it; empty ones are chosen then.
type Names struct{ Kiosk, Community, Prefix string }

// NewCode issues a code that is open for CodeLifetime.
func (a *Authority) NewCode(ctx context.Context, n Names) (code wire.Code, until time.Time, err error) {
	if n.Kiosk != "" {
		if err := checkName(n.Kiosk); err != nil {
			return code, until, err
		}
	}
	ca, err := a.CA(ctx)
	if err != nil {
		return code, until, err
	}
	now := a.opts.Now()
	until = now.Add(CodeLifetime)
	err = a.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM codes WHERE until <= ?`, now.UnixMilli()); err != nil {
			return fmt.Errorf("drop old codes: %w", err)
		}
		for place := range wire.CodePlaces {
			code = wire.NewCode(place, ca.RawSubjectPublicKeyInfo)
			var taken int
			if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM codes WHERE place = ?`, code.Place()).Scan(&taken); err != nil {
				return fmt.Errorf("look for a place: %w", err)
			}
			if taken > 0 {
				continue
			}
			_, err := tx.ExecContext(ctx, `INSERT INTO codes (place, key, kiosk, community, prefix, until, tries) VALUES (?, ?, ?, ?, ?, ?, 0)`,
				code.Place(), []byte(code.Key(ca.RawSubjectPublicKeyInfo)), n.Kiosk, n.Community, n.Prefix, until.UnixMilli())
			return err
		}
		return ErrNoPlaces
	})
	if err != nil {
		return wire.Code{}, time.Time{}, fmt.Errorf("issue code: %w", err)
	}
	return code, until, nil
}

// Redeem checks the proof of a redemption made in the TLS connection with this
// exporter, and takes the code for the kiosk that asks. The same kiosk may ask
// again while the code lasts, because an answer can get lost; nobody else can.
// Errors include ErrCode.
func (a *Authority) Redeem(ctx context.Context, r wire.Redemption, exporter []byte) (wire.Request, wire.CodeKey, error) {
	var request wire.Request
	var key wire.CodeKey
	var refused error
	err := a.inTx(ctx, func(tx *sql.Tx) error {
		row, err := a.openCode(ctx, tx, r.Place)
		if err != nil {
			refused = err
			return nil // nothing was changed
		}
		if !row.key.Proves(wire.ProvenByKiosk, exporter, r.Request, r.Proof) {
			refused = ErrCode
			_, err := tx.ExecContext(ctx, `UPDATE codes SET tries = tries + 1 WHERE place = ?`, r.Place)
			return err
		}
		if request, err = r.Open(); err != nil {
			refused = fmt.Errorf("read request: %w", err)
			return nil
		}
		if row.usedBy != nil && !bytes.Equal(row.usedBy, request.Sign) {
			refused = ErrCode
			return nil
		}
		row.names.Into(&request)
		key = row.key
		_, err = tx.ExecContext(ctx, `UPDATE codes SET used_by = ? WHERE place = ?`, request.Sign, r.Place)
		return err
	})
	if err = errors.Join(refused, err); err != nil {
		return wire.Request{}, nil, fmt.Errorf("redeem code: %w", err)
	}
	return request, key, nil
}

type codeRow struct {
	key    wire.CodeKey
	names  Names
	usedBy ed25519.PublicKey
}

func (a *Authority) openCode(ctx context.Context, tx *sql.Tx, place string) (codeRow, error) {
	var c codeRow
	var key, usedBy []byte
	err := tx.QueryRowContext(ctx, `SELECT key, kiosk, community, prefix, used_by FROM codes WHERE place = ? AND until > ? AND tries < ?`,
		place, a.opts.Now().UnixMilli(), codeTries).Scan(&key, &c.names.Kiosk, &c.names.Community, &c.names.Prefix, &usedBy)
	if errors.Is(err, sql.ErrNoRows) {
		return c, ErrCode
	}
	if err != nil {
		return c, fmt.Errorf("look for code: %w", err)
	}
	c.key, c.usedBy = key, usedBy
	return c, nil
}

// Into gives a request these names, which go before the kiosk's own wishes.
func (n Names) Into(r *wire.Request) {
	for _, c := range []struct {
		from string
		to   *string
	}{{n.Kiosk, &r.Kiosk}, {n.Community, &r.Community}, {n.Prefix, &r.Prefix}} {
		if c.from != "" {
			*c.to = c.from
		}
	}
}
