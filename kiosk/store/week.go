package store

import (
	"context"
	"fmt"
	"time"

	"station365/kiosk"
)

// countWeek takes the newest word on each case: its last revision, or none for a
// case that nobody has taken up yet.
const countWeek = `WITH newest AS (
	SELECT c.due, c.trusted, h.at, coalesce(h.status, ?) AS status
	FROM cases c LEFT JOIN history h ON h.case_id = c.id
		AND h.revision = (SELECT max(revision) FROM history WHERE case_id = c.id)
)
SELECT
	count(*) FILTER (WHERE status = ? AND at >= ?),
	count(*) FILTER (WHERE status NOT IN (?, ?, ?) AND NOT (trusted AND due < ?)),
	count(*) FILTER (WHERE status NOT IN (?, ?, ?) AND trusted AND due < ?)
FROM newest`

// Week counts the cases finished since that time, and those open at now.
func (s *Store) Week(ctx context.Context, since, now time.Time) (w kiosk.Week, err error) {
	at := now.UnixMilli()
	err = s.read.QueryRowContext(ctx, countWeek, kiosk.Submitted, kiosk.Completed, since.UnixMilli(),
		kiosk.Completed, kiosk.Returned, kiosk.Withdrawn, at, kiosk.Completed, kiosk.Returned, kiosk.Withdrawn, at).
		Scan(&w.Settled, &w.InHand, &w.Late)
	if err != nil {
		return kiosk.Week{}, fmt.Errorf("count the week: %w", err)
	}
	return w, nil
}
