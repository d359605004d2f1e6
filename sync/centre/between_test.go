package centre_test

import (
	"testing"
	"time"

	"station365/kiosk"
	"station365/sync/centre/database/databasetest"
	"station365/sync/wire"
)

// Each kiosk's records have a lock of their own, so only the database can tell
// that two kiosks brought one case at the same moment.
func TestTwoKiosksBringTheSameCasesAtTwoCentresAtOnce_EachCaseIsTakenOnce(t *testing.T) {
	const many = 120
	o := newPair(t, databasetest.StartPostgres(t).Address(t), "embedded")
	second := &office{t: t, dir: o.dir, address: "127.0.0.1:0", store: o.store}
	second.open()
	t.Cleanup(func() { second.stop() })
	a, b := o.kiosk(), o.kiosk()
	b.address = second.address
	for n := range int64(many) {
		body := bodyOf(a.identity.Prefix, n+1)
		for _, m := range []*machine{a, b} {
			keep(t, m, body)
		}
	}
	for _, m := range []*machine{a, b} {
		m.batch, m.retry = 3, 100*time.Millisecond
	}

	a.start()
	b.start()
	for _, m := range []*machine{a, b} {
		m.eventually("all acknowledged or set aside", func() bool {
			return m.memory.count(kiosk.Acknowledged)+m.memory.count(kiosk.Quarantined) == many
		})
	}

	if n := o.counts(); n.Cases != many || n.Records != many || n.Quarantined != many {
		t.Errorf("the centre holds %+v", n)
	}
	if taken := a.memory.count(kiosk.Acknowledged) + b.memory.count(kiosk.Acknowledged); taken != many {
		t.Errorf("%d cases of %d were called acknowledged", taken, many)
	}
}

func keep(t *testing.T, m *machine, body wire.Body) {
	t.Helper()
	r, err := m.sealer.Seal(m.memory.head, body)
	must(t, err)
	m.memory.put(r)
}
