package centre

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"station365/kiosk/catalogue"
	"station365/kiosk/station"
	"station365/sync/wire"
)

// What can be wrong with a document that is to be published.
var (
	ErrKind   = errors.New("no such kind of document: catalogue, places, station, settings")
	ErrFaults = errors.New("the document has faults; nothing was published")
	ErrNobody = errors.New("no enrolled kiosk would hear it")
)

// Audience is who a document is for. Kinds for communities take Community, ""
// for all there are; the others take Kiosk, "" for all of Community.
type Audience struct{ Community, Kiosk string }

// Published is one document as it went out.
type Published struct {
	Kind      string
	Community string
	Kiosk     string // "" for the whole community
	Version   uint64
	Same      bool // the audience has exactly this already: nothing was published
}

// Publish checks a document's content as a kiosk would, signs it with the next
// version for each part of its audience and puts it down. A running centre
// shows it within a second. Errors include ErrKind, ErrFaults, ErrNobody.
func (c *Centre) Publish(ctx context.Context, kind string, content []byte, to Audience) ([]Published, error) {
	if err := checkDocument(kind, content); err != nil {
		return nil, fmt.Errorf("publish %s: %w", kind, err)
	}
	var all []Published
	err := c.inTx(ctx, func(tx *sql.Tx) error {
		parts, err := audience(ctx, tx, kind, to)
		if err != nil {
			return err
		}
		for _, part := range parts {
			p, err := c.publishTo(ctx, tx, kind, content, part)
			if err != nil {
				return err
			}
			all = append(all, p)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("publish %s: %w", kind, err)
	}
	c.watch.tell()
	return all, nil
}

func checkDocument(kind string, content []byte) error {
	var err error
	switch kind {
	case wire.KindCatalogue:
		_, err = catalogue.Decode(content)
	case wire.KindPlaces:
		_, err = station.ReadPlaces(bytes.NewReader(content))
	case wire.KindStation:
		_, err = station.Read(bytes.NewReader(content))
	case wire.KindSettings: // their bounds are each kiosk's own
		_, err = wire.DecodeSettings(content)
	default:
		return ErrKind
	}
	if err != nil {
		return fmt.Errorf("%w: %w", ErrFaults, err)
	}
	return nil
}

// audience lists communities, or kiosks with theirs.
func audience(ctx context.Context, tx *sql.Tx, kind string, to Audience) ([]Audience, error) {
	query := `SELECT community, kiosk FROM kiosks WHERE (?1 = '' OR community = ?1) AND (?2 = '' OR kiosk = ?2) ORDER BY kiosk`
	if wire.ForCommunity(kind) {
		query = `SELECT DISTINCT community, '' FROM kiosks WHERE (?1 = '' OR community = ?1) AND ?2 = '' ORDER BY community`
	}
	rows, err := tx.QueryContext(ctx, query, to.Community, to.Kiosk)
	if err != nil {
		return nil, fmt.Errorf("list audience: %w", err)
	}
	defer func() { _ = rows.Close() }() // only read
	var all []Audience
	for rows.Next() {
		var a Audience
		if err := rows.Scan(&a.Community, &a.Kiosk); err != nil {
			return nil, fmt.Errorf("list audience: %w", err)
		}
		all = append(all, a)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("list audience: %w", err)
	}
	if len(all) == 0 {
		return nil, ErrNobody
	}
	return all, nil
}

func (c *Centre) publishTo(ctx context.Context, tx *sql.Tx, kind string, content []byte, to Audience) (Published, error) {
	p := Published{Kind: kind, Community: to.Community, Kiosk: to.Kiosk}
	sum := sha256.Sum256(content)
	var hash []byte
	err := tx.QueryRowContext(ctx, `SELECT version, hash FROM documents WHERE kind = ? AND community = ? AND kiosk = ?
		ORDER BY version DESC LIMIT 1`, kind, to.Community, to.Kiosk).Scan(&p.Version, &hash)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return p, fmt.Errorf("read documents: %w", err)
	}
	if p.Same = bytes.Equal(hash, sum[:]); p.Same {
		return p, nil
	}
	// Kiosks may hold a higher version than a centre whose database came back
	// from a copy; versions may only rise.
	var held uint64
	err = tx.QueryRowContext(ctx, `SELECT coalesce(max(CASE WHEN s.version > s.refused THEN s.version ELSE s.refused END), 0) FROM standings s JOIN kiosks k USING (kiosk)
		WHERE s.kind = ?1 AND k.community = ?2 AND (?3 = '' OR k.kiosk = ?3)`, kind, to.Community, to.Kiosk).Scan(&held)
	if err != nil {
		return p, fmt.Errorf("read standings: %w", err)
	}
	p.Version = max(p.Version, held) + 1
	now := c.opts.Now().UTC().Truncate(time.Second)
	b, err := wire.Document{Kind: kind, Version: p.Version, Community: to.Community, Kiosk: to.Kiosk, At: now, Content: content}.Sign(c.keys.sign)
	if err != nil {
		return p, err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO documents (kind, community, kiosk, version, hash, bytes, published) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		kind, to.Community, to.Kiosk, p.Version, sum[:], b, c.millis())
	if err != nil {
		return p, fmt.Errorf("keep document: %w", err)
	}
	return p, nil
}

// noteStanding keeps what a kiosk said of itself, and raises what it refused.
func (c *Centre) noteStanding(ctx context.Context, h wire.Hello) error {
	err := c.inTx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE kiosks SET last_down = ? WHERE kiosk = ?`, int64(h.LastDown&(1<<63-1)), h.Kiosk)
		for _, d := range h.Documents {
			if err != nil {
				break
			}
			_, err = tx.ExecContext(ctx, `INSERT INTO standings (kiosk, kind, version, refused, reasons, said) VALUES (?, ?, ?, ?, ?, ?)
				ON CONFLICT (kiosk, kind) DO UPDATE SET version = excluded.version, refused = excluded.refused, reasons = excluded.reasons, said = excluded.said`,
				h.Kiosk, d.Kind, int64(d.Version&(1<<63-1)), int64(d.Refused&(1<<63-1)), strings.Join(d.Reasons, "\n"), c.millis())
		}
		return err
	})
	if err != nil {
		return err
	}
	return c.raiseRefused(ctx, h)
}

func (c *Centre) raiseRefused(ctx context.Context, h wire.Hello) error {
	for _, d := range h.Documents {
		if d.Refused == 0 {
			continue
		}
		err := c.books.inTx(ctx, func(p page) error {
			return c.raise(ctx, p, h.Kiosk, AlarmDocument, fmt.Sprintf("%s/%d", d.Kind, d.Refused))
		})
		if err != nil {
			return err
		}
	}
	return nil
}
