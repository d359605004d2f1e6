package centre_test

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"station365/kiosk"
	"station365/sync/centre"
	"station365/sync/centre/database/databasetest"
)

// Both read the same disk image: the same records come over two lines at once.
func TestTwoCentresOnOnePostgreSQLAreSentTheSameRecordsAtOnce_EachIsThereOnce(t *testing.T) {
	const many = 400
	o := newPair(t, databasetest.StartPostgres(t).Address(t), "embedded")
	second := &office{t: t, dir: o.dir, address: "127.0.0.1:0", store: o.store}
	second.open()
	t.Cleanup(func() { second.stop() })
	m := o.kiosk()
	m.batch, m.retry = 7, 100*time.Millisecond
	m.submit(many)
	twin := m.twin(0)
	twin.address, twin.batch = second.address, 5
	for _, r := range m.memory.records {
		twin.memory.put(r)
	}

	m.start()
	twin.start()
	m.allAcknowledged(many)
	twin.allAcknowledged(many)

	if n := o.counts(); n.Records != many || n.Cases != many || n.Quarantined != 0 || n.Alarms != 0 {
		t.Errorf("the centre holds %+v", n)
	}
}

func TestThreeOfficersMoveCasesAtTwoCentres_EveryKioskHearsAllInOrder(t *testing.T) {
	const many = 8
	o := newPair(t, databasetest.StartPostgres(t).Address(t), "embedded")
	m := o.kiosk()
	m.submit(many)
	m.start()
	m.allAcknowledged(many)
	other, err := centre.Open(o.dir, centre.Opts{})
	must(t, err)
	defer func() { must(t, other.Close()) }()

	var officers sync.WaitGroup
	for officer, desk := range []*centre.Centre{o.Centre, other, other} {
		officers.Go(func() {
			for n := officer; n < many; n += 3 {
				number := kiosk.NewCaseNumber(m.identity.Prefix, int64(n+1))
				if err := desk.Move(context.Background(), centre.Move{Number: number, Status: kiosk.Accepted}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	officers.Wait()

	m.eventually("all moves", func() bool {
		last, err := m.memory.LastDown(t.Context())
		return err == nil && last == many
	})
}

func TestWorkersShareTheKiosksOfOneBroker_OneIsAwayAndItsKiosksKeepTheirRecords(t *testing.T) {
	const kiosks, many = 6, 40
	o := newPair(t, databasetest.StartPostgres(t).Address(t), "mosquitto")
	o.stop()
	work := func(worker int) (stop func()) {
		c, err := centre.Open(o.dir, centre.Opts{Who: "tester", AskGapAfter: time.Second})
		must(t, err)
		ctx, cancel := context.WithCancel(context.Background())
		ended := make(chan error, 1)
		go func() {
			ended <- c.Join(ctx, centre.Outside{URL: "mqtts://" + o.address, Worker: worker, Workers: 2, MostWait: 50 * time.Millisecond})
		}()
		return sync.OnceFunc(func() {
			cancel()
			must(t, errors.Join(<-ended, c.Close()))
		})
	}
	desk, err := centre.Open(o.dir, centre.Opts{})
	must(t, err)
	defer func() { must(t, desk.Close()) }()
	o.Centre = desk
	var all []*machine
	for range kiosks {
		m := o.kiosk()
		m.batch = 5
		m.submit(many)
		all = append(all, m)
	}

	first := work(1)
	defer first()
	for _, m := range all {
		m.start()
	}
	done := func() (n int) {
		for _, m := range all {
			if m.memory.count(kiosk.Acknowledged) == many {
				n++
			}
		}
		return n
	}
	waitFor(t, "the first worker's kiosks are done", func() bool { n := done(); return n > 0 && o.counts().Records == n*many })
	alone := done()
	second := work(2)
	defer second()
	waitFor(t, "all are done", func() bool { return done() == kiosks })

	if n := o.counts(); alone == kiosks || n.Records != kiosks*many || n.Cases != kiosks*many || n.Quarantined != 0 || n.Alarms != 0 {
		t.Errorf("%d kiosks were the first worker's; the centre holds %+v", alone, n)
	}
}

func TestMosquittoIsKilledMidWay_NothingIsLostOrDoubled(t *testing.T) {
	const many = 300
	o := newPair(t, "", "mosquitto")
	m := o.kiosk()
	m.batch = 5
	id, number := m.submit(many)

	m.start()
	for kills := range 3 {
		m.eventually("some acknowledged", func() bool { return m.memory.count(kiosk.Acknowledged) > kills*60 })
		o.outside.kill()
		o.outside.run()
		o.outside.await()
	}
	m.allAcknowledged(many)
	must(t, o.Move(t.Context(), centre.Move{Number: number, Status: kiosk.Accepted}))
	m.eventually("status", func() bool { return len(m.memory.history(id)) == 1 })

	if n := o.counts(); n.Records != many || n.Cases != many || n.Quarantined != 0 || n.Alarms != 0 {
		t.Errorf("the centre holds %+v", n)
	}
}

func TestStoreThatIsNone_LeavesNoHalfACentre(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "centre")

	_, wrong := centre.InitOn(dir, "mysql://nobody")
	_, away := centre.InitOn(dir, "postgres://nobody@127.0.0.1:1/nothing?connect_timeout=1")
	_, err := centre.Init(dir)

	if !errors.Is(wrong, centre.ErrStore) || away == nil || err != nil {
		t.Errorf("wrong %v; away %v; then %v", wrong, away, err)
	}
}

func TestAnotherCentresDatabase_IsNotTakenOver(t *testing.T) {
	o := newPair(t, databasetest.StartPostgres(t).Address(t), "embedded")
	o.kiosk()

	_, err := centre.InitOn(filepath.Join(t.TempDir(), "other"), o.store)

	if !errors.Is(err, centre.ErrExists) {
		t.Errorf("a second centre on the same records: %v", err)
	}
}

func waitFor(t *testing.T, what string, f func() bool) {
	t.Helper()
	end, again := time.After(deadline), time.NewTicker(20*time.Millisecond)
	defer again.Stop()
	for !f() {
		select {
		case <-again.C:
		case <-end:
			t.Fatalf("not seen in %v: %s", deadline, what)
		}
	}
}
