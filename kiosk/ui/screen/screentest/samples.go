// Package screentest has a view for every page and for what is hard on each: long
// and rare names, full lists, trouble. Tests and the picture book draw them.
package screentest

import (
	"strings"
	"time"

	"station365/devices/printer"
	"station365/kiosk"
	"station365/kiosk/flow"
	"station365/kiosk/personal"
)

// Sample is one page in one situation.
type Sample struct {
	Name string // for files and test names
	View flow.View
}

var now = time.Date(2026, 11, 23, 2, 45, 0, 0, time.UTC)

// base is what every view has.
func base(s flow.State) flow.View {
	return flow.View{State: s, Look: flow.Look{Scale: "standard", Theme: "light"}, Back: true, Restart: true, Next: true,
		Top:     flow.Top{Community: "沙南社区", Station: "365民情服务站", Kiosk: "shanan-2", Now: now, Online: true, Languages: []string{"zh-Hans", "en"}},
		Duty:    flow.Duty{Name: "王芳", Face: "woman", Phone: "0851-0000-0365", Window: "在您右手边的窗口", From: now.Add(-105 * time.Minute), Until: now.Add(375 * time.Minute), Now: true},
		Station: flow.StationView{Phone: "0851-0000-0365", ComplaintPhone: "0851-0000-0366", Window: "在您右手边的窗口"},
		Reader:  "ready", Printer: printer.Ready, Housing: flow.Housing{Reader: flow.BelowRight, Printer: flow.Below, Scanner: flow.Right}}
}

// matter is the residence registration as the catalogue tells it.
func matter(v flow.View) flow.View {
	v.Wipes = true
	v.Matter = flow.MatterView{ID: "residence-registration", Title: "residence.title", Short: "residence.short", Icon: "family",
		Who: "residence.who", WhoMore: "residence.who.more", Fee: "fee.none", Where: "residence.where",
		Papers: []string{"residence.paper.idcard", "residence.paper.address"}, DueDays: 5, Steps: 10, Minutes: 3,
		DueBy: now.AddDate(0, 0, 7), NeedsCard: true, Notice: []string{"residence.notice.purpose", "residence.notice.readers", "residence.notice.keeping"}}
	return v
}

var stepTitles = []string{"step.card", "residence.step.business", "residence.step.address", "residence.step.when",
	"residence.step.reason", "residence.step.housing", "residence.step.phone", "step.review"}

func inForm(v flow.View, at int) flow.View {
	v = matter(v)
	for i, t := range stepTitles {
		s := flow.Step{Title: t, Done: i < at, Now: i == at}
		if i > 0 && i < at {
			s.Field = "field" + string(rune('0'+i))
		}
		v.Steps = append(v.Steps, s)
	}
	return v
}

func choices(keys ...string) (out []flow.Choice) {
	icons := []string{"work", "shop", "study", "family", "doctor", "other"}
	for i, k := range keys {
		out = append(out, flow.Choice{Value: k, Title: k, Icon: icons[i%len(icons)]})
	}
	return out
}

func promise() kiosk.Promise {
	return kiosk.Promise{Officer: "王芳", Phone: "0851-0000-0365", Face: "woman", DueBy: now.AddDate(0, 0, 7)}
}

func oneCase() flow.CaseView {
	hash, number := caseHash(), kiosk.NewCaseNumber("S2", 4821)
	return flow.CaseView{Number: number, CheckCode: kiosk.CheckCodeOf(hash), QR: kiosk.QRText(number, hash), Title: "residence.title",
		Masked: "欧**", Status: kiosk.Accepted, Delivery: kiosk.Acknowledged, AckedAt: now.Add(4 * time.Minute), At: now, Promise: promise(),
		Middle: "residence.receipt.middle", ByCard: true, History: []kiosk.Event{{Status: kiosk.Submitted, At: now}, {Revision: 1, Status: kiosk.Accepted, At: now.Add(time.Hour)}}, Preview: slip()}
}

// Samples lists every page, the hard cases too.
func Samples() []Sample {
	var out []Sample
	out = append(out, arrivingSamples()...)
	out = append(out, frozenSamples()...)
	out = append(out, besideSamples()...)
	out = append(out, cardSamples()...)
	out = append(out, formSamples()...)
	out = append(out, endSamples()...)
	return append(out, unsaid(out)...)
}

