package voice

import "station365/kiosk/flow"

// help says how a call stands: that somebody was reached is said only when a word
// came back.
func (t *teller) help(v flow.View) {
	c, d := v.Call, v.Duty
	switch {
	case c.Kept.Number != "":
		t.say("callback.heard", "name", c.Kept.Promise.Officer)
		return
	case c.Step == "" || c.Step == flow.CallNobody:
		t.say("help.title-nobody")
		if c.Leaves {
			t.say("help.leave")
		}
	case c.Word == flow.CallComing:
		t.say("help.coming", "name", c.Name)
		return
	case c.Step == flow.CallTelephone:
		t.say("help.ring")
	case c.Word == flow.CallAtDesk:
		t.say("help.desk-wait", "name", c.Name)
		return
	default:
		t.say("help.please-call", "name", c.Name)
		t.say("help.seat", "name", c.Name, "window", d.Window)
	}
	t.telephone(d.Phone)
}
