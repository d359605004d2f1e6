package flow

import (
	"image"
	"time"

	"station365/devices/idcard"
	"station365/devices/printer"
	"station365/kiosk"
	"station365/kiosk/catalogue"
	"station365/kiosk/form"
	"station365/kiosk/personal"
)

// view copies what a screen may show at now.
func (v *Visit) view(now time.Time) View {
	o := v.flow.opts
	w := View{State: v.state, Look: v.look, Page: v.page, Hear: v.hears, Said: v.said, Left: v.left(now), Failure: v.failure,
		Reader: v.reader, Scanner: v.scanner, Printer: v.papers, Housing: o.Housing,
		Top: Top{Community: o.Station.Name.Community, Station: o.Station.Name.Station, Kiosk: o.Kiosk, Now: now, About: !v.clockIsTrusted(now), Online: o.Online(),
			Languages: o.Languages}}
	if w.Top.Online {
		v.flow.heard = now
	}
	w.AsOf = v.flow.heard
	w.Duty = v.duty(now)
	w.Call, w.Wiped = v.callView(now), v.wipedKey(now)
	w.Station = StationView{Phone: o.Station.Phone, ComplaintPhone: o.Station.ComplaintPhone, Window: o.Station.Window}
	w.Restart = !v.isBusy(Event{}) && !v.nothingToRestart(Event{})
	w.Wipes = v.hasSomethingToLose(Event{})
	if v.picked {
		w.Matter = v.matterView(v.matter, now)
	}
	if v.card() != nil {
		w.Card = v.cardView(now)
	}
	if v.form != nil {
		w.Asked, w.Saved = v.counts()
	}
	if v.kept.ID != "" {
		w.Case = v.caseView(v.kept, now)
		w.Case.Answer, w.Case.Paper = v.answer, v.paper
		w.Case.Preview = v.slip.picture(o.Printer)
	}
	w.Frozen = o.Frozen()
	v.fillState(&w, now)
	w = w.Named(func(text string) string { return o.Station.Say(v.look.Language, text) })
	_, w.Back = findQuietly(v, Back)
	_, w.Next = findQuietly(v, Next)
	if w.WhyNot != "" {
		w.Next = false
	}
	return w
}

// counts are the questions of the form, and what was not asked, by where it came
// from.
func (v *Visit) counts() (asked int, saved []Saved) {
	asked, by := v.form.Counts()
	for _, from := range []form.Source{form.FromCard, form.FromNumber, form.FromPlace} {
		if by[from] > 0 {
			saved = append(saved, Saved{From: string(from), Fields: by[from]})
		}
	}
	return asked, saved
}

// fillState adds what only one state shows.
func (v *Visit) fillState(w *View, now time.Time) {
	o := v.flow.opts
	switch v.state {
	case FlowCard, Notice:
		if w.Frozen != "" {
			w.WhyNot = frozenKey(w.Frozen)
		}
	case TakeCard:
		w.CardLies = v.cardIsSensed(Event{})
	case Welcome:
		w.Evening, w.Health = o.Week(), o.Health()
		if e, at, known := o.Station.NextEvent(now); known && v.clockIsTrusted(now) {
			w.Coming = Coming{Title: e.Title, Place: e.Place, At: at}
		}
	case Matters:
		for _, m := range o.Catalogue.Matters() {
			w.Matters = append(w.Matters, v.matterView(m, now))
		}
	case Filling:
		w.Question, w.Steps, w.Panel = v.question(), v.steps(), v.panelView()
		switch {
		case v.isUnfinished():
			w.WhyNot = "writing.choose-first"
		case v.answerLacking():
			w.WhyNot = "question.choose-first"
		}
	case Reviewing:
		w.Review, w.Steps = reviewLines(v.lines), v.steps()
	case AwaitingCard, ReadingCard, CardFailed, CardNotValid, CardRead:
		if !v.finding {
			w.Steps, w.ByHand = v.steps(), !v.needsPerson(Event{})
		}
	case CallBack:
		w.Question = Question{Field: phoneField, Title: "callback.title", Why: "callback.why", Kind: "digits", Typed: v.phone, Masked: true,
			Min: 11, Max: 12, Problem: v.trouble}
	case EnterNumber:
		w.Question = Question{Field: "number", Title: "find.number", Kind: "digits", Typed: v.typed, Min: 5, Max: 10, Problem: v.trouble}
	case EnterCode:
		w.Question = Question{Field: "code", Title: "find.code", Kind: "code", Typed: v.typed, Min: 16, Max: 16, Problem: v.trouble}
	case MyCases:
		for _, k := range v.cases {
			w.Cases = append(w.Cases, v.caseView(k, now))
		}
	case WhereTo:
		w.Week = v.week(now)
	}
}

