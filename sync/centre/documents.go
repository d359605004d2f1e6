package centre

import (
	"context"
	"fmt"
	"strings"
	"time"

	"station365/sync/wire"
)

// Standing is what became of one kind of document at one kiosk, as it last said.
type Standing struct {
	Kiosk     string
	Kind      string
	Version   uint64 // of the last good one there; 0 for none
	Refused   uint64 // of a newer one that was refused; 0 for none
	Reasons   []string
	Published uint64 // the newest version for this kiosk; 0 for none
	Said      time.Time
}

// Standings lists where the kiosks stand with documents.
func (c *Centre) Standings(ctx context.Context) ([]Standing, error) {
	rows, err := c.db.QueryContext(ctx, `SELECT s.kiosk, s.kind, s.version, s.refused, s.reasons, s.said,
		coalesce((SELECT max(d.version) FROM documents d JOIN kiosks k ON k.kiosk = s.kiosk
			WHERE d.kind = s.kind AND d.community = k.community AND d.kiosk IN ('', s.kiosk)), 0)
		FROM standings s ORDER BY s.kiosk, s.kind`)
	if err != nil {
		return nil, fmt.Errorf("list standings: %w", err)
	}
	defer func() { _ = rows.Close() }() // only read
	var all []Standing
	for rows.Next() {
		var s Standing
		var reasons string
		var said int64
		if err := rows.Scan(&s.Kiosk, &s.Kind, &s.Version, &s.Refused, &reasons, &said, &s.Published); err != nil {
			return nil, fmt.Errorf("list standings: %w", err)
		}
		if reasons != "" {
			s.Reasons = strings.Split(reasons, "\n")
		}
		s.Said = fromMillis(said)
		all = append(all, s)
	}
	return all, rows.Err()
}

// documentRow is a published document with the topic it belongs on.
type documentRow struct {
	n     int64
	topic string
	bytes []byte
}

// newest is true of the documents that no later one has replaced.
const newest = `NOT EXISTS (SELECT 1 FROM documents l WHERE l.kind = d.kind AND l.community = d.community AND l.kiosk = d.kiosk AND l.version > d.version)`

func (c *Centre) documents(ctx context.Context, condition string, args ...any) ([]documentRow, error) {
	rows, err := c.db.QueryContext(ctx, `SELECT d.n, d.kind, d.community, d.kiosk, d.bytes FROM documents d WHERE `+condition+` AND `+newest+` ORDER BY d.n`, args...)
	if err != nil {
		return nil, fmt.Errorf("read documents: %w", err)
	}
	defer func() { _ = rows.Close() }() // only read
	var all []documentRow
	for rows.Next() {
		var d documentRow
		var kind, community, kioskID string
		if err := rows.Scan(&d.n, &kind, &community, &kioskID, &d.bytes); err != nil {
			return nil, fmt.Errorf("read documents: %w", err)
		}
		d.topic = wire.DocumentTopic(community, kioskID, kind)
		all = append(all, d)
	}
	return all, rows.Err()
}

// documentsFor are the newest documents that a kiosk should have.
func (c *Centre) documentsFor(ctx context.Context, k kioskRow) ([]documentRow, error) {
	return c.documents(ctx, `d.community = ? AND d.kiosk IN ('', ?)`, k.community, k.id)
}

// showDocuments puts what was published since on its topic, retained: also for
// kiosks that come later. The broker keeps nothing over a restart, so the first
// time it is everything.
func (x *exchange) showDocuments(ctx context.Context) {
	if x.afresh.Swap(false) {
		x.shown = 0
	}
	fresh, err := x.centre.documents(ctx, `d.n > ?`, x.shown)
	if err != nil {
		if ctx.Err() == nil {
			x.centre.opts.Logger.Error("read documents", "error", err)
		}
		return
	}
	for _, d := range fresh {
		if err := x.carry.publish(ctx, d.topic, d.bytes, true); err != nil {
			x.centre.opts.Logger.Error("show document", "topic", d.topic, "error", err)
			return // tried again in a second
		}
		x.shown = d.n
	}
}
