package screen

import (
	"strings"

	"station365/kiosk"
	"station365/kiosk/flow"
	"station365/kiosk/ui/kit"
)

// light is the window of a case's status.
func light(c flow.CaseView) kit.Lamplight {
	switch {
	case c.Late:
		return kit.WindowLate
	case c.Status == kiosk.Completed:
		return kit.WindowLit
	case c.Status == kiosk.Submitted, c.Status == kiosk.Returned, c.Status == kiosk.Withdrawn:
		return kit.WindowEmpty
	}
	return kit.WindowHalf
}

// isSettled: nothing more is promised.
func isSettled(c flow.CaseView) bool {
	switch c.Status {
	case kiosk.Completed, kiosk.Returned, kiosk.Withdrawn:
		return true
	}
	return false
}

// title is the matter's name; a sealed case has none.
func (p Page) title(c flow.CaseView, sealed string) string {
	if c.Title == "" {
		return p.T(sealed)
	}
	return p.T(c.Title)
}

// daysLate is at least one: on the day itself, but after work, it is one.
func (p Page) daysLate(c flow.CaseView) string {
	return itoa(max(1, p.Words().DaysBetween(c.Promise.DueBy, p.View.Top.Now)))
}

// delivery says how far the case has come in our pipe.
func (p Page) delivery(c flow.CaseView) string {
	return p.T("done.delivery."+string(c.Delivery), "clock", p.Words().Clock(c.AckedAt))
}

// asOf says, while the centre is out of reach, of when a look-up is; "" while it is
// not.
func (p Page) asOf() string {
	t, w := p.View.Top, p.Words()
	switch at := p.View.AsOf; {
	case t.Online:
		return ""
	case at.IsZero():
		return p.T("case.as-of-unknown")
	case w.Date(at) != w.Date(t.Now) && p.cramped():
		return p.T("case.as-of", "clock", w.Date(at))
	case w.Date(at) != w.Date(t.Now):
		return p.T("case.as-of", "clock", w.DateTime(at))
	default:
		return p.T("case.as-of", "clock", w.Clock(at))
	}
}

// who is the person who promised, in the page's one lamp-coloured frame.
func (p Page) who(c flow.CaseView, wide float32) kit.Cell {
	return kit.Cell{Box: p.Person(c.Promise.Face, wide), Width: p.MM(wide)}
}

// promised is who answers by when, in a role.
func (p Page) promised(c flow.CaseView, role kit.Role) kit.Box {
	say := func(text string) kit.Box { return p.Text(role, text).Bold().In(kit.Indigo) }
	name := p.Text(kit.Note, p.T("done.promise", "name", c.Promise.Officer)).In(kit.Ink)
	if c.DayOpen {
		return p.Column(0, name, say(p.T("done.open")))
	}
	return p.Column(0, name, say(p.Words().Date(c.Promise.DueBy)), say(p.T("done.by")))
}

// promiseRow is the promise beside its face.
func (p Page) promiseRow(c flow.CaseView) kit.Box {
	face, role := kit.By[float32](p.Kit, 26, 26, 14), kit.By(p.Kit, kit.Title, kit.Title, kit.Body)
	return p.Row(5, p.who(c, face), kit.Cell{Box: p.promised(c, role)}).Centred()
}

// promiseLine is the promise in two lines beside its face.
func (p Page) promiseLine(c flow.CaseView) kit.Box {
	return p.Row(4, p.who(c, 16), kit.Cell{Box: p.promisedLine(c)}).Centred()
}

// promisedLine is who answers, and below by when.
func (p Page) promisedLine(c flow.CaseView) kit.Box {
	text := p.T("done.open")
	if !c.DayOpen {
		text = p.Words().Date(c.Promise.DueBy) + " " + p.T("done.by")
	}
	name := p.Text(kit.Note, p.T("done.promise", "name", c.Promise.Officer)).In(kit.Ink)
	return p.Column(0, name, p.Text(kit.Body, text).Bold().In(kit.Indigo))
}

// ways are the three windows from handing in to the result.
func (p Page) ways(c flow.CaseView) kit.Box {
	middle, answered := c.Middle, kit.WindowEmpty
	if middle == "" {
		middle = "done.step-middle"
	}
	second := kit.WindowEmpty
	switch {
	case isSettled(c):
		second, answered = kit.WindowLit, kit.WindowLit
	case c.Status != kiosk.Submitted:
		second = kit.WindowHalf
	}
	if c.Late {
		answered = kit.WindowLate
	}
	day := p.Words().Date(c.At)
	if day == p.Words().Date(p.View.Top.Now) {
		day = p.T("done.step-today")
	}
	due := p.T("done.step-due")
	if !c.DayOpen {
		due = p.Words().Date(c.Promise.DueBy)
	}
	marks := []kit.Box{p.way(kit.WindowLit, firstPart(day), p.T("done.step-kept")), p.way(second, c.Promise.Officer, p.T(middle)),
		p.way(answered, firstPart(due), p.T("done.step-answer"))}
	if p.Scale() == kit.Standard && p.Class() != kit.Small {
		return p.Grid(3, 5, marks...)
	}
	return p.Column(2, marks...)
}

// firstPart is a date without its weekday, which stands in full above.
func firstPart(date string) string {
	day, _, _ := strings.Cut(date, " ")
	return day
}

// way is one of the three windows; it stands beside its words.
func (p Page) way(s kit.Lamplight, who, what string) kit.Box {
	if p.Scale() == kit.Standard && p.Class() != kit.Small {
		words := p.Column(0, p.Text(kit.Body, who).Bold(), p.Text(kit.Note, what))
		return p.Row(3.5, kit.Cell{Box: p.Window(s, 16, 19), Width: p.MM(16)}, kit.Cell{Box: words}).Centred()
	}
	side := kit.By[float32](p.Kit, 14, 14, 8)
	return p.Row(3.5, kit.Cell{Box: p.Window(s, side, side), Width: p.MM(side)}, kit.Cell{Box: p.Text(kit.Body, who+"  "+what)}).Centred()
}

// printAgain is the button that asks for one more piece of paper.
func (p Page) printAgain(text string) kit.Box {
	return p.Button("again", kit.Secondary, "printer", p.T(text), "", p.send(flow.PrintAgain)).Least(kit.By[float32](p.Kit, 24, 24, 20))
}
