package main

import (
	"testing"
	"time"

	"station365/kiosk/flow"
)

func TestACallReachesTheDesk_AndTheDesksAnswerTheGlass(t *testing.T) {
	d := setUp(t)
	d.until("the line", func(v flow.View) bool { return v.Top.Online })
	d.send(flow.Start, "")
	d.send(flow.CallHelp, "")

	v := d.until("the word of the desk", func(v flow.View) bool { return v.Call.Word == flow.CallAtDesk })
	there, err := d.centre.Calls(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(there) != 1 || there[0].Number != v.Call.Number || there[0].Officer != v.Call.Name {
		t.Fatalf("on the desk %+v, on the glass %+v", there, v.Call)
	}
	if err := d.centre.Answer(t.Context(), "shanan-2", v.Call.Number, "赵志国"); err != nil {
		t.Fatal(err)
	}
	v = d.until("the answer", func(v flow.View) bool { return v.Call.Word == flow.CallComing })

	if v.State != flow.Help || v.Call.Name != "赵志国" || v.Call.Face != "man" {
		t.Errorf("at %s, %+v", v.State, v.Call)
	}
	d.send(flow.Next, "") // the resident goes on alone
	d.until("the end of the call", func(v flow.View) bool { return v.Call.Step == "" })
	d.deskUntil("the end of the call", func() bool {
		there, err := d.centre.Calls(t.Context())
		return err == nil && there[0].Over
	})
}

// deskUntil looks at the centre's desk again at each of its changes.
func (d *desk) deskUntil(what string, ok func() bool) {
	d.t.Helper()
	changes, cancel := d.centre.Subscribe()
	defer cancel()
	deadline := time.After(patience)
	for !ok() {
		select {
		case <-changes:
		case <-deadline:
			d.t.Fatalf("waited for %s", what)
		}
	}
}
