package outbox_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"station365/kiosk"
	"station365/sync/outbox"
	"station365/sync/wire"
)

func TestCentreAsksForQuiet_NothingIsSentUntilThenAndAllOfItAfterwards(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, o, sign := newBench(t, 10)
		box, stop := run(t, b, o)
		defer stop()
		before := len(b.trips())

		_ = box.Acknowledge(t.Context(), b.word(t, sign, wire.Acknowledgement{Through: 4, SlowDown: 60}))
		time.Sleep(59 * time.Second)
		synctest.Wait()
		during := len(b.trips())
		// The quiet lasts up to half as long again, at random: look at the first
		// second with anything in it, not at one where it may be said twice.
		for second := 0; second < 40 && len(b.trips()) == during; second++ {
			time.Sleep(time.Second)
			synctest.Wait()
		}

		if after := len(b.trips()); before != 4 || during != 4 || after != 8 {
			t.Errorf("sent %d before, %d while quiet was asked for, %d after", before, during, after)
		}
	})
}

func TestQuietIsAskedForADay_FiveMinutesAndAHalfAreObeyed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, o, sign := newBench(t, 1)
		box, stop := run(t, b, o)
		defer stop()

		_ = box.Acknowledge(t.Context(), b.word(t, sign, wire.Acknowledgement{SlowDown: 86400}))
		time.Sleep(8 * time.Minute)
		synctest.Wait()

		if len(b.trips()) < 2 {
			t.Error("one forged or mistaken word keeps a kiosk mute")
		}
	})
}

func TestAcknowledgementIsOfAnotherChain_NothingIsBelieved(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, o, sign := newBench(t, 3)
		box, stop := run(t, b, o)
		defer stop()

		here := box.Acknowledge(t.Context(), b.word(t, sign, wire.Acknowledgement{Through: 2, Hash: b.records[0].Hash[:]}))
		beyond := box.Acknowledge(t.Context(), b.word(t, sign, wire.Acknowledgement{Through: 99, Hash: make([]byte, 32)}))
		gap := box.Acknowledge(t.Context(), b.word(t, sign, wire.Acknowledgement{Beyond: []wire.Span{{From: 2, To: 3, Hash: b.records[0].Hash[:]}}}))

		for _, err := range []error{here, beyond, gap} {
			if !errors.Is(err, outbox.ErrOtherChain) {
				t.Errorf("believed: %v", err)
			}
		}
		if len(b.acked) != 0 {
			t.Errorf("acknowledged %v", b.acked)
		}
	})
}

func TestCentreAsksAgain_AlsoWhatWasAcknowledgedGoesAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, o, sign := newBench(t, 4)
		box, stop := run(t, b, o)
		defer stop()
		_ = box.Acknowledge(t.Context(), b.word(t, sign, wire.Acknowledgement{Through: 4}))

		_ = box.Acknowledge(t.Context(), b.word(t, sign, wire.Acknowledgement{Through: 2, ResendFrom: 3}))
		synctest.Wait()

		if got := b.trips(); len(got) != 6 || string(got[4]) != string(b.records[2].Bytes) {
			t.Errorf("%d trips", len(got))
		}
	})
}

func TestCentreStaysSilent_TriesBecomeRare(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, o, _ := newBench(t, 1)
		_, stop := run(t, b, o)
		defer stop()

		time.Sleep(24 * time.Hour)
		synctest.Wait()

		// 30 s each would be 2,880; on average they are three minutes apart.
		if n := len(b.trips()); n < 200 || n > 1000 {
			t.Errorf("%d tries in a day", n)
		}
	})
}

func TestCentreAnswersAtOnce_TheDiskIsWrittenOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, o, sign := newBench(t, 2)
		var seen []kiosk.Delivery
		o.OnDelivery = func(_ outbox.Position, d kiosk.Delivery, _ string) { seen = append(seen, d) }
		box, stop := run(t, b, o)
		defer stop()

		_ = box.Acknowledge(t.Context(), b.word(t, sign, wire.Acknowledgement{Through: 1}))
		time.Sleep(time.Second)
		synctest.Wait()

		if len(seen) != 1 || seen[0] != kiosk.Sent {
			t.Errorf("the second is sent, of the first nothing had to be put down: %v", seen)
		}
	})
}

