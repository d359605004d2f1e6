package store_test

import (
	"crypto/sha256"
	"fmt"
	"path/filepath"
	"testing"

	"station365/kiosk"
	"station365/kiosk/store"
	"station365/kiosk/store/storetest"
)

// BenchmarkBytesPerCase counts the bytes that SQLite gives to the disk for one
// case of 1 KiB: confirm alone, then the whole job with receipt, sending and
// acknowledging in hundreds, the log moved into the database included. The
// figures ending in -x are ratios to the record's own bytes.
func BenchmarkBytesPerCase(b *testing.B) {
	const body, batch = 1024, 100
	dir := filepath.Join(b.TempDir(), "state")
	disk := storetest.New(b, dir)
	s := open(b, dir, store.Opts{Limits: kiosk.Limits{Queue: 1 << 30}})
	epoch, err := s.Epoch(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	begin, _ := disk.Written()
	confirm, n := int64(0), 0
	for b.Loop() {
		c := newCase(fmt.Sprintf("0198c0de-%04x-7000-8000-%012x", n>>12, n))
		tag := sha256.Sum256([]byte(c.ID))
		c.ResidentTag = tag[:]
		before, _ := disk.Written()
		_, err := s.Keep(b.Context(), c, func(h kiosk.Head, number kiosk.CaseNumber) (kiosk.Record, error) {
			return kiosk.Record{ID: "r" + string(c.ID), Epoch: h.Epoch, Sequence: h.Sequence, Hash: sha256.Sum256([]byte(number)), Bytes: make([]byte, body)}, nil
		})
		if err != nil {
			b.Fatal(err)
		}
		after, _ := disk.Written()
		confirm, n = confirm+after-before, n+1
		if err := s.ReceiptResult(b.Context(), c.ID, "printed"); err != nil {
			b.Fatal(err)
		}
		if n%batch == 0 {
			acknowledgeBatch(b, s, epoch, uint64(n), batch)
		}
	}
	_ = s.Close()
	all, log := disk.Written()
	per := func(bytes int64) float64 { return float64(bytes) / float64(n) }
	b.ReportMetric(per(confirm), "confirm-B")
	b.ReportMetric(per(confirm)/body, "confirm-x")
	b.ReportMetric(per(log), "log-B")
	b.ReportMetric(per(all-begin), "whole-B")
	b.ReportMetric(per(all-begin)/body, "whole-x")
}

// wordLength is of an acknowledgement that names one hash, in JSON with its
// signature.
const wordLength = 700

func acknowledgeBatch(b *testing.B, s *store.Store, epoch uint32, last uint64, batch int) {
	b.Helper()
	places := make([]store.Place, batch)
	for i := range places {
		places[i] = store.Place{Epoch: epoch, Sequence: last - uint64(batch-1-i)}
	}
	if err := s.MarkSent(b.Context(), places...); err != nil {
		b.Fatal(err)
	}
	if _, err := s.MarkAcknowledged(b.Context(), epoch, last, nil, noon, make([]byte, wordLength)); err != nil {
		b.Fatal(err)
	}
}
