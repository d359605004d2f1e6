package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"station365/kiosk"
)

// ReasonDamaged is why a record is quarantined whose bytes are gone.
const ReasonDamaged = "record-damaged"

// believable bounds how far the chain's own word may go beyond what can be read:
// a flipped bit must not make a million lost records.
const believable = 10_000

// ReadFunc reads a record's bytes, which are sealed to the store: the hash of the
// record before it, and an error if they are not what was made.
type ReadFunc func(kiosk.Record) (prev [32]byte, err error)

// salvage puts into a new database at to what can be read of the one at from,
// under a new epoch: records without the centre's word above all, the cases, and
// what the centre said of them. copies are older databases that may still have
// what is gone. Neither from nor they are changed.
func (o Opts) salvage(from, to string, copies []string, f floor) (Damage, error) {
	d := Damage{}
	r, err := readRows(from)
	if err != nil {
		return d, err
	}
	r.chain = r.believed(f)
	for _, c := range copies {
		if older, err := readRows(c); err == nil { // one that cannot be read has nothing to add
			r.fill(older)
		}
	}
	d.Lost = r.lose(o.Read)
	d.Records, d.Cases = len(r.records)-len(d.Lost), len(r.cases)
	if r.chain == nil {
		last := placeOf(max(r.farthest(), Place{Epoch: f.Epoch}.row()))
		d.From = Place{last.Epoch, last.Sequence + 1} // nobody knows whether there were more
	}
	return d, r.write(to, r.begins(o.Now(), f))
}

// believed is the chain's row if it agrees with the rest.
func (r *readable) believed(f floor) *chainRow {
	c, last := r.chain, placeOf(r.farthest())
	switch {
	case c == nil:
		return nil
	case last != Place{} && (c.epoch != int64(last.Epoch) || c.sequence <= int64(last.Sequence) || c.sequence > int64(last.Sequence)+believable):
		return nil
	case last == Place{} && c.sequence > believable, f.Number > 0 && c.counter > f.Number:
		return nil
	}
	return c
}

// lose finds the records that the centre may lack and that cannot be read, and
// leaves a row for each: its place, and its hash as far as a neighbour tells.
func (r *readable) lose(read ReadFunc) (lost []Place) {
	hashes := map[int64][]byte{} // of the record at a place, said by the one behind it
	if c := r.chain; c != nil {
		hashes[Place{uint32(c.epoch), uint64(c.sequence - 1)}.row()] = c.prev
	}
	whole := map[int64]bool{}
	for place, row := range r.records {
		bytes, there := row.bytes.([]byte)
		prev, err := [32]byte{}, error(nil)
		if there && read != nil {
			prev, err = read(row.record(bytes))
		}
		whole[place] = row.acked > 0 || row.tombstone != nil || there && err == nil
		if there && read != nil && err == nil {
			hashes[place-1] = prev[:]
		}
	}
	for _, place := range r.places() {
		if whole[place] {
			continue
		}
		hash := hashes[place]
		if hash == nil {
			hash = r.records[place].hash
		}
		if hash == nil {
			hash = make([]byte, 32)
		}
		r.records[place] = recordRow{place: place, id: r.records[place].id, hash: hash, delivery: string(kiosk.Quarantined), reason: ReasonDamaged}
		lost = append(lost, placeOf(place))
	}
	for place, c := range r.cases {
		if _, there := r.records[place]; !there { // the centre has it: it lies before all that waits
			r.records[place] = recordRow{place: place, hash: make([]byte, 32), delivery: string(kiosk.Acknowledged), acked: max(c.at(), 1)}
		}
	}
	return lost
}

// at is when the case was kept.
func (c caseRow) at() int64 { return c.columns[11].(int64) }

func (r recordRow) record(bytes []byte) kiosk.Record {
	at := placeOf(r.place)
	k := kiosk.Record{ID: r.id, Epoch: at.Epoch, Sequence: at.Sequence, Bytes: bytes}
	copy(k.Hash[:], r.hash)
	return k
}

