package outbox_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"station365/kiosk"
	"station365/sync/outbox"
	"station365/sync/wire"
)

// bench is a queue in memory and a line whose answers the test decides.
type bench struct {
	mu      sync.Mutex
	records []kiosk.Record
	acked   map[outbox.Position]bool
	aside   map[outbox.Position]string
	offline bool
	fail    error
	sent    [][]byte // messages
}

func (b *bench) Unacknowledged(_ context.Context, after outbox.Position, limit int) ([]kiosk.Record, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	var out []kiosk.Record
	for _, r := range b.records {
		p := outbox.Position{Epoch: r.Epoch, Sequence: r.Sequence}
		if !b.acked[p] && after.Before(p) && len(out) < limit {
			out = append(out, r)
		}
	}
	return out, nil
}

func (b *bench) At(_ context.Context, p outbox.Position) (kiosk.Record, bool, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if p.Epoch != 1 || p.Sequence == 0 || p.Sequence > uint64(len(b.records)) {
		return kiosk.Record{}, false, nil
	}
	return b.records[p.Sequence-1], true, nil
}

func (b *bench) Reopen(_ context.Context, from outbox.Position) (n int, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for p := range b.acked {
		if !p.Before(from) {
			delete(b.acked, p)
			n++
		}
	}
	return n, nil
}

func (b *bench) MarkSent(context.Context, []outbox.Position) error { return b.broken() }

func (b *bench) broken() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.fail
}

func (b *bench) MarkAcknowledged(_ context.Context, epoch uint32, through uint64, beyond []uint64, _ time.Time, _ []byte) ([]outbox.Position, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for s := uint64(1); s <= through; s++ {
		b.acked[outbox.Position{Epoch: epoch, Sequence: s}] = true
	}
	for _, s := range beyond {
		b.acked[outbox.Position{Epoch: epoch, Sequence: s}] = true
	}
	return nil, nil
}

func (b *bench) Quarantine(_ context.Context, p outbox.Position, reason string, stone *kiosk.Record) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.aside[p] = reason
	b.records[p.Sequence-1].Bytes = stone.Bytes
	return nil
}

func (b *bench) Connected() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return !b.offline
}

func (b *bench) Send(_ string, payload []byte) <-chan error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.sent = append(b.sent, payload)
	done := make(chan error, 1)
	done <- nil
	return done
}

// trips are the records that went over the line, one by one.
func (b *bench) trips() [][]byte {
	b.mu.Lock()
	defer b.mu.Unlock()
	var all [][]byte
	for _, m := range b.sent {
		records, err := wire.SplitBatch(m)
		if err != nil {
			panic(err)
		}
		all = append(all, records...)
	}
	return all
}

// word is an acknowledgement with the right hash.
func (b *bench) word(t *testing.T, sign ed25519.PrivateKey, a wire.Acknowledgement) []byte {
	t.Helper()
	a.Kiosk, a.Epoch, a.At = "kiosk-1", 1, time.Now()
	if a.Through > 0 && a.Hash == nil {
		a.Hash = b.records[a.Through-1].Hash[:]
	}
	w, err := a.Sign(sign)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// newBench has n sealed records waiting.
func newBench(t *testing.T, n int) (*bench, outbox.Opts, ed25519.PrivateKey) {
	t.Helper()
	keys, err := wire.NewKioskKeys()
	if err != nil {
		t.Fatal(err)
	}
	request, err := keys.Request()
	if err != nil {
		t.Fatal(err)
	}
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	identity := wire.NewIdentity("kiosk-1", "community-1", "S1", request.KioskKey, public, "token")
	sealer := wire.NewSealer(identity, keys)
	b := &bench{acked: map[outbox.Position]bool{}, aside: map[outbox.Position]string{}}
	head := kiosk.Head{Epoch: 1, Sequence: 1}
	for range n {
		r, err := sealer.Seal(head, wire.Body{Kind: wire.KindCaseSubmitted})
		if err != nil {
			t.Fatal(err)
		}
		b.records = append(b.records, r)
		head = kiosk.Head{Epoch: 1, Sequence: r.Sequence + 1, Prev: r.Hash}
	}
	return b, outbox.Opts{Identity: identity, Tombstone: sealer.Tombstone, Window: 4, Retry: 30 * time.Second}, private
}

// run works the outbox until the bubble's goroutines rest.
func run(t *testing.T, b *bench, o outbox.Opts) (*outbox.Outbox, func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	box := outbox.New(b, b, o)
	box.LinkChanged(ctx, true)
	var end sync.WaitGroup
	end.Go(func() { _ = box.Run(ctx) })
	synctest.Wait()
	return box, func() { cancel(); end.Wait() }
}

func TestCentreSaysNothing_SameBytesGoAgainAfterHalfAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, o, _ := newBench(t, 1)
		_, stop := run(t, b, o)
		defer stop()

		time.Sleep(31 * time.Second)
		synctest.Wait()

		if got := b.trips(); len(got) != 2 || !bytes.Equal(got[0], got[1]) {
			t.Errorf("sent %d times", len(got))
		}
	})
}

func TestWindowIsFull_TheRestWaitsForTheCentre(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, o, sign := newBench(t, 10)
		box, stop := run(t, b, o)
		defer stop()
		first := len(b.trips())

		_ = box.Acknowledge(t.Context(), b.word(t, sign, wire.Acknowledgement{Through: 3}))
		synctest.Wait()

		if second := len(b.trips()); first != 4 || second != 7 {
			t.Errorf("on the way: %d, then %d in all; want 4, then 7", first, second)
		}
	})
}

func TestAcknowledgementIsForged_NothingIsBelieved(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, o, _ := newBench(t, 1)
		box, stop := run(t, b, o)
		defer stop()
		_, stranger, err := ed25519.GenerateKey(nil)
		if err != nil {
			t.Fatal(err)
		}

		_ = box.Acknowledge(t.Context(), b.word(t, stranger, wire.Acknowledgement{Through: 1}))
		synctest.Wait()

		if len(b.acked) != 0 {
			t.Error("believed a stranger")
		}
	})
}

func TestRecordIsDamaged_ItsTombstoneGoesUpAndOthersGoOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, o, _ := newBench(t, 3)
		b.records[1].Bytes = []byte("rubbish")
		_, stop := run(t, b, o)
		defer stop()

		last := b.trips()[len(b.trips())-1]

		if b.aside[outbox.Position{Epoch: 1, Sequence: 2}] != outbox.ReasonDamaged || !bytes.Equal(last, b.records[2].Bytes) {
			t.Errorf("set aside: %v", b.aside)
		}
	})
}

func TestOffline_NothingIsSentUntilTheLineIsBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, o, _ := newBench(t, 2)
		b.offline = true
		box, stop := run(t, b, o)
		defer stop()
		before := len(b.trips())

		b.mu.Lock()
		b.offline = false
		b.mu.Unlock()
		box.LinkChanged(t.Context(), true)
		synctest.Wait()

		if before != 0 || len(b.trips()) != 2 {
			t.Errorf("offline %d, back %d", before, len(b.trips()))
		}
	})
}
