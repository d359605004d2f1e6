package centre_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf16"

	"station365/kiosk"
	"station365/sync/centre"
	"station365/sync/link"
	"station365/sync/wire"
)

func TestThirtyPercentOfAcknowledgementsLost_ThousandRecordsAreThereOnce(t *testing.T) {
	o := newOffice(t)
	m := newMachine(t, o.Centre, o.address)
	dice := rand.New(rand.NewPCG(365, 1))
	var one sync.Mutex // the old and the new connection may both still be handing over
	m.dropAck = func() bool {
		one.Lock()
		defer one.Unlock()
		return dice.IntN(10) < 3
	}
	m.submit(1000)

	m.start()
	m.eventually("all acknowledged", func() bool { return m.memory.count(kiosk.Acknowledged) == 1000 })

	n, err := o.Counts(t.Context())
	must(t, err)
	if n.Records != 1000 || n.Cases != 1000 || n.Quarantined != 0 || n.Alarms != 0 {
		t.Errorf("the centre holds %+v", n)
	}
}

func TestCommitFails_BrokerWithholdsItsAnswerAndNothingIsLost(t *testing.T) {
	o := newOffice(t)
	m := newMachine(t, o.Centre, o.address)
	m.submit(1)
	db, err := sql.Open("sqlite", filepath.Join(o.dir, "centre.db"))
	must(t, err)
	defer func() { must(t, db.Close()) }()
	_, err = db.Exec(`CREATE TRIGGER full BEFORE INSERT ON records BEGIN SELECT RAISE(ABORT, 'disk full'); END`)
	must(t, err)

	sent := sendOnce(t, m, m.memory.records[0].Bytes)
	_, dropErr := db.Exec(`DROP TRIGGER full`)
	m.start()
	m.eventually("acknowledged", func() bool { return m.memory.count(kiosk.Acknowledged) == 1 })

	must(t, dropErr)
	if !errors.Is(sent, link.ErrTimeout) {
		t.Errorf("a record that was not committed: %v, want no answer", sent)
	}
}

// sendOnce sends bytes as the kiosk over a line of its own.
func sendOnce(t *testing.T, m *machine, payload []byte) error {
	t.Helper()
	o := m.line()
	o.AnswerTimeout = 300 * time.Millisecond
	l := link.New(o)
	up := make(chan struct{}, 9)
	l.Watch(func(_ context.Context, is bool) {
		if is {
			up <- struct{}{}
		}
	})
	ctx, cancel := context.WithTimeout(t.Context(), deadline)
	ended := make(chan error, 1)
	go func() { ended <- l.Run(ctx) }()
	defer func() { cancel(); must(t, <-ended) }()
	select {
	case <-up:
	case <-ctx.Done():
		t.Fatal("the line did not come up")
	}
	return l.Publish(ctx, m.identity.Topics.Up, payload)
}

func TestRecordIsSentAgain_CentreHasItOnce(t *testing.T) {
	o := newOffice(t)
	m := newMachine(t, o.Centre, o.address)
	m.submit(1)

	must(t, sendOnce(t, m, m.memory.records[0].Bytes))
	must(t, sendOnce(t, m, m.memory.records[0].Bytes))

	n, err := o.Counts(t.Context())
	must(t, err)
	if n.Records != 1 || n.Quarantined != 0 {
		t.Errorf("the centre holds %+v", n)
	}
}

func TestChainIsBroken_RecordIsQuarantinedRaisedAndOthersGoOn(t *testing.T) {
	o := newOffice(t)
	m := newMachine(t, o.Centre, o.address)
	m.submit(1)
	m.memory.head.Prev[0] ^= 1
	m.submit(1)
	m.submit(1)

	m.start()
	m.eventually("two acknowledged, one set aside", func() bool {
		return m.memory.count(kiosk.Acknowledged) == 2 && m.memory.count(kiosk.Quarantined) == 1
	})
	m.eventually("tombstone", func() bool {
		n, err := o.Counts(t.Context())
		return err == nil && n.Tombstones == 1
	})

	alarms, err := o.Alarms(t.Context())
	must(t, err)
	if len(alarms) != 1 || alarms[0].Kind != centre.ReasonChain || alarms[0].Place != "1/2" {
		t.Errorf("alarms %+v", alarms)
	}
}

