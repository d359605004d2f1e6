package centre_test

import (
	"database/sql"
	"testing"
	"time"

	"station365/kiosk"
	"station365/sync/centre/database/databasetest"
	"station365/sync/wire"
)

// keptInPostgres inserts one by one, or a batch in one statement as ours does.
func keptInPostgres(address string, batched bool) kept {
	k := kept{"pgx", address, oneByOne(`INSERT INTO records (kiosk, epoch, sequence, id, type, prev, hash, bytes, received) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`)}
	if batched {
		k.insert = inOneStatement
	}
	return k
}

func inOneStatement(tx *sql.Tx, decoded []wire.Record, records []kiosk.Record) error {
	var sequences []int64
	var ids, kinds []string
	var prevs, hashes, bytes [][]byte
	for i, r := range decoded {
		sequences, ids, kinds = append(sequences, int64(r.Sequence)), append(ids, r.ID), append(kinds, r.Type)
		prevs, hashes, bytes = append(prevs, r.Prev[:]), append(hashes, r.Hash[:]), append(bytes, records[i].Bytes)
	}
	_, err := tx.Exec(`INSERT INTO records (kiosk, epoch, received, sequence, id, type, prev, hash, bytes)
		SELECT $1, $2, 1, * FROM unnest($3::bigint[], $4::text[], $5::text[], $6::bytea[], $7::bytea[], $8::bytea[])`,
		decoded[0].Kiosk, decoded[0].Epoch, sequences, ids, kinds, prevs, hashes, bytes)
	return err
}

// BenchmarkDrainPostgreSQL is BenchmarkDrain with the records in a PostgreSQL that
// syncs. ref-x is the time, through ours, of a reference that inserts a batch in
// one statement; single-x that of one that inserts one by one.
func BenchmarkDrainPostgreSQL(b *testing.B) {
	const n = 10_000
	var ours, batched, single time.Duration
	e := databasetest.StartPostgres(b, "fsync=on")
	address := bareBroker(b)
	for b.Loop() {
		b.StopTimer()
		o, other, third := newPair(b, e.Address(b), "embedded"), newPair(b, e.Address(b), "embedded"), newPair(b, e.Address(b), "embedded")
		p, q, r := newPier(b, o.Centre, n), newPier(b, other.Centre, n), newPier(b, third.Centre, n)
		other.stop()
		third.stop()
		batched += q.reference(address, keptInPostgres(other.store, true), n, nil)
		single += r.reference(address, keptInPostgres(third.store, false), n, nil)
		b.StartTimer()
		start := time.Now()
		p.drain(o.address, n, func(int) {})
		ours += time.Since(start)
		b.StopTimer()
		counts, err := o.Counts(b.Context())
		must(b, err)
		if counts.Records != n || counts.Cases != n || counts.Quarantined != 0 {
			b.Fatalf("the centre holds %+v", counts)
		}
		o.stop()
		b.StartTimer()
	}
	b.ReportMetric(float64(n*b.N)/ours.Seconds(), "records/s")
	b.ReportMetric(batched.Seconds()/ours.Seconds(), "ref-x")
	b.ReportMetric(single.Seconds()/ours.Seconds(), "single-x")
}
