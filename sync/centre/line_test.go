package centre_test

import (
	"testing"

	"station365/kiosk"
	"station365/kiosk/personal"
	"station365/sync/centre"
	"station365/sync/wire"
)

func TestCaseGoesUpIsAcknowledgedAndItsStatusComesDown(t *testing.T) {
	o := newOffice(t)
	m := newMachine(t, o.Centre, o.address)
	id, number := m.submit(1)

	m.start()
	m.eventually("acknowledged", func() bool { return m.memory.count(kiosk.Acknowledged) == 1 })
	must(t, o.Move(t.Context(), centre.Move{Number: number, Status: kiosk.Accepted, Answer: "请周三来", Officer: "周晓梅"}))
	m.eventually("status", func() bool { return len(m.memory.history(id)) == 1 })

	if e := m.memory.history(id)[0]; e.Status != kiosk.Accepted || e.Revision != 1 {
		t.Errorf("event %+v", e)
	}
	resident, err := wire.Identify(personal.New("11010119900307123x"), m.keys)
	must(t, err)
	reply, err := resident.OpenReply(m.memory.sealed[id])
	must(t, err)
	if reply.Text.Reveal() != "请周三来" || reply.Officer.Reveal() != "周晓梅" || reply.CaseID != id {
		t.Error("the answer is not what the officer said")
	}
	opened, err := o.Show(t.Context(), number, "test")
	must(t, err)
	if opened.Body.Answers["address"].Reveal() != secret || len(opened.History) != 2 {
		t.Error("the case is not what the resident handed in")
	}
}
