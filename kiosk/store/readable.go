package store

import (
	"slices"
	"unicode/utf8"

	"station365/kiosk"
)

// recordRow, caseRow, historyRow and chainRow are rows as salvaging reads them:
// the columns in the tables' order.
type (
	recordRow struct {
		place            int64
		id               string
		hash             []byte
		bytes, tombstone any
		delivery, reason string
		acked            int64
	}
	caseRow struct {
		place   int64
		columns []any // all but the place
	}
	proofRow struct {
		last, first int64
		word        []byte
	}
	historyRow struct {
		of       string
		revision int64
		columns  []any
	}
	chainRow struct {
		epoch, sequence int64
		prev            []byte
		counter         int64
		down            int64
		oldest          int64 // 0: a database of before it was kept
	}
)

// readable is what can be read of a database, row by row.
type readable struct {
	chain   *chainRow
	records map[int64]recordRow
	cases   map[int64]caseRow
	history map[[2]any]historyRow
	proofs  map[int64]proofRow
}

// readRows takes every row that is what one of our tables has, wherever it
// stands. Of two rows under one key the one that has come further counts.
func readRows(path string) (*readable, error) {
	likely, err := readPages(path)
	if err != nil {
		return nil, err
	}
	var best *readable
	for _, p := range likely {
		r := &readable{records: map[int64]recordRow{}, cases: map[int64]caseRow{}, history: map[[2]any]historyRow{},
			proofs: map[int64]proofRow{}}
		p.rows(r.take)
		if best == nil || r.count() > best.count() { // the wrong page size makes hardly any sense
			best = r
		}
	}
	return best, nil
}

func (r *readable) count() int { return len(r.records) + len(r.cases) + len(r.history) }

func (r *readable) take(rowid int64, c []any) {
	switch {
	case len(c) == 8 && rowid > 1<<32 && is[string](c[1]) && is[string](c[5]):
		r.takeRecord(rowid, c)
	case len(c) == 20 && rowid > 1<<32:
		r.takeCase(rowid, c)
	case len(c) == 3 && rowid > 1<<32 && all(c[1:], "ib"):
		r.proofs[rowid] = proofRow{rowid, c[1].(int64), c[2].([]byte)} // its signature says whether it is one
	case len(c) >= 7 && len(c) <= 9 && rowid == 1 && c[0] == nil:
		r.takeChain(c)
	case len(c) == 6 && rowid == 0:
		r.takeHistory(c)
	}
}

func is[T any](v any) bool { _, ok := v.(T); return ok }

// all tells whether the columns have these kinds: s text, i integer, b bytes, ?
// bytes or nothing.
func all(columns []any, kinds string) bool {
	for i, k := range kinds {
		ok := false
		switch k {
		case 's':
			text, isText := columns[i].(string)
			ok = isText && utf8.ValidString(text)
		case 'i':
			ok = is[int64](columns[i])
		case 'b':
			ok = is[[]byte](columns[i])
		case '?':
			ok = columns[i] == nil || is[[]byte](columns[i])
		}
		if !ok {
			return false
		}
	}
	return true
}

var deliveries = []kiosk.Delivery{kiosk.Queued, kiosk.Sent, kiosk.Acknowledged, kiosk.Quarantined}

func (r *readable) takeRecord(place int64, c []any) {
	if !all(c[1:], "sb??ssi") {
		return
	}
	n := recordRow{place: place, id: c[1].(string), hash: c[2].([]byte), bytes: c[3], tombstone: c[4],
		delivery: c[5].(string), reason: c[6].(string), acked: c[7].(int64)}
	if len(n.hash) != 32 || n.acked < 0 || !slices.Contains(deliveries, kiosk.Delivery(n.delivery)) {
		return
	}
	if before, there := r.records[place]; !there || n.acked > before.acked {
		r.records[place] = n
	}
}

func (r *readable) takeCase(place int64, c []any) {
	if !all(c[1:], "sssiis?sssiiibssiii") || !kiosk.CaseNumber(c[2].(string)).Valid() {
		return
	}
	if _, there := r.cases[place]; !there {
		r.cases[place] = caseRow{place, c[1:]}
	}
}

func (r *readable) takeHistory(c []any) {
	if !all(c, "sissi?") || !slices.Contains(kiosk.Statuses(), kiosk.Status(c[2].(string))) {
		return
	}
	n := historyRow{c[0].(string), c[1].(int64), c}
	r.history[[2]any{n.of, n.revision}] = n
}

func (r *readable) takeChain(c []any) {
	if !all(c[1:], "iibiii") {
		return
	}
	n := &chainRow{epoch: c[1].(int64), sequence: c[2].(int64), prev: c[3].([]byte), counter: c[4].(int64), down: c[6].(int64)}
	if len(c) > 7 {
		n.oldest, _ = c[7].(int64)
	}
	if len(n.prev) != 32 || n.epoch < 1 || n.epoch >= 1<<31 || n.sequence < 1 || n.counter < 1 {
		return
	}
	if r.chain == nil || n.sequence > r.chain.sequence {
		r.chain = n
	}
}

// fill adds what only an older copy still has.
func (r *readable) fill(older *readable) {
	for k, v := range older.proofs {
		if _, there := r.proofs[k]; !there {
			r.proofs[k] = v
		}
	}
	for k, v := range older.records {
		if _, there := r.records[k]; !there {
			r.records[k] = v
		}
	}
	for k, v := range older.cases {
		if _, there := r.cases[k]; !there {
			r.cases[k] = v
		}
	}
	for k, v := range older.history {
		if _, there := r.history[k]; !there {
			r.history[k] = v
		}
	}
}

// farthest is the last place that anything is known of, 0 for none.
func (r *readable) farthest() (last int64) {
	for place := range r.records {
		last = max(last, place)
	}
	for place := range r.cases {
		last = max(last, place)
	}
	return last
}
