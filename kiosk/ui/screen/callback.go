package screen

import (
	"station365/kiosk/flow"
	"station365/kiosk/ui/kit"
)

// CallBack asks for a telephone number to be rung at, and says why.
type CallBack struct{ Page }

// Build draws the number pad; the last place keeps the request.
func (s CallBack) Build() *kit.Drawing {
	s.View.Question.Help = s.View.Question.Why
	end := last{text: "callback.next", icon: "phone", sleep: s.View.Question.Typed.Empty(), why: s.sendValue(flow.AskWhy, "find.type-first")}
	if s.View.Call.Keeping {
		end = last{text: "callback.keeping", icon: "clock", sleep: true, why: s.sendValue(flow.AskWhy, "callback.keeping")}
	}
	return s.Lay(s.withProblem(s.frame(Question{s.Page}.digits(), end)))
}

// isPrivate: something of the resident's stands on this page, or is being typed.
func (p Page) isPrivate() bool {
	switch p.View.State {
	case flow.CardRead, flow.CardNotValid, flow.Filling, flow.Reviewing, flow.EnterNumber, flow.EnterCode, flow.MyCases, flow.CaseDetail, flow.CallBack:
		return true
	}
	return false
}

// callOn has the help place of the bar say how a call stands, on whatever page its
// resident is.
func (p Page) callOn(help *kit.Place) {
	c := p.View.Call
	switch {
	case c.Step == "" || c.Step == flow.CallNobody:
		return
	case c.Word == flow.CallComing:
		help.Icon, help.Text, help.Note = "check", p.T("help.is-coming"), c.Name
	case c.Step == flow.CallTelephone:
		help.Text, help.Note = p.T("bar.help"), p.T("help.nobody-came")
	case c.Word == flow.CallAtDesk:
		help.Icon, help.Text, help.Note = "check", p.T("help.called"), p.T("help.called-number", "n", itoa(c.Number))
	default:
		help.Note = p.T("help.called-number", "n", itoa(c.Number))
	}
}
