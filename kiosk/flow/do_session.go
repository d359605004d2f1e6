package flow

import (
	"time"

	"github.com/google/uuid"

	"station365/devices/idcard"
	"station365/kiosk/form"
	"station365/kiosk/session"
)

// lines are shown lines as a session holds them.
type lines []form.Line

// Wipe zeroes every value.
func (l lines) Wipe() {
	for _, line := range l {
		line.Value.Wipe()
	}
}

// person is the session of whoever is here, opened with the first thing that is
// theirs. What the visit keeps for them in places of its own is held from the
// beginning, whatever stands there at the end; a form and an identity are held
// when they come.
func (v *Visit) person() *session.Session {
	if v.session == nil {
		v.session = session.Open(nil, session.Opts{Logger: v.flow.opts.Logger})
		for _, w := range []session.Wipeable{&v.typed, &v.composing, &v.drawing, &v.phone, &v.answer, &v.lines, &v.cardLines} {
			v.session.Hold(w)
		}
		audit := v.flow.opts.Audit
		v.session.OnEnd(func(why session.Reason) { audit("session-ended", "reason", string(why)) })
	}
	return v.session
}

// card is what lies or lay on the reader; nil without one.
func (v *Visit) card() *idcard.Card {
	if v.session == nil {
		return nil
	}
	return v.session.Card()
}

// know keeps what the resident's card opens.
func (v *Visit) know(id Identity) {
	if v.identity = id; id != nil {
		v.person().Hold(id)
	}
}

func (v *Visit) end(Event)          { v.leave(session.Done) }
func (v *Visit) endIdle(Event)      { v.leave(session.Idle) }
func (v *Visit) endFailed(Event)    { v.leave(session.DeviceFailed) }
func (v *Visit) endShutdown(Event)  { v.leave(session.Shutdown) }
func (v *Visit) endRestarted(Event) { v.leave(session.Left) }

func (v *Visit) endForOtherCard(e Event) {
	v.dropSecondCopy(e)
	v.leave(session.OtherCard)
}

// leave is the one way out: the session ends, and the visit begins anew with
// nothing but what is true of the machine. It never waits for network or paper
// and may be called twice.
func (v *Visit) leave(why session.Reason) {
	wiped := session.Reason("")
	if v.session != nil {
		wiped = why
		v.session.End(why)
	}
	if v.call.step != "" {
		v.withdrawCall(Event{})
	}
	fresh := newVisit(v.flow)
	fresh.ctx, fresh.onReader, fresh.forgotten, fresh.wiped = v.ctx, v.onReader, v.forgotten, wiped
	fresh.reader, fresh.scanner, fresh.papers, fresh.state = v.reader, v.scanner, v.papers, v.state
	*v = *fresh
}

// cardLeft: nobody took the card away in all the time that it was asked for. Whoever
// is on duty is called to it, and whoever comes next sees it before anything else:
// what lies there would be read as hers.
func (v *Visit) cardLeft(Event) {
	v.forgotten = true
	o, now := v.flow.opts, time.Now()
	o.Audit("card-left")
	if people := o.Station.Callees(now); o.Caller != nil && len(people) > 0 {
		o.Caller.Tell(Call{ID: uuid.NewString(), Officer: people[0].Name, Step: CallCardLeft, At: now})
	}
}

func (v *Visit) cardIsForgotten(Event) bool { return v.forgotten }

// cardTaken: the person says so, or has gone; a reader that cannot sense the card
// has no other way to know, and one that senses it wrongly stands in nobody's way.
func (v *Visit) cardTaken(Event) {
	v.forgotten = false
	if !v.flow.opts.Reader.Presence() {
		v.onReader = false
	}
}
