// Package screentest has a view for every page and for what is hard on each: long
// and rare names, full lists, trouble. Tests and the picture book draw them.
package screentest

import (
	"image"
	"image/color"
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
		Top:     flow.Top{Community: "沙南社区", Station: "365民情服务站", Kiosk: "shanan-2", Now: now, Online: true},
		Duty:    flow.Duty{Name: "王芳", Face: "woman", Phone: "0851-0000-0365", Window: "在您右手边的窗口", From: now, Until: now.Add(6 * time.Hour), Now: true},
		Station: flow.StationView{Hours: "9:00–17:00", Phone: "0851-0000-0365", ComplaintPhone: "0851-0000-0366", Window: "在您右手边的窗口"},
		Reader:  "ready", Printer: printer.Ready}
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

// slip is a picture with the shape of a receipt.
func slip() image.Image {
	p := image.NewPaletted(image.Rect(0, 0, 576, 1400), color.Palette{color.White, color.Black})
	for y := 20; y < 1400; y += 40 {
		for x := 30; x < 30+(y*37)%500; x++ {
			for dy := range 18 {
				p.SetColorIndex(x, y+dy, 1)
			}
		}
	}
	return p
}

func oneCase() flow.CaseView {
	var hash [32]byte
	for i := range hash {
		hash[i] = byte(i * 7)
	}
	number := kiosk.NewCaseNumber("S2", 4821)
	return flow.CaseView{Number: number, CheckCode: kiosk.CheckCodeOf(hash), QR: kiosk.QRText(number, hash), Title: "residence.title",
		Masked: "欧**", Status: kiosk.Accepted, Delivery: kiosk.Acknowledged, AckedAt: now.Add(4 * time.Minute), At: now, Promise: promise(),
		Middle: "residence.receipt.middle", ByCard: true, History: []kiosk.Event{{Status: kiosk.Submitted, At: now}, {Revision: 1, Status: kiosk.Accepted, At: now.Add(time.Hour)}}, Preview: slip()}
}

// Samples lists every page, the hard cases too.
func Samples() []Sample {
	var out []Sample
	add := func(name string, v flow.View) { out = append(out, Sample{name, v}) }
	welcome := base(flow.Welcome)
	welcome.Back, welcome.Restart, welcome.Next = false, false, false
	add("welcome", welcome)
	offline := welcome
	offline.Top.Online, offline.Printer, offline.Reader, offline.Duty.Now = false, printer.NoPaper, "absent", false
	add("welcome-degraded", offline)
	home := base(flow.Home)
	home.Back, home.Restart, home.Next = false, false, false
	add("home", home)
	night := home
	night.Top.Online, night.Duty.Now, night.Said = false, false, "bar.no-way-back"
	night.Printer, night.Reader = printer.NoPaper, "absent"
	add("home-degraded", night)
	list := base(flow.Matters)
	list.Next = false
	m := matter(list).Matter
	second := m
	second.ID, second.Title, second.Short, second.Icon = "concern", "concern.title", "concern.short", "speak"
	list.Matters = []flow.MatterView{m, second}
	add("matters", list)
	add("flow-card", matter(base(flow.FlowCard)))
	add("notice", matter(base(flow.Notice)))
	where := base(flow.WhereTo)
	where.Next = false
	for i := range 7 {
		names := []string{"王芳", "赵志国"}
		if i == 5 {
			names = nil
		}
		where.Week = append(where.Week, flow.DutyDay{Day: now.AddDate(0, 0, i), Names: names})
	}
	add("where-to", where)
	help := base(flow.Help)
	add("help", help)
	alone := help
	alone.Duty.Now, alone.Duty.From = false, now.Add(22*time.Hour)
	add("help-nobody", alone)
	add("size-and-colour", base(flow.SizeAndColour))
	out = append(out, cardSamples()...)
	out = append(out, formSamples()...)
	return append(out, endSamples()...)
}

func cardSamples() (out []Sample) {
	put := inForm(base(flow.AwaitingCard), 0)
	put.Next = false
	out = append(out, Sample{"awaiting-card", put})
	broken := put
	broken.Reader = "absent"
	out = append(out, Sample{"awaiting-card-no-reader", broken})
	finding := base(flow.AwaitingCard)
	finding.Next = false
	out = append(out, Sample{"awaiting-card-find", finding})
	reading := inForm(base(flow.ReadingCard), 0)
	reading.Next = false
	out = append(out, Sample{"reading-card", reading})
	failed := inForm(base(flow.CardFailed), 0)
	failed.Next = false
	failed.Failure = flow.Failure{Key: "card.unreadable", Code: "R-41", Try: 2, Left: 1}
	out = append(out, Sample{"card-failed", failed})
	wrong := failed
	wrong.Failure = flow.Failure{Key: "card.not-id-card", Code: "R-40", Try: 3, Left: 0}
	out = append(out, Sample{"card-failed-last", wrong})
	read := inForm(base(flow.CardRead), 0)
	read.Card = flow.CardView{MaskedName: "阿**", LastFour: "005X", Verified: true, Fields: cardLines()}
	return append(out, Sample{"card-read", read})
}

func line(field, label, value, key, source string) flow.ReviewLine {
	return flow.ReviewLine{Field: field, Label: label, Value: personal.New(value), ValueKey: key, Source: source, Editable: source != "card"}
}

