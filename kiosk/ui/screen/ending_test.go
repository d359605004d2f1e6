package screen_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"station365/devices/printer"
	"station365/kiosk"
	"station365/kiosk/flow"
	"station365/kiosk/personal"
	"station365/kiosk/ui/kit"
	"station365/kiosk/ui/screen/screentest"
)

// standard is a kit of the portrait panel.
func standard(t *testing.T) *kit.Kit {
	t.Helper()
	return kit.New(panels[0], kit.Standard, kit.Light, shared(t))
}

// sample is a view by its name.
func sample(t *testing.T, name string) flow.View {
	t.Helper()
	for _, s := range screentest.Samples() {
		if s.Name == name {
			return s.View
		}
	}
	t.Fatalf("no sample %q", name)
	return flow.View{}
}

// said is everything a page says, line by line.
func said(d *kit.Drawing) string {
	var b strings.Builder
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *fyne.Container:
			for _, inner := range o.Objects {
				walk(inner)
			}
		case *canvas.Text:
			b.WriteString(o.Text + "\n")
		case fyne.Widget:
			for _, inner := range o.CreateRenderer().Objects() {
				walk(inner)
			}
		}
	}
	walk(d.Object())
	return b.String()
}

func TestTouchesOfTheEndSendTheirIntent(t *testing.T) {
	k := standard(t)
	for _, x := range []struct {
		sample, target string
		want           flow.Event
	}{
		{"done", "again", flow.Event{Kind: flow.PrintAgain}},
		{"done", "nav:next", flow.Event{Kind: flow.Next}},
		{"done", "nav:restart", flow.Event{Kind: flow.Restart}},
		{"not-printed-no-paper", "again", flow.Event{Kind: flow.PrintAgain}},
		{"not-kept", "nav:back", flow.Event{Kind: flow.Back}},
		{"my-cases", "case:" + string(kiosk.NewCaseNumber("S2", 4702)), flow.Event{Kind: flow.OpenCase, Value: string(kiosk.NewCaseNumber("S2", 4702))}},
		{"case-detail", "again", flow.Event{Kind: flow.PrintAgain}},
		{"ask-restart", "stay", flow.Event{Kind: flow.Back}},
		{"ask-restart", "confirm", flow.Event{Kind: flow.Confirm}},
		{"idle-warning", "stay", flow.Event{Kind: flow.Touched}},
		{"idle-warning", "anywhere", flow.Event{Kind: flow.Touched}},
		{"take-card", "nav:next", flow.Event{Kind: flow.Next}},
	} {
		var sent []flow.Event
		d := draw(k, sample(t, x.sample), func(e flow.Event) { sent = append(sent, e) })

		tap(t, d, x.target)

		if len(sent) != 1 || sent[0].Kind != x.want.Kind || sent[0].Value != x.want.Value {
			t.Errorf("%s on %s sends %+v", x.target, x.sample, sent)
		}
	}
}

func TestTheCurtainShowsNothingOfAnybody(t *testing.T) {
	for _, name := range []string{"idle-warning", "take-card"} {
		v := sample(t, name)
		v.Card = flow.CardView{MaskedName: "欧**", LastFour: "0020"}
		v.Case = sample(t, "done").Case
		v.Case.Answer = personal.New("答复")

		eachLook(t, func(look string, k *kit.Kit) {
			text := said(draw(k, v, nil))
			for _, private := range []string{"欧", "0020", string(v.Case.Number), string(v.Case.CheckCode), "答复", v.Top.Community} {
				if strings.Contains(text, private) {
					t.Errorf("%s, %s shows %q", name, look, private)
				}
			}
		})
	}
}

func TestWhatAPrinterDidNotSayIsNeverCalledPrinted(t *testing.T) {
	k := standard(t)
	printed := k.T("done.title")
	for _, status := range []printer.Status{printer.Ready, printer.PaperLow, printer.NoPaper, printer.CoverOpen, printer.Fault, printer.Absent, printer.Unknown, ""} {
		for _, result := range []printer.Result{printer.NotPrinted, printer.Indefinite} {
			v := sample(t, "not-printed-no-paper")
			v.Case.Paper = printer.Outcome{Result: result, Status: status}

			text := said(draw(k, v, nil))

			if strings.Contains(text, printed) || !strings.Contains(text, k.T("notprinted.kept")) || !strings.Contains(text, string(v.Case.Number)) {
				t.Errorf("%s, %s: %s", result, status, text)
			}
			if strings.Contains(text, "⟦") {
				t.Errorf("%s, %s: words are missing: %s", result, status, text)
			}
		}
	}
}

func TestPaperWasPutIn_TheWayOnIsToPrint(t *testing.T) {
	k := standard(t)

	text := said(draw(k, sample(t, "not-printed-refilled"), nil))

	if !strings.Contains(text, k.T("notprinted.ready")) || strings.Contains(text, k.T("notprinted.no-paper.do")) {
		t.Error(text)
	}
}