// places lists every place that must have a record: what there is, and what lies
// between. What lies before the first was purged, or its centre's word is known.
func (r *readable) places() (all []int64) {
	ends := map[uint32][2]int64{}
	note := func(place int64) {
		epoch := placeOf(place).Epoch
		e, there := ends[epoch]
		if !there {
			e = [2]int64{place, place}
		}
		ends[epoch] = [2]int64{min(e[0], place), max(e[1], place)}
	}
	for place := range r.records {
		note(place)
	}
	for place := range r.cases {
		note(place)
	}
	if c := r.chain; c != nil && c.sequence > 1 {
		note(Place{uint32(c.epoch), uint64(c.sequence - 1)}.row())
		if c.oldest > 0 && placeOf(c.oldest).Epoch == uint32(c.epoch) {
			note(c.oldest)
		}
	}
	for _, e := range ends {
		for place := e[0]; place <= e[1] && e[1]-place < 1<<20; place++ {
			if c := r.chain; c == nil || place >= c.oldest || r.records[place].hash != nil {
				all = append(all, place)
			}
		}
	}
	slices.Sort(all)
	return all
}

// begins is where the new chain begins: behind all that was ever used.
func (r *readable) begins(now time.Time, f floor) chainRow {
	n := chainRow{sequence: 1, counter: max(f.Number, 1)}
	last := placeOf(r.farthest()).Epoch
	if c := r.chain; c != nil {
		n.down, n.counter, last = c.down, max(n.counter, c.counter), max(last, uint32(c.epoch))
	}
	for _, c := range r.cases {
		var prefix string
		var number int64
		if _, err := fmt.Sscanf(untilDash(c.columns[1].(string)), "%1s%d", &prefix, &number); err == nil {
			n.counter = max(n.counter, number+1)
		}
	}
	n.epoch = int64(nextEpoch(now, last, f))
	return n
}

// untilDash turns "S2-4821-7" into "S4821": the letter and the counter.
func untilDash(number string) string {
	parts := strings.Split(number, "-")
	if len(parts) != 3 {
		return ""
	}
	return parts[0][:1] + parts[1]
}

// write makes the new database, whole or not at all.
func (r *readable) write(to string, begin chainRow) error {
	db, err := sql.Open("sqlite", dsn(to, "&_txlock=immediate"))
	if err != nil {
		return fmt.Errorf("make new database: %w", err)
	}
	db.SetMaxOpenConns(1)
	err = migrate(db)
	if err == nil {
		err = inTx(context.Background(), db, func(tx *sql.Tx) error { return r.insert(tx, begin) })
	}
	if err := errors.Join(err, db.Close()); err != nil { // closing moves the log into the database and syncs it
		return fmt.Errorf("make new database: %w", err)
	}
	return syncDir(filepath.Dir(to))
}

func (r *readable) insert(tx *sql.Tx, begin chainRow) error {
	for _, n := range r.records {
		if err := exec(tx, `INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, n.place, n.id, n.hash, n.bytes, n.tombstone, n.delivery, n.reason, n.acked); err != nil {
			return err
		}
	}
	for _, n := range r.cases {
		// Two rows with one number cannot both be right; the first stays.
		if err := exec(tx, `INSERT OR IGNORE INTO cases VALUES (?`+strings.Repeat(", ?", 19)+`)`, append([]any{n.place}, n.columns...)...); err != nil {
			return err
		}
	}
	for _, n := range r.history {
		if err := exec(tx, `INSERT OR IGNORE INTO history VALUES (?, ?, ?, ?, ?, ?)`, n.columns...); err != nil {
			return err
		}
	}
	for _, n := range r.proofs {
		if err := exec(tx, `INSERT INTO proofs (last, first, word) VALUES (?, ?, ?)`, n.last, n.first, n.word); err != nil {
			return err
		}
	}
	return exec(tx, `INSERT INTO chain (one, epoch, sequence, prev, counter, waiting, down, oldest, copied) VALUES (1, ?, 1, zeroblob(32), ?,
		(SELECT count(*) FROM records WHERE acked_at = 0), ?,
		coalesce((SELECT min(place) FROM records WHERE acked_at = 0), (SELECT max(place) FROM records), 0), 0)`, begin.epoch, begin.counter, begin.down)
}
