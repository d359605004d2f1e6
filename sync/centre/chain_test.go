package centre_test

import (
	"bytes"
	"context"
	"database/sql"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"station365/kiosk"
	"station365/sync/centre"
	"station365/sync/link"
	"station365/sync/wire"
)

// twin is a machine with the same keys and identity and its own disk, as it was
// after the first n records.
func (m *machine) twin(n int) *machine {
	other := &machine{t: m.t, keys: m.keys, identity: m.identity, sealer: m.sealer, memory: newMemory(), address: m.address, tls: m.tls,
		dropAck: m.dropAck, retry: m.retry, lose: m.lose}
	for _, r := range m.memory.records[:n] {
		other.memory.put(r)
		delete(other.memory.open, at(r))
		other.memory.state[at(r)] = kiosk.Acknowledged
	}
	return other
}

func (o *office) kinds() []string {
	o.t.Helper()
	alarms, err := o.Alarms(o.t.Context())
	must(o.t, err)
	var kinds []string
	for _, a := range alarms {
		if a.ToDo() == "" {
			o.t.Errorf("nobody knows what to do about %s", a.Kind)
		}
		if !slices.Contains(kinds, a.Kind) {
			kinds = append(kinds, a.Kind)
		}
	}
	slices.Sort(kinds)
	return kinds
}

func (m *machine) allAcknowledged(n int) {
	m.t.Helper()
	m.eventually("all acknowledged", func() bool { return m.memory.count(kiosk.Acknowledged) == n })
}

func TestKioskIsCloned_TheClonesRecordsAreKeptAsideAndNotCalledAcknowledged(t *testing.T) {
	o := newOffice(t)
	m := newMachine(t, o.Centre, o.address)
	m.submit(20)
	m.start()
	m.allAcknowledged(20)
	m.off()

	clone := m.twin(5)
	clone.submit(3)
	clone.start()
	clone.eventually("three set aside and out of the queue", func() bool {
		clone.memory.mu.Lock()
		defer clone.memory.mu.Unlock()
		return len(clone.memory.open) == 0
	})

	n, err := o.Counts(t.Context())
	must(t, err)
	if got := clone.memory.count(kiosk.Quarantined); got != 3 || clone.memory.count(kiosk.Acknowledged) != 5 || n.Records != 20 || n.Quarantined != 3 {
		t.Errorf("the clone has %d set aside, %d acknowledged; the centre holds %+v", got, clone.memory.count(kiosk.Acknowledged), n)
	}
	if kinds := o.kinds(); !slices.Equal(kinds, []string{centre.ReasonForked, centre.AlarmRolledBack}) {
		t.Errorf("raised %v", kinds)
	}
}

func TestKioskIsRestoredUnderANewEpoch_ItGoesOnAndIsRaisedOnce(t *testing.T) {
	o := newOffice(t)
	m := newMachine(t, o.Centre, o.address)
	m.submit(3)
	m.start()
	m.allAcknowledged(3)
	first := m.memory.records[0]
	m.off()

	m.memory.head = kiosk.Head{Epoch: 2, Sequence: 1}
	r, err := m.sealer.Seal(m.memory.head, bodyOf(m.identity.Prefix, 77))
	must(t, err)
	m.memory.put(r)
	m.start()
	m.allAcknowledged(4)
	m.off()
	must(t, sendOnce(t, m, first.Bytes)) // a replay of the old epoch is none

	if kinds := o.kinds(); !slices.Equal(kinds, []string{centre.AlarmNewEpoch}) {
		t.Errorf("raised %v", kinds)
	}
}

func TestOldDiskComesBack_ItsEpochIsRaised(t *testing.T) {
	o := newOffice(t)
	m := newMachine(t, o.Centre, o.address)
	m.submit(2)
	old := m.twin(2)
	m.memory.head = kiosk.Head{Epoch: 2, Sequence: 1}
	r, err := m.sealer.Seal(m.memory.head, bodyOf(m.identity.Prefix, 77))
	must(t, err)
	m.memory.put(r)
	m.start()
	m.allAcknowledged(3)
	m.off()

	old.start()
	old.eventually("raised", func() bool { return slices.Contains(o.kinds(), centre.AlarmOldEpoch) })
}

