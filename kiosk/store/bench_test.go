package store_test

import (
	"context"
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"station365/kiosk"
	"station365/kiosk/personal"
	"station365/kiosk/store"
	"station365/sync/wire"
)

// BenchmarkConfirm measures the confirm transaction against the physical limit:
// appending and syncing one 4 KiB page on the same disk, turn by turn in one
// run. p50-x and p99-x are the ratios; the aim is p50-x at most 1.5 alone.
func BenchmarkConfirm(b *testing.B) {
	body := make([]byte, 1024)
	compare(b, func(h kiosk.Head, n kiosk.CaseNumber) (kiosk.Record, error) {
		return kiosk.Record{ID: string(n), Epoch: h.Epoch, Sequence: h.Sequence, Hash: sha256.Sum256([]byte(n)), Bytes: body}, nil
	})
}

// BenchmarkConfirmSealed is the same with sealing and signing inside the
// transaction, as the kiosk does; the aim is p50-x at most 2.5.
func BenchmarkConfirmSealed(b *testing.B) {
	keys, err := wire.NewKioskKeys()
	if err != nil {
		b.Fatal(err)
	}
	centre, err := ecdh.X25519().GenerateKey(rand.Reader)
	if err != nil {
		b.Fatal(err)
	}
	signs, _, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		b.Fatal(err)
	}
	sealer := wire.NewSealer(wire.NewIdentity("shanan-2", "shanan", "S2", centre.PublicKey().Bytes(), signs, "token"), keys)
	answers := map[string]personal.Value{}
	for i := range 16 {
		answers[fmt.Sprint("field", i)] = personal.New("an answer of usual length")
	}
	compare(b, func(h kiosk.Head, n kiosk.CaseNumber) (kiosk.Record, error) {
		return sealer.Seal(h, wire.Body{Kind: wire.KindCaseSubmitted, CaseID: kiosk.CaseID("case-" + string(n)), Number: n, Matter: "residence-registration",
			CatalogueVersion: 1, NoticeVersion: 1, Answers: answers, SubmittedAt: noon, TimeTrusted: true})
	})
}

func compare(b *testing.B, seal kiosk.SealFunc) {
	dir := b.TempDir()
	s := open(b, dir, store.Opts{Limits: kiosk.Limits{Queue: 1 << 30}})
	raw, err := os.Create(filepath.Join(dir, "raw"))
	if err != nil {
		b.Fatal(err)
	}
	defer raw.Close()
	page := make([]byte, 4096)
	var confirm, limit []time.Duration
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		if _, err := s.Keep(context.Background(), newCase(fmt.Sprint(i)), seal); err != nil {
			b.Fatal(err)
		}
		kept := time.Now()
		if _, err := raw.Write(page); err != nil {
			b.Fatal(err)
		}
		if err := unix.Fdatasync(int(raw.Fd())); err != nil {
			b.Fatal(err)
		}
		confirm, limit = append(confirm, kept.Sub(start)), append(limit, time.Since(kept))
	}
	slices.Sort(confirm)
	slices.Sort(limit)
	at := func(d []time.Duration, percent int) float64 { return float64(d[(len(d)-1)*percent/100].Microseconds()) }
	b.ReportMetric(at(confirm, 50), "p50-us")
	b.ReportMetric(at(confirm, 99), "p99-us")
	b.ReportMetric(at(confirm, 50)/at(limit, 50), "p50-x")
	b.ReportMetric(at(confirm, 99)/at(limit, 99), "p99-x")
}