// findQuietly asks whether the state has a row of its own for k.
func findQuietly(v *Visit, k Kind) (row, bool) {
	for _, r := range table {
		if r.from == v.state && r.on == k {
			return r, true
		}
	}
	return row{}, false
}

// answerLacking: nothing is chosen or too little typed, so 下一步 sleeps.
func (v *Visit) answerLacking() bool {
	p := v.form.Pages()[v.at]
	if p.IsTyped() {
		return v.typed.Empty() && !p.IsSkip(v.form.Value(p.Name).Reveal())
	}
	return p.Required && v.form.Value(p.Name).Empty()
}

func (v *Visit) duty(now time.Time) Duty {
	st := v.flow.opts.Station
	t := st.TurnAt(now)
	return Duty{Name: t.Person.Name, Face: t.Person.Face, Phone: st.Phone, Window: st.Window, From: t.From, Until: t.Until,
		Now: !t.From.IsZero() && !now.Before(t.From)}
}

func (v *Visit) week(now time.Time) []DutyDay {
	var week []DutyDay
	for i := range 7 {
		day := now.AddDate(0, 0, i)
		week = append(week, DutyDay{Day: day, Names: v.flow.opts.Station.NamesOn(day)})
	}
	return week
}

func (v *Visit) matterView(m catalogue.Matter, now time.Time) MatterView {
	c, due := m.FlowCard, time.Time{}
	if v.clockIsTrusted(now) && !v.isFrozen(Event{}) {
		due = v.flow.opts.Station.DueBy(now, m.DueDays)
	}
	return MatterView{ID: m.ID, Title: m.Title, Short: m.Short, Icon: m.Icon, Who: c.Who, WhoMore: c.WhoMore, Fee: c.Fee,
		Where: c.Where, Papers: c.Papers, DueDays: m.DueDays, Steps: len(m.Form.Fields), Minutes: c.Minutes,
		DueBy: due, NeedsCard: m.NeedsCard(), ByHand: m.Unverified, MayBeAnonymous: m.Anonymous, Notice: m.Notice}
}

func (v *Visit) cardView(now time.Time) CardView {
	c := v.card()
	w := CardView{MaskedName: maskedName(c), LastFour: lastFour(c.IDNumber), Verified: true, Fields: reviewLines(v.cardLines)}
	w.NotValid, w.Day = v.notValid(c, now)
	w.MayLie = v.onReader && !v.flow.opts.Reader.Presence()
	for _, key := range c.Warnings {
		w.Doubts = append(w.Doubts, "card.warning."+key)
	}
	if c.NewestAddress {
		w.Doubts = append(w.Doubts, "card.newest-address")
	}
	return w
}

func reviewLines(lines []form.Line) []ReviewLine {
	out := make([]ReviewLine, 0, len(lines))
	for _, l := range lines {
		out = append(out, reviewLine(l))
	}
	return out
}

func reviewLine(l form.Line) ReviewLine {
	return ReviewLine{Field: l.Field, Label: l.LabelKey, Value: l.Value, ValueKey: l.ValueKey, Source: string(l.Source),
		Editable: l.Source != form.FromCard && l.Source != form.FromNumber && l.Source != form.FromPlace}
}

func (v *Visit) caseView(k kiosk.Kept, now time.Time) CaseView {
	c := CaseView{Number: k.Number, CheckCode: k.CheckCode, Masked: k.MaskedName, Status: k.Status, Delivery: k.Delivery,
		Reason: k.Reason, AckedAt: k.AckedAt, At: k.At, Promise: k.Promise, DayOpen: !k.TimeTrusted, Late: v.isPastDue(k, now),
		ByCard: len(k.ResidentTag) > 0, ByHand: k.ByHand(), History: k.History}
	if m, ok := v.flow.opts.Catalogue.Matter(k.Matter); ok && !k.Sensitive {
		c.Title, c.Middle = m.Title, m.ReceiptStep
	}
	if k.CheckCode != "" {
		c.QR = kiosk.QRText(k.Number, k.Hash)
	}
	return c
}

// maskedName keeps the first character: the family name of nearly everybody.
func maskedName(c *idcard.Card) string {
	for _, r := range c.Name.Reveal() {
		return string(r) + "**"
	}
	for _, r := range c.EnglishName.Reveal() {
		return string(r) + "**"
	}
	return ""
}

func lastFour(number personal.Value) string {
	n := number.Reveal()
	return n[max(0, len(n)-4):]
}

// picture draws the slip once.
func (s *slip) picture(p printer.Printer) image.Image {
	if s.drawn == nil && len(s.page.Blocks) > 0 {
		s.drawn, _ = p.Preview(s.page)
	}
	return s.drawn
}
