package screentest

import (
	"time"

	"station365/kiosk"
	"station365/kiosk/flow"
	"station365/kiosk/personal"
)

// leftSamples are the pages that say what was left behind, or nothing.
func leftSamples() (out []Sample) {
	welcome, home := base(flow.Welcome), base(flow.Home)
	for _, v := range []*flow.View{&welcome, &home} {
		v.Back, v.Restart, v.Next = false, false, false
	}
	welcome.Wiped, home.Wiped = "wiped.done", "wiped.done"
	out = append(out, Sample{"welcome-wiped", welcome}, Sample{"home-wiped", home})
	welcome = without(broken(welcome))
	welcome.Wiped, welcome.Evening = "wiped.other-card", kiosk.Week{Settled: 46, InHand: 17, Late: 2}
	take := base(flow.TakeCard)
	take.Left = 52 * time.Second
	return append(out, Sample{"welcome-wiped-other-card", welcome}, Sample{"take-card-ask", take})
}

// helpSamples are a call for help in every step, and the call-back.
func helpSamples() (out []Sample) {
	add := func(name string, v flow.View) { out = append(out, Sample{name, v}) }
	call := func(c flow.CallView) flow.View {
		v := base(flow.Help)
		v.Wipes = true
		c.Number, c.Name, c.Face, c.At = 3, "王芳", "woman", now
		v.Call = c
		return v
	}
	first := flow.CallView{Step: flow.CallFirst, Reaches: true, Then: "欧阳赵志国", Wait: 43 * time.Second}
	add("help", call(first))
	noWay := first
	noWay.Reaches = false
	add("help-no-way", call(noWay))
	again := call(noWay)
	again.Said = "help.here"
	add("help-again", again)
	atDesk := first
	atDesk.Word = flow.CallAtDesk
	add("help-at-desk", call(atDesk))
	second := flow.CallView{Step: flow.CallSecond, Reaches: true, Wait: 60 * time.Second}
	add("help-second", call(second))
	coming := flow.CallView{Step: flow.CallFirst, Reaches: true, Word: flow.CallComing}
	add("help-coming", call(coming))
	for _, t := range []flow.Ticket{flow.TicketPrinting, flow.TicketPrinted, flow.TicketFailed} {
		add("help-telephone-"+string(t), call(flow.CallView{Step: flow.CallTelephone, Ticket: t, Leaves: true}))
	}
	nobody := without(call(flow.CallView{Step: flow.CallNobody, Leaves: true}))
	nobody.Call.Name, nobody.Call.Face = "", ""
	add("help-nobody", nobody)
	frozen := nobody
	frozen.Call.Leaves, frozen.Restart, frozen.Wipes = false, false, false
	add("help-nobody-frozen", frozen)
	kept := nobody
	kept.Call.Leaves, kept.Call.Ticket = false, flow.TicketFailed
	kept.Call.Kept = flow.CaseView{Number: kiosk.NewCaseNumber("S123", 48213), CheckCode: "WMWM-MWWM-WMWM-MWWM", Promise: promise()}
	add("callback-kept", kept)
	kept.Call.Ticket, kept.Call.Kept.DayOpen = flow.TicketPrinted, true
	add("callback-kept-printed", kept)
	return append(append(out, callBackSamples()...), leftSamples()...)
}

func callBackSamples() (out []Sample) {
	typing := without(base(flow.CallBack))
	typing.Wipes, typing.Call = true, flow.CallView{Step: flow.CallNobody, Leaves: true}
	typing.Question = flow.Question{Field: "phone", Title: "callback.title", Why: "callback.why", Kind: "digits", Typed: personal.New("138000056"), Masked: true, Min: 11, Max: 12}
	out = append(out, Sample{"call-back", typing})
	wrong := typing
	wrong.Question.Typed, wrong.Question.Problem = personal.New("23800005678"), "form.phone"
	out = append(out, Sample{"call-back-wrong", wrong})
	broken := typing
	broken.Question.Problem = "callback.not-kept"
	keeping := typing
	keeping.Call.Keeping = true
	task := inForm(base(flow.Filling), 4)
	task.Question = flow.Question{Field: "reason", Title: "residence.reason.q", Kind: "choice", Choices: choices("residence.reason.work", "residence.reason.study")}
	task.Call = flow.CallView{Step: flow.CallFirst, Word: flow.CallComing, Number: 12, Name: "欧阳赵志国"}
	desk := inForm(base(flow.AwaitingCard), 0)
	desk.Call = flow.CallView{Step: flow.CallSecond, Word: flow.CallAtDesk, Number: 12, Name: "王芳"}
	return append(out, Sample{"call-back-not-kept", broken}, Sample{"call-back-keeping", keeping}, Sample{"filling-coming", task}, Sample{"awaiting-card-called", desk})
}
