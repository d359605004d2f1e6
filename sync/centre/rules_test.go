package centre_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"station365/kiosk"
	"station365/sync/centre"
	"station365/sync/link"
	"station365/sync/wire"
)

var rules = []rule{
	{"a record that is sent again is there once", sentAgain},
	{"a batch that was half taken is taken whole", batchHalfTaken},
	{"behind a gap records are acknowledged and what is missing is asked for", gapIsAsked},
	{"a forged record is set aside and raised", forgedRecord},
	{"a record that does not follow is set aside and others go on", brokenChain},
	{"other bytes in a taken place are set aside and the first stay", otherBytes},
	{"nothing is acknowledged that is not committed", commitFails},
	{"three in ten acknowledgements are lost and every record is there once", acknowledgementsLost},
	{"the centre is closed and opened midway and nothing is lost or doubled", centreReopened},
	{"what is said while a kiosk is away arrives when it is back", saidWhileAway},
	{"a kiosk that was set back is told again from where it stands", toldAgain},
	{"who is there and who has gone is known, also to a centre that begins", whoIsThere},
	{"the case desk lists, opens with a reason, moves and counts", caseDesk},
	{"documents reach kiosks and only rise", documentsReach},
	{"names and prefixes belong to one kiosk", namesAreTaken},
}

func sentAgain(t *testing.T, o *office) {
	m := o.kiosk()
	m.submit(1)
	v := m.speak(t)

	must(t, v.says(t, m.memory.records[0].Bytes))
	v.hears(t, "acknowledged", through(1))
	must(t, v.says(t, m.memory.records[0].Bytes))
	v.hears(t, "acknowledged again", through(1))

	if n := o.counts(); n.Records != 1 || n.Cases != 1 || n.Quarantined != 0 || n.Alarms != 0 {
		t.Errorf("the centre holds %+v", n)
	}
}

func batchHalfTaken(t *testing.T, o *office) {
	m := o.kiosk()
	m.submit(40)
	v := m.speak(t)
	must(t, v.says(t, batchOf(m.memory.records[10:20])))
	v.hears(t, "ten beyond a gap", func(a wire.Acknowledgement) bool { return len(a.Beyond) == 1 && a.Beyond[0].To == 20 })

	must(t, v.says(t, batchOf(m.memory.records)))
	v.hears(t, "all", through(40))

	if n := o.counts(); n.Records != 40 || n.Cases != 40 || n.Quarantined != 0 || n.Alarms != 0 {
		t.Errorf("the centre holds %+v", n)
	}
}

func batchOf(records []kiosk.Record) []byte {
	var b wire.Batch
	for _, r := range records {
		b.Add(r.Bytes)
	}
	return b.Bytes()
}

func gapIsAsked(t *testing.T, o *office) {
	m := o.kiosk()
	m.submit(3)
	v := m.speak(t)

	must(t, v.says(t, m.memory.records[0].Bytes))
	must(t, v.says(t, m.memory.records[2].Bytes))
	a := v.hears(t, "asked for the second", func(a wire.Acknowledgement) bool { return a.ResendFrom > 0 })
	must(t, v.says(t, m.memory.records[1].Bytes))
	v.hears(t, "all", through(3))

	if a.Through != 1 || a.ResendFrom != 2 || len(a.Beyond) != 1 || a.Beyond[0].From != 3 || a.Beyond[0].To != 3 {
		t.Errorf("said at the gap: %+v", a)
	}
}

func forgedRecord(t *testing.T, o *office) {
	m, thief := o.kiosk(), o.kiosk()
	forger := m.twin(0)
	forger.sealer = wire.NewSealer(m.identity, thief.keys)
	forger.submit(1)
	thief.submit(1)
	v := m.speak(t)

	must(t, v.says(t, forger.memory.records[0].Bytes)) // m's name, another's key
	must(t, v.says(t, thief.memory.records[0].Bytes))  // another's name on m's line
	must(t, v.says(t, []byte("no record at all")))
	m.submit(1)
	must(t, v.says(t, m.memory.records[0].Bytes))
	v.hears(t, "the true one", through(1))

	want := []string{centre.ReasonForeign, centre.ReasonMalformed, centre.ReasonSignature}
	slices.Sort(want)
	if n := o.counts(); n.Records != 1 || n.Quarantined != 3 || !slices.Equal(o.kinds(), want) {
		t.Errorf("the centre holds %+v, alarms %v", n, o.kinds())
	}
}

