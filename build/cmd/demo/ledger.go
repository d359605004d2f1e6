package main

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"path/filepath"
	"time"

	"station365/build/cmd/demo/page"
	"station365/kiosk"
	"station365/kiosk/store" // also registers the driver
	"station365/sync/centre"
)

// mostCases is how many the page lists.
const mostCases = 50

// ledger reads what is known of cases, on the kiosk's disk and at the centre. It
// writes to neither.
type ledger struct {
	kiosk  *sql.DB
	path   string
	centre *centre.Centre
}

func openLedger(kioskDir, centreDir string) (*ledger, error) {
	path := filepath.Join(kioskDir, store.File)
	u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: "mode=ro&_pragma=query_only(1)&_pragma=busy_timeout(2000)"}
	db, err := sql.Open("sqlite", u.String())
	if err != nil {
		return nil, fmt.Errorf("open the kiosk's database for reading: %w", err)
	}
	c, err := centre.Open(centreDir, centre.Opts{Who: "demo"})
	if err != nil {
		_ = db.Close() // it was only read
		return nil, fmt.Errorf("open the centre for reading: %w", err)
	}
	return &ledger{kiosk: db, path: path, centre: c}, nil
}

func (l *ledger) close() {
	_ = l.kiosk.Close() // both were only read
	_ = l.centre.Close()
}

const kioskCases = `SELECT c.number, c.at, c.result, r.delivery, r.reason,
	coalesce((SELECT h.status FROM history h WHERE h.case_id = c.id ORDER BY h.revision DESC LIMIT 1), ?)
	FROM cases c JOIN records r ON r.place = c.place ORDER BY c.place DESC LIMIT ?`

// cases lists what the kiosk has, with what the centre says of it.
func (l *ledger) cases(ctx context.Context) ([]page.Case, error) {
	if missing(l.path) {
		return []page.Case{}, nil // the kiosk has not made it yet
	}
	there := map[string]kiosk.Status{}
	known, err := l.centre.Cases(ctx)
	if err != nil {
		return nil, err
	}
	for _, c := range known {
		there[string(c.Number)] = c.Status
	}
	rows, err := l.kiosk.QueryContext(ctx, kioskCases, kiosk.Submitted, mostCases)
	if err != nil {
		return nil, fmt.Errorf("read the kiosk's cases: %w", err)
	}
	defer func() { _ = rows.Close() }() // only read
	all := []page.Case{}
	for rows.Next() {
		var c page.Case
		var at int64
		if err := rows.Scan(&c.Number, &at, &c.Receipt, &c.Delivery, &c.Reason, &c.Here); err != nil {
			return nil, fmt.Errorf("read the kiosk's cases: %w", err)
		}
		status := there[c.Number]
		c.At, c.There, c.Next = time.UnixMilli(at), string(status), []string{}
		for _, next := range status.Next() {
			c.Next = append(c.Next, string(next))
		}
		all = append(all, c)
	}
	return all, rows.Err()
}

// counts is what the centre holds.
func (l *ledger) counts(ctx context.Context) (page.Centre, error) {
	n, err := l.centre.Counts(ctx)
	if err != nil {
		return page.Centre{}, err
	}
	return page.Centre{Records: n.Records, Quarantined: n.Quarantined, Alarms: n.Alarms}, nil
}
