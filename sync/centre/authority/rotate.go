package authority

import (
	"context"
	"crypto/sha256"
	"crypto/x509"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// How one authority follows another.
const (
	// DefaultOverlap is for how long both are believed. A kiosk that is switched on
	// for a day in that time comes over by itself.
	DefaultOverlap = 90 * 24 * time.Hour

	// DefaultLead is between introducing an authority and certifying by it: brokers
	// outside have to learn it first.
	DefaultLead = 24 * time.Hour
)

// What can be wrong with a rotation.
var (
	ErrRotating = errors.New("two authorities are believed already: wait until the older one ends, or end it")
	ErrAlone    = errors.New("there is one authority only: introduce the next before this one ends")
	ErrOverlap  = errors.New("the overlap must be longer than the lead before it")
)

// Rotate introduces the next authority. Both are believed for the overlap: the
// centre goes on showing certificates of the old one and tells kiosks of the new
// one, who renew to it once the lead is over. At the end the old one is believed
// no more: a kiosk that was not in touch in all that time has to be enrolled
// again. Errors include ErrRotating and ErrOverlap.
func (a *Authority) Rotate(ctx context.Context, overlap, lead time.Duration) error {
	if overlap <= lead || lead < 0 {
		return ErrOverlap
	}
	now := a.opts.Now()
	err := a.inTx(ctx, func(tx *sql.Tx) error {
		var number, open int
		var der []byte
		err := tx.QueryRowContext(ctx, `SELECT max(number), (SELECT count(*) FROM authorities WHERE until IS NULL OR until > ?) FROM authorities`,
			now.UnixMilli()).Scan(&number, &open)
		if err != nil {
			return fmt.Errorf("look for authorities: %w", err)
		}
		if open > 1 {
			return ErrRotating
		}
		if err := tx.QueryRowContext(ctx, `SELECT certificate FROM authorities WHERE number = ?`, number).Scan(&der); err != nil {
			return fmt.Errorf("read authority: %w", err)
		}
		old, err := x509.ParseCertificate(der)
		if err != nil {
			return fmt.Errorf("read authority: %w", err)
		}
		until := now.Add(overlap)
		if old.NotAfter.Before(until) {
			until = old.NotAfter
		}
		if _, err := tx.ExecContext(ctx, `UPDATE authorities SET until = ? WHERE number = ?`, until.UnixMilli(), number); err != nil {
			return fmt.Errorf("set the authority's end: %w", err)
		}
		next, err := newSealed(number+1, a.lock, now)
		if err != nil {
			return err
		}
		return a.enterRoot(ctx, tx, number+1, next, now.Add(lead))
	})
	if err != nil {
		return fmt.Errorf("introduce next authority: %w", err)
	}
	return nil
}

// End ends an overlap now, as after a theft of the older authority's key. Kiosks
// that have not come over yet have to be enrolled again. Errors include ErrAlone.
func (a *Authority) End(ctx context.Context) error {
	now := a.opts.Now().UnixMilli()
	err := a.inTx(ctx, func(tx *sql.Tx) error {
		done, err := tx.ExecContext(ctx, `UPDATE authorities SET until = ? WHERE until > ?`, now, now)
		if err != nil {
			return err
		}
		if n, err := done.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, ErrAlone)
		}
		_, err = tx.ExecContext(ctx, `UPDATE authorities SET signs = ? WHERE signs > ?`, now, now)
		return err
	})
	if err != nil {
		return fmt.Errorf("end older authority: %w", err)
	}
	return nil
}

// Standing is one authority that is believed now.
type Standing struct {
	Number  int
	CA      *x509.Certificate
	Serves  bool      // the centre shows certificates of this one
	Signs   time.Time // from when kiosks are certified by it
	Until   time.Time // when it is believed no more; zero: not decided
	Kiosks  int       // that have shown a certificate of this one in force
	Waiting []string  // kiosks whose certificate in force is only of this one, and it ends
}

// Status lists the authorities that are believed now, the oldest first.
func (a *Authority) Status(ctx context.Context) ([]Standing, error) {
	all, err := a.standing(ctx)
	if err != nil {
		return nil, err
	}
	now := a.opts.Now().UnixMilli()
	var out []Standing
	for i, r := range all {
		s := Standing{Number: r.number, CA: r.ca, Serves: i == 0, Signs: r.signs, Until: r.until}
		kiosks, err := a.certifiedBy(ctx, r.number, now)
		if err != nil {
			return nil, err
		}
		s.Kiosks = len(kiosks)
		if !r.until.IsZero() {
			s.Waiting = kiosks
		}
		out = append(out, s)
	}
	return out, nil
}

// certifiedBy are the kiosks whose latest certificate in force is of one root.
func (a *Authority) certifiedBy(ctx context.Context, number int, now int64) ([]string, error) {
	rows, err := a.book.QueryContext(ctx, `SELECT kiosk FROM certificates AS c WHERE authority = ? AND revoked IS NULL AND until > ?
		AND (replaced IS NULL OR replaced > ?) AND NOT EXISTS (SELECT 1 FROM certificates AS l WHERE l.kiosk = c.kiosk
			AND l.authority > c.authority AND l.revoked IS NULL) GROUP BY kiosk ORDER BY kiosk`, number, now, now)
	if err != nil {
		return nil, fmt.Errorf("read certificates: %w", err)
	}
	defer func() { _ = rows.Close() }() // only read
	var all []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, fmt.Errorf("read certificates: %w", err)
		}
		all = append(all, id)
	}
	return all, rows.Err()
}

// Told is what kiosks are told of the authorities: the first is whom they are to
// be certified by, all are to be believed.
func (a *Authority) Told(ctx context.Context) ([][]byte, error) {
	all, err := a.standing(ctx)
	if err != nil {
		return nil, err
	}
	first := all.signer(a.opts.Now())
	told := [][]byte{first.ca.Raw}
	for _, r := range all {
		if r.number != first.number {
			told = append(told, r.ca.Raw)
		}
	}
	return told, nil
}

// wanted is the root with this hash of its certificate, if it is in force; else
// the one that every kiosk knows.
func (b believed) wanted(hash []byte) root {
	for _, r := range b {
		if sum := sha256.Sum256(r.ca.Raw); string(sum[:]) == string(hash) {
			return r
		}
	}
	return b.server()
}
