package voice_test

import (
	"strings"
	"testing"

	"station365/devices"
	"station365/devices/printer"
	"station365/kiosk/flow"
	"station365/kiosk/voice"
)

func TestWhoCannotSeeTheArrowHearsWhereItPoints(t *testing.T) {
	housing := flow.Housing{Reader: flow.BelowRight, Printer: flow.Below, Scanner: flow.Left}
	again := flow.Failure{Key: "card.unreadable", Try: 1, Left: 2}
	lost := flow.CaseView{Paper: printer.Outcome{Result: printer.Indefinite}}
	for _, c := range []struct {
		view flow.View
		says string
	}{
		{flow.View{State: flow.AwaitingCard, Reader: devices.Ready}, "读卡器在屏幕右下方"},
		{flow.View{State: flow.CardFailed, Reader: devices.Ready, Failure: again}, "读卡器在屏幕右下方"},
		{flow.View{State: flow.TakeCard, CardLies: true}, "读卡器在屏幕右下方"},
		{flow.View{State: flow.Printing}, "回执从屏幕下方出来"},
		{flow.View{State: flow.Done}, "回执从屏幕下方出来"},
		{flow.View{State: flow.NotPrinted, Case: lost}, "回执从屏幕下方出来"},
		{flow.View{State: flow.FindCase, Scanner: devices.Ready}, "扫码口在屏幕左边"},
	} {
		unsaid := all(voice.Script(c.view, table(t, "zh-Hans")))
		c.view.Housing = housing
		lines := voice.Script(c.view, table(t, "zh-Hans"))

		if said := all(lines); !strings.Contains(said, c.says) {
			t.Errorf("%s: %q is not said:\n%s", c.view.State, c.says, said)
		}
		if strings.Contains(unsaid, "屏幕右") || strings.Contains(unsaid, "屏幕下") || strings.Contains(unsaid, "屏幕左") {
			t.Errorf("%s: a place is said that nobody has told:\n%s", c.view.State, unsaid)
		}
		for _, l := range lines { // so that a station can record it
			if strings.Contains(l.Text, c.says) && !l.Fixed {
				t.Errorf("%s: no clip can say %q", c.view.State, l.Text)
			}
		}
	}
}

func TestAfterTheLastTryNobodyIsSentToTheReader(t *testing.T) {
	v := flow.View{State: flow.CardFailed, Failure: flow.Failure{Key: "card.unreadable", Try: 3}, Housing: flow.Housing{Reader: flow.Below}}

	if said := all(voice.Script(v, table(t, "zh-Hans"))); strings.Contains(said, "读卡器在") {
		t.Error(said)
	}
}