func TestDeliveryIsSaidAsFarAsItIsKnown(t *testing.T) {
	k := standard(t)
	v := sample(t, "done")
	for delivery, clock := range map[kiosk.Delivery]string{kiosk.Queued: "", kiosk.Sent: "", kiosk.Quarantined: "", kiosk.Acknowledged: "10:49"} {
		v.Case.Delivery = delivery

		text := said(draw(k, v, nil))

		if want := k.T("done.delivery."+string(delivery), "clock", clock); !strings.Contains(text, want) {
			t.Errorf("%s: %q is not said", delivery, want)
		}
	}
}

func TestTheNumberStandsOnEveryPageOfTheEnd(t *testing.T) {
	for _, name := range []string{"done", "not-printed-no-paper", "case-detail-late"} {
		v := sample(t, name)
		eachLook(t, func(look string, k *kit.Kit) {
			eachLeaf(k, v, func(page int, d *kit.Drawing) {
				if !strings.Contains(said(d), string(v.Case.Number)) {
					t.Errorf("%s, page %d, %s: no number", name, page, look)
				}
			})
		})
	}
}

func TestAPromiseThatPassedIsAnApologyWithTheDaysCounted(t *testing.T) {
	k := standard(t)
	for _, name := range []string{"my-cases", "case-detail-late"} {
		text := said(draw(k, sample(t, name), nil))

		if !strings.Contains(text, "3 天，对不起") {
			t.Errorf("%s: %s", name, text)
		}
	}
}

func TestAClockThatNobodyConfirmed_NoDayIsNamed(t *testing.T) {
	k := standard(t)
	for _, name := range []string{"done", "case-detail", "not-printed-no-paper"} {
		v := sample(t, name)
		v.Case.DayOpen = true

		text := said(draw(k, v, nil))

		if strings.Contains(text, k.Words().Date(v.Case.Promise.DueBy)) || !strings.Contains(text, k.T("done.open")[:12]) {
			t.Errorf("%s: %s", name, text)
		}
	}
}

func TestASealedCaseShowsItsNumberAndDayOnly(t *testing.T) {
	k := standard(t)
	v := sample(t, "my-cases")
	v.Cases = v.Cases[2:3]
	v.Cases[0].Status = kiosk.Completed

	text := said(draw(k, v, nil))

	for _, word := range []string{k.T("status.completed"), k.T("residence.title"), v.Cases[0].Promise.Officer} {
		if strings.Contains(text, word) {
			t.Errorf("a sealed case tells %q", word)
		}
	}
	if !strings.Contains(text, k.T("cases.sealed")) || !strings.Contains(text, string(v.Cases[0].Number)) {
		t.Error(text)
	}
}

func TestTheSecondsStandInTheSentenceAndNeverSayZero(t *testing.T) {
	k := standard(t)
	v := sample(t, "idle-warning")
	v.Left = 300 * time.Millisecond

	text := said(draw(k, v, nil))

	if !strings.Contains(text, " 1 ") {
		t.Error(text)
	}
}

// A long answer goes on to the next page; not a letter of it may be lost.
func TestALongAnswerIsShownWhole(t *testing.T) {
	v := sample(t, "case-detail")
	answer := strings.Repeat("材料齐了，请您星期三上午带上租房合同原件到一号窗口找我核对。", 14)
	v.Case.Answer = personal.New(answer)
	eachLook(t, func(look string, k *kit.Kit) {
		var whole strings.Builder
		eachLeaf(k, v, func(page int, d *kit.Drawing) {
			for _, fault := range d.Faults {
				t.Errorf("page %d, %s: %s", page, look, fault)
			}
			whole.WriteString(said(d))
		})

		if n := strings.Count(whole.String(), "租"); n != 14 {
			t.Errorf("%s: %d of 14 sentences", look, n)
		}
	})
}

func TestALookUpWithoutTheCentreSaysOfWhenItIsOnEveryGlass(t *testing.T) {
	for _, name := range []string{"my-cases-offline", "case-detail-offline"} {
		away := sample(t, name)
		there := away
		there.Top.Online = true
		of := func(k *kit.Kit) string {
			before, _, _ := strings.Cut(k.T("case.as-of", "clock", "|"), "|")
			return joined(before)
		}
		eachLook(t, func(look string, k *kit.Kit) {
			if text := plain(draw(k, away, nil)); !strings.Contains(text, of(k)) {
				t.Errorf("%s, %s: %s", name, look, text)
			}
			if text := plain(draw(k, there, nil)); strings.Contains(text, of(k)) {
				t.Errorf("%s, %s says so while the centre is there", name, look)
			}
		})
	}
}

func TestNumberAndPromiseStandOnOnePageOfTheSmallPanel(t *testing.T) {
	s := shared(t)
	for _, language := range languages(t) {
		for _, name := range []string{"done", "done-place-unsaid", "done-sensitive-queued"} {
			pages := 0
			eachLeaf(kit.New(panels[2], kit.Standard, kit.Light, s.In(language)), sample(t, name), func(int, *kit.Drawing) { pages++ })
			if pages != 1 {
				t.Errorf("%s, %s: %d pages", name, language, pages)
			}
		}
	}
}