func TestCentreLosesItsNewestRecords_ItSaysSoAndGetsThemAgain(t *testing.T) {
	o := newOffice(t)
	m := newMachine(t, o.Centre, o.address)
	m.submit(10)
	m.start()
	m.allAcknowledged(10)
	m.off()
	o.stop()
	db, err := sql.Open("sqlite", filepath.Join(o.dir, "centre.db"))
	must(t, err)
	// As a copy of the day before would be.
	_, err = db.Exec(`DELETE FROM events WHERE case_id IN (SELECT id FROM cases WHERE sequence > 6); DELETE FROM cases WHERE sequence > 6;
		DELETE FROM records WHERE sequence > 6; UPDATE heads SET through = 6`)
	must(t, err)
	must(t, db.Close())
	o.open()

	m.start()
	m.eventually("ten there again", func() bool {
		n, err := o.Counts(t.Context())
		return err == nil && n.Records == 10 && n.Cases == 10
	})
	m.allAcknowledged(10)

	if kinds := o.kinds(); !slices.Equal(kinds, []string{centre.AlarmMissing}) {
		t.Errorf("raised %v", kinds)
	}
}

// A broker that answers and loses: the kiosk believes that the second record is
// on its way, and would wait for an hour.
func TestMessageIsLostOnTheWay_TheGapIsAskedForWhileTheRestIsAcknowledged(t *testing.T) {
	o := newOffice(t)
	o.stop()
	o.askGapAfter = time.Second
	o.open()
	m := newMachine(t, o.Centre, o.address)
	m.submit(3)
	m.retry, m.batch = time.Hour, 1
	lost := false
	m.lose = func(payload []byte) bool {
		if lost || !bytes.Contains(payload, []byte(`"sequence":"2"`)) {
			return false
		}
		lost = true
		return true
	}

	m.start()
	m.allAcknowledged(3)

	n, err := o.Counts(t.Context())
	must(t, err)
	if !lost || n.Records != 3 || n.Quarantined != 0 {
		t.Errorf("lost %v; the centre holds %+v", lost, n)
	}
}

func TestCentresDiskIsFull_KiosksAreAskedToHoldBackAndNothingIsAcknowledged(t *testing.T) {
	o := newOffice(t)
	m := newMachine(t, o.Centre, o.address)
	m.submit(1)
	db, err := sql.Open("sqlite", filepath.Join(o.dir, "centre.db"))
	must(t, err)
	defer func() { must(t, db.Close()) }()
	_, err = db.Exec(`CREATE TRIGGER full BEFORE INSERT ON records BEGIN SELECT RAISE(ABORT, 'disk full'); END`)
	must(t, err)
	words := make(chan wire.Acknowledgement, 9)
	l := link.New(link.Opts{URL: "mqtt://" + m.address, Client: m.identity.Kiosk, Token: m.identity.Token})
	l.Handle(m.identity.Topics.Ack, func(_ context.Context, b []byte) {
		if a, err := wire.DecodeAcknowledgement(b, m.identity); err == nil {
			words <- a
		}
	})
	l.Watch(func(_ context.Context, up bool) {
		if up {
			l.Send(m.identity.Topics.Up, m.memory.records[0].Bytes)
		}
	})
	ctx, cancel := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { _ = l.Run(ctx) })
	defer running.Wait()
	defer cancel()

	select {
	case a := <-words:
		if a.Through != 0 || len(a.Beyond) != 0 || a.SlowDown == 0 {
			t.Errorf("said %+v", a)
		}
	case <-time.After(deadline):
		t.Error("the centre says nothing")
	}
}