func TestSameIDWithOtherBytes_FirstStaysSecondIsQuarantined(t *testing.T) {
	o := newOffice(t)
	m := newMachine(t, o.Centre, o.address)
	m.submit(1)
	other, err := m.sealer.Seal(kiosk.Head{Epoch: 1, Sequence: 1}, bodyOf(m.identity.Prefix, 77))
	must(t, err)

	must(t, sendOnce(t, m, m.memory.records[0].Bytes))
	must(t, sendOnce(t, m, other.Bytes))

	lines, err := o.Records(t.Context())
	must(t, err)
	n, err := o.Counts(t.Context())
	must(t, err)
	if len(lines) != 1 || lines[0].Hash != m.memory.records[0].Hash || n.Quarantined != 1 {
		t.Errorf("records %+v, %+v", lines, n)
	}
}

func TestBytesOnTheKioskAreDamaged_TombstoneGoesUpAndOthersGoOn(t *testing.T) {
	o := newOffice(t)
	m := newMachine(t, o.Centre, o.address)
	m.submit(3)
	m.memory.records[1].Bytes = []byte("{}")

	m.start()
	m.eventually("two acknowledged, one set aside", func() bool {
		return m.memory.count(kiosk.Acknowledged) == 2 && m.memory.count(kiosk.Quarantined) == 1
	})
	m.eventually("no gap", func() bool {
		n, err := o.Counts(t.Context())
		return err == nil && n.Records == 2 && n.Tombstones == 1 && n.Alarms == 0
	})
}

func TestStatusIsSaidWhileTheKioskIsOffline_ArrivesWhenItIsBack(t *testing.T) {
	o := newOffice(t)
	m := newMachine(t, o.Centre, o.address)
	id, number := m.submit(1)
	m.start()
	m.eventually("acknowledged", func() bool { return m.memory.count(kiosk.Acknowledged) == 1 })
	m.off()

	for _, s := range []kiosk.Status{kiosk.Accepted, kiosk.NeedsSupplement, kiosk.Accepted, kiosk.Completed} {
		must(t, o.Move(t.Context(), centre.Move{Number: number, Status: s}))
	}
	m.start()
	m.eventually("four events", func() bool { return len(m.memory.history(id)) == 4 })

	if last := m.memory.history(id)[3]; last.Status != kiosk.Completed || last.Revision != 4 {
		t.Errorf("last event %+v", last)
	}
}

func TestOfficerOfAnotherProcessMovesACase_RunningCentrePushesIt(t *testing.T) {
	o := newOffice(t)
	m := newMachine(t, o.Centre, o.address)
	id, number := m.submit(1)
	m.start()
	m.eventually("acknowledged", func() bool { return m.memory.count(kiosk.Acknowledged) == 1 })

	desk, err := centre.Open(o.dir, centre.Opts{})
	must(t, err)
	must(t, desk.Move(t.Context(), centre.Move{Number: number, Status: kiosk.Accepted}))
	must(t, desk.Close())

	m.eventually("status", func() bool { return len(m.memory.history(id)) == 1 })
}

func TestCentreIsClosedAndOpenedMidWay_NothingIsLostOrDoubled(t *testing.T) {
	o := newOffice(t)
	m := newMachine(t, o.Centre, o.address)
	m.submit(400)

	m.start()
	for stops := range 3 {
		m.eventually("some acknowledged", func() bool { return m.memory.count(kiosk.Acknowledged) > stops*50 })
		o.stop()
		o.open()
	}
	m.eventually("all acknowledged", func() bool { return m.memory.count(kiosk.Acknowledged) == 400 })

	n, err := o.Counts(t.Context())
	must(t, err)
	if n.Records != 400 || n.Cases != 400 || n.Quarantined != 0 {
		t.Errorf("the centre holds %+v", n)
	}
}

