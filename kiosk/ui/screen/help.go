package screen

import (
	"strings"

	"station365/kiosk/flow"
	"station365/kiosk/ui/kit"
)

// Help is a call for help and what comes of it. It says that somebody was reached
// only when a word came back; until then it says whom to call out to.
type Help struct{ Page }

// Build draws the person large, or the ways without one.
func (s Help) Build() *kit.Drawing {
	l := last{text: "help.alone", icon: "check"}
	f := s.frame(nil, l)
	f.Content = s.fitting(s.whole(), s.besideFace(false), s.plain(true), s.plain(false), s.brief())[0]
	return s.Lay(f)
}

// title is the one thing to know.
func (s Help) title() string {
	c, d := s.View.Call, s.View.Duty
	switch {
	case c.Kept.Number != "":
		return s.T("callback.kept", "number", string(c.Kept.Number))
	case c.Step == flow.CallNobody || c.Step == "":
		return s.T("help.title-nobody")
	case c.Word == flow.CallComing:
		return s.T("help.coming", "name", c.Name)
	case c.Step == flow.CallTelephone:
		return s.T("help.ring")
	case c.Word == flow.CallAtDesk:
		return s.T("help.number", "n", itoa(c.Number))
	}
	return s.T("help.please-call", "name", firstOf(c.Name, d.Name))
}

func firstOf(names ...string) string {
	for _, n := range names {
		if n != "" {
			return n
		}
	}
	return ""
}

// sentences say where she is, and what stands with the call.
func (s Help) sentences() []string {
	c, d := s.View.Call, s.View.Duty
	switch {
	case c.Kept.Number != "":
		return s.kept()
	case c.Step == flow.CallNobody || c.Step == "":
		return []string{s.next()}
	case c.Word == flow.CallComing:
		return []string{s.T("help.came", "clock", s.Words().Clock(c.At), "name", c.Name)}
	case c.Step == flow.CallTelephone:
		return []string{s.T("help.ring-how", "kiosk", s.View.Top.Kiosk, "n", itoa(c.Number))}
	case c.Word == flow.CallAtDesk:
		return []string{s.T("help.desk", "clock", s.Words().Clock(c.At)), s.T("help.desk-wait", "name", c.Name)}
	}
	return []string{s.T("help.seat", "name", firstOf(c.Name, d.Name), "window", d.Window), s.T("help.number", "n", itoa(c.Number))}
}

// kept is the promise of a call-back; it is on the disk.
func (s Help) kept() []string {
	k := s.View.Call.Kept
	promise := s.T("callback.promise-open", "name", k.Promise.Officer)
	if !k.DayOpen {
		promise = s.T("callback.promise", "name", k.Promise.Officer, "date", s.Words().Date(k.Promise.DueBy))
	}
	if s.View.Call.Ticket == flow.TicketPrinted {
		return []string{promise, s.T("callback.printed")}
	}
	code := strings.ReplaceAll(string(k.CheckCode), "-", " ") // so that its groups may stand on two lines
	return []string{promise, s.T("callback.code", "code", code)}
}

// next is who comes next, and when if that is known.
func (s Help) next() string {
	d := s.View.Duty
	if d.From.IsZero() {
		return s.T("help.soon", "name", d.Name)
	}
	return s.T("help.soon-when", "name", d.Name, "date", s.Words().Date(d.From), "from", s.Words().Clock(d.From))
}

// told says what of the call is true so far; nil where the title says it.
func (s Help) told() kit.Box {
	c := s.View.Call
	say := func(t kit.Tone, key string) kit.Box { return s.Notice(t, "", s.Text(kit.Body, s.T(key)).Bold()) }
	switch {
	case c.Kept.Number != "":
		return nil
	case c.Step == flow.CallTelephone && c.Word != flow.CallComing:
		switch c.Ticket {
		case flow.TicketPrinted:
			return say(kit.Good, "help.ticket-printed")
		case flow.TicketPrinting:
			return say(kit.Calm, "help.ticket-printing")
		}
		return say(kit.Calm, "help.ticket-none")
	case c.Step == flow.CallNobody || c.Step == "" || c.Word != "":
		return nil
	case c.Reaches:
		return say(kit.Calm, "help.telling")
	}
	return say(kit.Stop, "help.no-way")
}

// waiting is what happens when nobody answers; "" where nothing more does.
func (s Help) waiting() string {
	c := s.View.Call
	switch {
	case c.Wait == 0:
		return ""
	case c.Then != "" && !c.Reaches: // nobody can be called but by voice
		return s.T("help.then-self", "n", itoa(left(c.Wait)), "name", c.Then)
	case c.Then != "":
		return s.T("help.then", "n", itoa(left(c.Wait)), "name", c.Then)
	}
	return s.T("help.then-phone", "n", itoa(left(c.Wait)))
}

// rings: the telephone is the way now.
func (s Help) rings() bool {
	c := s.View.Call
	return c.Step == flow.CallTelephone && c.Word != flow.CallComing && c.Kept.Number == ""
}

// safe says that going back loses nothing; nil when nothing was filled in.
func (s Help) safe() kit.Box {
	if !s.View.Wipes {
		return nil
	}
	return s.Notice(kit.Good, "", s.Text(kit.Body, s.T("help.kept")).Bold())
}

// leave is the button that asks to be rung; nil where somebody is called or it
// cannot be kept.
func (s Help) leave() kit.Box {
	c := s.View.Call
	if !c.Leaves || c.Word == flow.CallComing || c.Step == flow.CallFirst || c.Step == flow.CallSecond {
		return nil
	}
	return s.Button("callback", kit.Primary, "phone", s.T("help.leave"), "", s.send(flow.AskCallBack)).Least(kit.By[float32](s.Kit, 28, 26, 20))
}