func TestQueueCannotBeRead_TriesGoOnWithoutPressing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, o, _ := newBench(t, 1)
		broken := &brokenQueue{bench: b}
		ctx, cancel := context.WithCancel(t.Context())
		box := outbox.New(broken, b, o)
		box.LinkChanged(ctx, true)
		done := make(chan error, 1)
		go func() { done <- box.Run(ctx) }()

		time.Sleep(time.Hour)
		synctest.Wait()
		tries := broken.tries
		cancel()

		if err := <-done; err != nil || tries < 10 || tries > 60 {
			t.Errorf("%d tries in an hour, ended with %v", tries, err)
		}
	})
}

// brokenQueue is a disk that cannot be read.
type brokenQueue struct {
	*bench
	tries int
}

func (q *brokenQueue) Unacknowledged(context.Context, outbox.Position, int) ([]kiosk.Record, error) {
	q.tries++
	return nil, errors.New("disk gone")
}

func TestRecordsAreMany_TheyGoInFewMessagesOfTheVeryBytes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, o, _ := newBench(t, 250)
		o.Window, o.Batch = 0, 0
		_, stop := run(t, b, o)
		defer stop()

		trips := b.trips()

		if len(trips) != 250 || len(b.sent) != 3 || string(trips[200]) != string(b.records[200].Bytes) {
			t.Errorf("%d records in %d messages", len(trips), len(b.sent))
		}
	})
}

func TestTombstoneIsRefusedToo_TheRecordLeavesTheQueueAndStaysSetAside(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, o, sign := newBench(t, 2)
		box, stop := run(t, b, o)
		defer stop()
		refuse := func() {
			m, err := wire.Decode(b.records[0].Bytes)
			if err != nil {
				t.Fatal(err)
			}
			word := b.word(t, sign, wire.Acknowledgement{Quarantined: []wire.Quarantined{{Sequence: 1, ID: m.ID, Hash: m.Hash[:], Reason: "chain-forked"}}})
			_ = box.Acknowledge(t.Context(), word)
			_ = box.Acknowledge(t.Context(), word) // said twice, as a resent record would make it
			synctest.Wait()
		}

		refuse()
		first := b.acked[outbox.Position{Epoch: 1, Sequence: 1}]
		refuse()

		at := outbox.Position{Epoch: 1, Sequence: 1}
		if first || !b.acked[at] || b.aside[at] != "chain-forked" {
			t.Errorf("closed after the first refusal: %v; after the second: %v, set aside as %q", first, b.acked[at], b.aside[at])
		}
	})
}

// countingQueue notes how much is read at a time and in all.
type countingQueue struct {
	*bench
	most, all int
}

func (q *countingQueue) Unacknowledged(ctx context.Context, after outbox.Position, limit int) ([]kiosk.Record, error) {
	records, err := q.bench.Unacknowledged(ctx, after, limit)
	q.most, q.all = max(q.most, len(records)), q.all+len(records)
	return records, err
}

func TestQueueIsLong_NoMoreThanAWindowIsEverReadBeforeTheCentreAnswers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, o, _ := newBench(t, 3000)
		o.Window, o.Batch = 0, 0
		q := &countingQueue{bench: b}
		ctx, cancel := context.WithCancel(t.Context())
		box := outbox.New(q, b, o)
		box.LinkChanged(ctx, true)
		done := make(chan error, 1)
		go func() { done <- box.Run(ctx) }()
		synctest.Wait()
		cancel()

		if err := <-done; err != nil || q.most > wire.MaxBatch || q.all > 4*wire.MaxBatch {
			t.Errorf("read %d at a time and %d in all, ended with %v", q.most, q.all, err)
		}
	})
}