func brokenChain(t *testing.T, o *office) {
	m := o.kiosk()
	m.submit(1)
	m.memory.head.Prev[0] ^= 1
	m.submit(1)
	m.submit(1)

	m.start()
	m.eventually("two acknowledged, one set aside", func() bool {
		return m.memory.count(kiosk.Acknowledged) == 2 && m.memory.count(kiosk.Quarantined) == 1
	})
	m.eventually("tombstone", func() bool { return o.counts().Tombstones == 1 })

	if got := o.kinds(); !slices.Equal(got, []string{centre.ReasonChain}) {
		t.Errorf("alarms %v", got)
	}
}

func otherBytes(t *testing.T, o *office) {
	m := o.kiosk()
	m.submit(1)
	other, err := m.sealer.Seal(kiosk.Head{Epoch: 1, Sequence: 1}, bodyOf(m.identity.Prefix, 77))
	must(t, err)
	v := m.speak(t)

	must(t, v.says(t, m.memory.records[0].Bytes))
	must(t, v.says(t, other.Bytes))
	v.hears(t, "the second is refused", func(a wire.Acknowledgement) bool {
		return len(a.Quarantined) == 1 && a.Quarantined[0].Reason == centre.ReasonForked
	})

	lines, err := o.Records(t.Context())
	must(t, err)
	if n := o.counts(); len(lines) != 1 || lines[0].Hash != m.memory.records[0].Hash || n.Quarantined != 1 {
		t.Errorf("records %+v, %+v", lines, n)
	}
}

func commitFails(t *testing.T, o *office) {
	m := o.kiosk()
	m.submit(1)
	v := m.speak(t)
	mend := o.fill()

	sent := v.says(t, m.memory.records[0].Bytes)
	said := v.hears(t, "asked to be quiet", func(a wire.Acknowledgement) bool { return a.SlowDown > 0 })
	held := o.counts()
	mend()
	v.m.eventually("taken, and answered", func() bool { return v.says(t, m.memory.records[0].Bytes) == nil })
	v.hears(t, "acknowledged", through(1))

	if said.Through != 0 || len(said.Beyond) != 0 || held.Records != 0 {
		t.Errorf("acknowledged %+v while the centre held %+v", said, held)
	}
	if o.outside == nil && !errors.Is(sent, link.ErrTimeout) {
		t.Errorf("the embedded broker answered %v, want no answer", sent)
	}
	if n := o.counts(); n.Records != 1 || n.Cases != 1 {
		t.Errorf("the centre holds %+v", n)
	}
}

func acknowledgementsLost(t *testing.T, o *office) {
	const many = 300
	m := o.kiosk()
	m.batch = 5
	dice := rand.New(rand.NewPCG(365, 1))
	var one sync.Mutex // the old and the new connection may both still be handing over
	m.dropAck = func() bool {
		one.Lock()
		defer one.Unlock()
		return dice.IntN(10) < 3
	}
	m.submit(many)

	m.start()
	m.allAcknowledged(many)

	if n := o.counts(); n.Records != many || n.Cases != many || n.Quarantined != 0 || n.Alarms != 0 {
		t.Errorf("the centre holds %+v", n)
	}
}

func centreReopened(t *testing.T, o *office) {
	const many = 200
	m := o.kiosk()
	m.batch = 10
	m.submit(many)

	m.start()
	for stops := range 2 {
		m.eventually("some acknowledged", func() bool { return m.memory.count(kiosk.Acknowledged) > stops*50 })
		o.stop()
		o.open()
	}
	m.allAcknowledged(many)

	if n := o.counts(); n.Records != many || n.Cases != many || n.Quarantined != 0 || n.Alarms != 0 {
		t.Errorf("the centre holds %+v", n)
	}
}