func cardLines() []flow.ReviewLine {
	return []flow.ReviewLine{line("name", "residence.name", "阿**", "", "card"), line("sex", "residence.sex", "", "sex.1", "card"),
		line("ethnicGroup", "residence.ethnicGroup", "", "ethnic.05", "card"), line("birth", "residence.birth", "1991年**月**日", "", "card"),
		line("idNumber", "residence.idNumber", "005X", "", "card"), line("address", "residence.registeredAddress", "贵州省黔东南苗族侗族自治州样例县******", "", "card")}
}

func formSamples() (out []Sample) {
	six := inForm(base(flow.Filling), 4)
	six.Question = flow.Question{Field: "reason", Title: "residence.reason.q", Help: "residence.reason.help", Why: "residence.reason.why", Kind: "choice",
		Choices: choices("residence.reason.work", "residence.reason.shop", "residence.reason.study", "residence.reason.family", "residence.reason.doctor", "residence.reason.other"), Chosen: "residence.reason.family"}
	out = append(out, Sample{"filling-choice", six})
	none := six
	none.Question.Chosen, none.Question.Problem, none.Next, none.WhyNot = "", "form.required", false, "question.choose-first"
	out = append(out, Sample{"filling-choice-missing", none})
	many := inForm(base(flow.Filling), 2)
	many.Question = flow.Question{Field: "estate", Title: "residence.estate.q", Help: "residence.estate.help", Kind: "choice"}
	for _, n := range []string{"翠屏苑", "沙南花园", "供电局宿舍", "南明河畔安置小区二期", "山水黔城", "老供销社家属院", "红岩新村", "和平里"} {
		many.Question.Choices = append(many.Question.Choices, flow.Choice{Value: n, Text: n})
	}
	many.Page = 1
	out = append(out, Sample{"filling-places", many})
	phone := inForm(base(flow.Filling), 6)
	phone.Next, phone.WhyNot = true, ""
	phone.Question = flow.Question{Field: "phone", Title: "residence.phone.q", Help: "residence.phone.help", Kind: "digits", Typed: personal.New("138000056"), Masked: true,
		Min: 11, Max: 12, Skips: []flow.Choice{{Value: "none", Title: "phone.none"}, {Value: "rather-not", Title: "phone.rather-not"}}}
	out = append(out, Sample{"filling-digits", phone})
	wrong := phone
	wrong.Question.Typed, wrong.Question.Problem = personal.New("23800005678"), "form.phone"
	out = append(out, Sample{"filling-digits-wrong", wrong})
	review := inForm(base(flow.Reviewing), 7)
	review.Asked, review.Saved = 10, 6
	review.Review = append(cardLines(), line("business", "residence.business", "", "residence.business.move-in", "you"),
		line("estate", "residence.estate", "南明河畔安置小区二期", "", "dictionary"), line("building", "residence.building", "3栋", "", "dictionary"),
		line("entrance", "residence.entrance", "2单元", "", "dictionary"), line("flat", "residence.flat", "501", "", "you"), line("reason", "residence.reason", "", "residence.reason.family", "you"),
		line("phone", "residence.phone", "138****5678", "", "you"))
	out = append(out, Sample{"reviewing", review})
	find := base(flow.FindCase)
	find.Next = false
	out = append(out, Sample{"find-case", find})
	number := base(flow.EnterNumber)
	number.Question = flow.Question{Field: "number", Title: "find.number", Kind: "digits", Typed: personal.New("48215"), Min: 5, Max: 10}
	out = append(out, Sample{"enter-number", number})
	code := base(flow.EnterCode)
	code.Question = flow.Question{Field: "code", Title: "find.code", Kind: "code", Typed: personal.New("00JMMVWMQ7"), Min: 16, Max: 16, Problem: "find.no-match"}
	return append(out, Sample{"enter-code", code})
}

func endSamples() (out []Sample) {
	ended := func(s flow.State) flow.View {
		v := matter(base(s))
		v.Wipes, v.Back, v.Case = false, false, oneCase()
		v.Card = flow.CardView{MaskedName: "欧**", LastFour: "0020", Verified: true}
		v.Left, v.Asked, v.Saved = 24*time.Second, 10, 6
		return v
	}
	keeping := ended(flow.Keeping)
	keeping.Next, keeping.Restart, keeping.Case = false, false, flow.CaseView{}
	printing := ended(flow.Printing)
	printing.Next, printing.Restart = false, false
	out = append(out, Sample{"keeping", keeping}, Sample{"printing", printing}, Sample{"done", ended(flow.Done)})
	sealed := ended(flow.Done)
	sealed.Case.Title, sealed.Case.Masked, sealed.Case.Delivery, sealed.Card = "", "", kiosk.Queued, flow.CardView{}
	out = append(out, Sample{"done-sensitive-queued", sealed})
	out = append(out, printingSamples(ended)...)
	full := ended(flow.NotKept)
	full.Back, full.Case, full.Failure = true, flow.CaseView{}, flow.Failure{Key: "notkept.full", Code: "S-05"}
	out = append(out, Sample{"not-kept", full})
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
	ask := matter(base(flow.AskRestart))
	idle := matter(base(flow.IdleWarning))
	idle.Left = 24 * time.Second
	take := base(flow.TakeCard)
	take.Left = 40 * time.Second
	return append(out, Sample{"ask-restart", ask}, Sample{"idle-warning", idle}, Sample{"take-card", take})
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