func TestStatusMayNotFollow_CaseStaysAndNothingGoesDown(t *testing.T) {
	o := newOffice(t)
	m := newMachine(t, o.Centre, o.address)
	_, number := m.submit(1)
	must(t, sendOnce(t, m, m.memory.records[0].Bytes))

	err := o.Move(t.Context(), centre.Move{Number: number, Status: kiosk.Completed})

	if !errors.Is(err, centre.ErrMove) {
		t.Errorf("completed straight after submitted: %v", err)
	}
}

func TestCaseIsOpened_OnlyWithAReasonWhichIsRecorded(t *testing.T) {
	o := newOffice(t)
	m := newMachine(t, o.Centre, o.address)
	_, number := m.submit(1)
	must(t, sendOnce(t, m, m.memory.records[0].Bytes))

	_, without := o.Show(t.Context(), number, " ")
	_, with := o.Show(t.Context(), number, "call back")

	openings, err := o.Openings(t.Context())
	must(t, err)
	must(t, with)
	if !errors.Is(without, centre.ErrReason) || len(openings) != 1 || openings[0].Reason != "call back" {
		t.Errorf("without a reason: %v; openings %+v", without, openings)
	}
}

func TestStranger_IsNotLetIn(t *testing.T) {
	o := newOffice(t)
	m := newMachine(t, o.Centre, o.address)
	other := newMachine(t, o.Centre, o.address)
	m.submit(1)
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	tried := make(chan struct{}, 99)
	l := link.New(link.Opts{URL: "mqtt://" + o.address, Client: m.identity.Kiosk, Token: other.identity.Token, MinBackoff: time.Millisecond})
	l.Watch(func(context.Context, bool) { tried <- struct{}{} })

	must(t, l.Run(ctx))

	if len(tried) > 0 {
		t.Error("let in with another kiosk's token")
	}
	if err := sendOnce(t, other, m.memory.records[0].Bytes); err != nil {
		t.Fatal(err)
	}
	n, err := o.Counts(t.Context())
	must(t, err)
	if n.Records != 0 || n.Quarantined != 1 {
		t.Errorf("a record in another kiosk's name: %+v", n)
	}
}

func TestNothingPersonalIsReadableOnTheWireOrInTheCentresFiles(t *testing.T) {
	o := newOffice(t)
	m := newMachine(t, o.Centre, o.address)
	_, number := m.submit(1)
	must(t, sendOnce(t, m, m.memory.records[0].Bytes))
	must(t, o.Move(t.Context(), centre.Move{Number: number, Status: kiosk.Accepted, Answer: secret}))

	files, err := filepath.Glob(filepath.Join(o.dir, "*"))
	must(t, err)

	haystack := append([]byte(nil), m.memory.records[0].Bytes...)
	for _, f := range files {
		haystack = append(haystack, mustRead(t, f)...)
	}
	for _, needle := range []string{secret, string(utf16Bytes(secret)), "residence-registration", "周晓梅"} {
		if bytes.Contains(haystack, []byte(needle)) || strings.Contains(string(haystack), needle) {
			t.Errorf("readable: %q", needle)
		}
	}
}

func utf16Bytes(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}

func TestMessageOfANewerVersion_IsNeitherAcknowledgedNorRefused(t *testing.T) {
	o := newOffice(t)
	m := newMachine(t, o.Centre, o.address)
	m.submit(1)
	newer := bytes.Replace(m.memory.records[0].Bytes, []byte(wire.TypeRecord), []byte("station365.record.v2"), 1)

	must(t, sendOnce(t, m, newer))

	n, err := o.Counts(t.Context())
	must(t, err)
	if n.Records != 0 || n.Quarantined != 0 || n.Alarms != 1 {
		t.Errorf("the centre holds %+v", n)
	}
}
