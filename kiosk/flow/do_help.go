package flow

import (
	"context"
	"time"

	"github.com/google/uuid"

	"station365/devices/printer"
	"station365/kiosk"
	"station365/kiosk/station"
)

// call is a call for help. It ends with the session that it was made in.
type call struct {
	id      string
	number  int
	people  []station.Person // called in this order
	step    CallStep         // "" while there is no call
	since   time.Time        // of the step
	word    CallWord
	officer string    // who said it
	at      time.Time // when
	ticket  Ticket
	keeping bool       // a call-back is being kept
	kept    kiosk.Kept // the call-back; its ID is "" before it is on the disk
}

// callHelp opens the page; a call that already runs goes on.
func (v *Visit) callHelp(e Event) {
	if !v.isOverlay(e) {
		v.cover(e)
	}
	if v.call.step == "" {
		v.beginCall(e)
	}
}

// callFromCard calls while a card may lie on the reader; its owner comes back to
// that page.
func (v *Visit) callFromCard(e Event) {
	v.cover(e)
	v.callHelp(e)
}

// coversLeftCard: help was called beside a card that still lies there.
func (v *Visit) coversLeftCard(e Event) bool { return v.under == TakeCard && v.cardIsSensed(e) }

// beginCall calls the person on duty. Without anybody there is none to call.
func (v *Visit) beginCall(Event) {
	now := time.Now()
	kept := v.call.kept
	v.call = call{id: uuid.NewString(), number: v.flow.nextCall(now), people: v.flow.opts.Station.Callees(now), kept: kept}
	if len(v.call.people) == 0 {
		v.toStep(CallNobody, now)
		return
	}
	v.toStep(CallFirst, now)
}

// nextCall is the number of a new call: the day's count since the program began.
func (f *Flow) nextCall(now time.Time) int {
	if day := station.Day(now); !day.Equal(f.callDay) {
		f.callDay, f.calls = day, 0
	}
	f.calls++
	return f.calls
}

func (v *Visit) toStep(s CallStep, now time.Time) {
	v.call.step, v.call.since, v.call.word = s, now, ""
	if v.state == Help {
		v.touched = now // what comes now is to be read
	}
	v.flow.opts.Audit("help-called", "step", string(s))
	v.tellCall(false)
}

// tellCall tells those who can come. Where there is no way to them, the page says
// so by itself: no word comes.
func (v *Visit) tellCall(over bool) {
	if v.flow.opts.Caller == nil || v.call.step == CallNobody {
		return
	}
	v.flow.opts.Caller.Tell(Call{ID: v.call.id, Number: v.call.number, Officer: v.callee().Name, Step: v.call.step, Over: over, At: time.Now()})
}

// callee is who is called in this step; after the last one it stays the last.
func (v *Visit) callee() station.Person {
	if len(v.call.people) == 0 {
		return station.Person{}
	}
	if v.call.step == CallFirst {
		return v.call.people[0]
	}
	return v.call.people[min(1, len(v.call.people)-1)]
}

// callWaits: somebody was called and has not answered.
func (v *Visit) callWaits() bool {
	return (v.call.step == CallFirst || v.call.step == CallSecond) && v.call.word != CallComing
}

// callLeft is how long this step still lasts; zero for ever.
func (v *Visit) callLeft(now time.Time) time.Duration {
	if !v.callWaits() {
		return 0
	}
	t := v.flow.opts.Times
	lasts := t.Second
	if v.call.step == CallSecond || len(v.call.people) == 1 {
		lasts = t.Telephone - t.Second
	}
	return max(time.Millisecond, lasts-now.Sub(v.call.since))
}

func (v *Visit) callIsDue(now time.Time) bool {
	return v.callWaits() && v.callLeft(now) <= time.Millisecond
}

// callOn goes to the next step of a call that nobody answered.
func (v *Visit) callOn(Event) {
	now := time.Now()
	if v.call.step == CallFirst && len(v.call.people) > 1 {
		v.toStep(CallSecond, now)
		return
	}
	v.toStep(CallTelephone, now)
	v.printTicket(now)
}

// hearCall takes a word in. A word on another call is late.
func (v *Visit) hearCall(e Event) {
	h, ok := e.data.(heard)
	if !ok || h.id != v.call.id || v.call.word == CallComing {
		return
	}
	v.call.word, v.call.officer, v.call.at = h.word, h.officer, h.at
	if v.state == Help {
		v.touched = time.Now()
	}
	v.flow.opts.Audit("help-heard", "word", string(h.word))
}

// withdrawCall: the resident does it alone. A call-back that was kept stays.
func (v *Visit) withdrawCall(Event) {
	if v.call.step != "" && v.call.step != CallNobody {
		v.tellCall(true)
		v.flow.opts.Audit("help-ended")
	}
	v.call = call{kept: v.call.kept}
}

// ticketed is what became of a ticket.
type ticketed struct {
	id  string
	out printer.Outcome
}

// printTicket puts the number and the telephone on paper, where paper is sure;
// otherwise the glass keeps them.
func (v *Visit) printTicket(now time.Time) {
	o := v.flow.opts
	if (v.papers != printer.Ready && v.papers != printer.PaperLow) || v.state == Printing || v.under == Printing {
		v.call.ticket = TicketFailed
		return
	}
	v.call.ticket = TicketPrinting
	id, page := v.call.id, o.Papers.Ticket(v.call.number, now, o.Station.Phone)
	v.flow.aside(func(ctx context.Context) Event {
		out, err := o.Printer.Print(ctx, printer.Job{ID: id, Page: page})
		if err != nil {
			o.Logger.Error("print help ticket", "err", err)
		}
		if out.Result == "" {
			out.Result = printer.Indefinite
		}
		o.Audit("help-ticket", "result", string(out.Result))
		return Event{Kind: TicketDone, data: ticketed{id, out}}
	})
}

func (v *Visit) noteTicket(e Event) {
	t, ok := e.data.(ticketed)
	if !ok || t.id != v.call.id {
		return
	}
	v.call.ticket = TicketFailed
	if t.out.Result == printer.Printed {
		v.call.ticket = TicketPrinted
	}
}

// aside runs an effect that belongs to no session; what it returns says itself
// whose it is.
func (f *Flow) aside(effect func(ctx context.Context) Event) {
	ctx := f.visit.ctx
	f.effects.Go(func() { f.Send(effect(ctx)) })
}

// fromWelcome: nobody's task is covered.
func (v *Visit) fromWelcome(Event) bool { return v.under == Welcome }

// mayCallAgain: this call has come to its end without anybody.
func (v *Visit) mayCallAgain(Event) bool {
	return v.call.step == "" || v.call.step == CallTelephone && v.call.word != CallComing
}

func (v *Visit) callView(now time.Time) CallView {
	o, c := v.flow.opts, v.call
	w := CallView{Step: c.step, Word: c.word, Reaches: o.Caller != nil && o.Online(), Number: c.number, At: c.at, Ticket: c.ticket,
		Leaves: v.takesCallBack(Event{}), Keeping: c.keeping}
	w.Name, w.Face = v.callee().Name, v.callee().Face
	if c.word == CallComing && c.officer != "" {
		w.Name, w.Face = c.officer, o.Station.FaceOf(c.officer)
	}
	if c.step == CallFirst && len(c.people) > 1 {
		w.Then = c.people[1].Name
	}
	if v.callWaits() {
		w.Wait = v.callLeft(now)
	}
	if c.kept.ID != "" {
		w.Kept = v.caseView(c.kept, now)
	}
	return w
}