func endSamples() (out []Sample) {
	ended := func(s flow.State) flow.View {
		v := matter(base(s))
		v.Wipes, v.Back, v.Case = false, false, oneCase()
		v.Card = flow.CardView{MaskedName: "欧**", LastFour: "0020", Verified: true}
		v.Left, v.Asked = 24*time.Second, 10
		return v
	}
	keeping := ended(flow.Keeping)
	keeping.Next, keeping.Restart, keeping.Case = false, false, flow.CaseView{}
	printing := ended(flow.Printing)
	printing.Next, printing.Restart = false, false
	out = append(out, Sample{"keeping", keeping}, Sample{"printing", printing}, Sample{"done", ended(flow.Done)})
	lying := ended(flow.Done)
	lying.Card.MayLie = true
	out = append(out, Sample{"done-card-may-lie", lying})
	byHand := ended(flow.Done)
	byHand.Case.ByHand, byHand.Case.ByCard = true, false
	out = append(out, Sample{"done-by-hand", byHand})
	sealed := ended(flow.Done)
	sealed.Case.Title, sealed.Case.Masked, sealed.Case.Delivery, sealed.Card = "", "", kiosk.Queued, flow.CardView{}
	out = append(out, Sample{"done-sensitive-queued", sealed})
	out = append(out, printingSamples(ended)...)
	full := ended(flow.NotKept)
	full.Back, full.Case, full.Failure = true, flow.CaseView{}, flow.Failure{Key: "notkept.full", Code: "S-05"}
	out = append(out, Sample{"not-kept", full}, Sample{"not-kept-nobody", without(full)})
	cases := ended(flow.MyCases)
	cases.Back = true
	second, third := oneCase(), oneCase()
	second.Number, second.Status, second.Late, second.Promise.DueBy = kiosk.NewCaseNumber("S2", 4702), kiosk.Accepted, true, now.AddDate(0, 0, -3)
	third.Number, third.Title, third.Status = kiosk.NewCaseNumber("S2", 4688), "", kiosk.Completed
	cases.Cases = []flow.CaseView{oneCase(), second, third, oneCase(), third}
	none := cases
	none.Cases = nil
	detail := ended(flow.CaseDetail)
	detail.Back = true
	detail.Case.Answer = personal.New("材料齐了。请您星期三上午带上租房合同原件，到一号窗口找我核对，核对完当场给您办好。")
	late := detail
	late.Case = second
	out = append(out, Sample{"my-cases", cases}, Sample{"my-cases-none", none}, Sample{"case-detail", detail}, Sample{"case-detail-late", late})
	alone := cases // without the centre since this morning
	alone.Top.Online, alone.AsOf = false, now.Add(-time.Hour)
	out = append(out, Sample{"my-cases-offline", alone})
	alone.AsOf = now.Add(-30 * time.Hour)
	out = append(out, Sample{"my-cases-offline-long", alone})
	out = append(out, hardEnds(ended)...)
	ask := matter(base(flow.AskRestart))
	idle := matter(base(flow.IdleWarning))
	idle.Left = 24 * time.Second
	take := base(flow.TakeCard)
	take.CardLies = true
	take.Left = 40 * time.Second
	return append(out, Sample{"ask-restart", ask}, Sample{"idle-warning", idle}, Sample{"take-card", take})
}

// hardEnds are long histories and answers, and a notice above the bar.
func hardEnds(ended func(flow.State) flow.View) []Sample {
	long := ended(flow.CaseDetail)
	long.Back, long.Case.Status, long.Case.Title = true, kiosk.Completed, "concern.title"
	long.Case.Promise.Officer, long.Case.Promise.Face = "阿依努尔·买买提", ""
	for i, s := range []kiosk.Status{kiosk.NeedsSupplement, kiosk.Accepted, kiosk.Referred, kiosk.Returned, kiosk.Reopened, kiosk.Accepted, kiosk.Completed} {
		long.Case.History = append(long.Case.History, kiosk.Event{Revision: i + 2, Status: s, At: now.Add(time.Duration(i+2) * 20 * time.Hour)})
	}
	long.Case.Answer = personal.New(strings.Repeat("楼道的灯已经换好，走廊里的旧家具也请物业搬走了，要是再坏，请直接打我的电话。", 9))
	again := ended(flow.Done)
	again.Asked, again.Case.CheckCode, again.Case.QR = 0, "", ""
	again.Case.Delivery, again.Case.Promise.Officer, again.Case.Promise.Face = kiosk.Quarantined, "阿依努尔·买买提", ""
	alone := ended(flow.CaseDetail) // without the centre since the day before
	alone.Back, alone.Top.Online, alone.AsOf = true, false, now.Add(-30*time.Hour)
	never := alone
	never.AsOf, never.Said = time.Time{}, "top.no-sound"
	out := []Sample{{"case-detail-long", long}, {"done-again", again}, {"case-detail-offline", alone}, {"case-detail-offline-ever", never}}
	for _, s := range []flow.State{flow.Printing, flow.Done, flow.NotPrinted, flow.CaseDetail} {
		v := ended(s)
		v.Case.Paper = printer.Outcome{Result: printer.NotPrinted, Status: printer.NoPaper, Code: "P-03"}
		v.Printer, v.Said = printer.NoPaper, "bar.already-kept"
		out = append(out, Sample{string(s) + "-said", v})
	}
	return out
}

// printingSamples are the ways a receipt does not come.
func printingSamples(ended func(flow.State) flow.View) (out []Sample) {
	add := func(name string, live printer.Status, o printer.Outcome) {
		v := ended(flow.NotPrinted)
		v.Printer, v.Case.Paper = live, o
		out = append(out, Sample{"not-printed-" + name, v})
	}
	for _, s := range []printer.Status{printer.NoPaper, printer.CoverOpen, printer.Fault, printer.Absent} {
		add(string(s), s, printer.Outcome{Result: printer.NotPrinted, Status: s, Code: "P-03"})
	}
	add("refilled", printer.Ready, printer.Outcome{Result: printer.NotPrinted, Status: printer.NoPaper, Code: "P-03"})
	add("failed", printer.Ready, printer.Outcome{Result: printer.NotPrinted, Status: printer.Ready, Code: "P-07"})
	add("unknown", printer.Unknown, printer.Outcome{Result: printer.Indefinite, Status: printer.Unknown, Code: "P-09"})
	return out
}
