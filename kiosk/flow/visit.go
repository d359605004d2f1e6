package flow

import (
	"context"
	"slices"
	"time"

	"station365/devices"
	"station365/devices/printer"
	"station365/kiosk"
	"station365/kiosk/catalogue"
	"station365/kiosk/form"
	"station365/kiosk/input"
	"station365/kiosk/personal"
	"station365/kiosk/session"
)

// readingLasts is how long a reader that has seen a card may say nothing more: all
// of its calls are over by then (5 s each), and the card is asked for anew.
const readingLasts = 20 * time.Second

// maxTries is how often a card is asked for before only other ways are shown.
const maxTries = 3

// Visit is one person's time at the kiosk, and the quiet between two persons.
// Everything personal in it is held by the session and goes when that ends.
type Visit struct {
	flow *Flow
	ctx  context.Context

	state   State
	under   State // what an overlay covers
	entered time.Time
	touched time.Time
	session *session.Session // nil until there is anything personal; see person

	look    Look
	hears   int
	page    int
	then    Kind   // what an action leads to at once, "" for nothing
	said    string // string key: why the place just pressed has no use here
	matter  catalogue.Matter
	picked  bool
	finding bool // the card is wanted for 我的办件, not for a matter

	searches int       // look-ups that run; idle time is not counted
	searched time.Time // when the last of them began

	onReader  bool // as far as the reader can tell
	forgotten bool // what lies there is somebody's who has gone
	identity  Identity
	tries     int
	failure   Failure

	form       *form.Form
	panel      *input.Panel   // of a question in words; nil before the first
	texts      int            // page of its candidates
	composing  personal.Value // what is being spelled, as the glass shows it
	drawing    Drawing        // what is written by hand, as the glass shows it
	byPad      bool           // this number is typed, not chosen
	byHand     bool           // what the card would say is typed: nothing of it is verified
	correcting bool           // a question was opened from the review
	at         int            // index among the form's pages
	typed      personal.Value
	lines      lines  // what will be sent, masked
	cardLines  lines  // what the card said, masked
	trouble    string // string key: why the answer on this page was refused

	call  call
	phone personal.Value // being typed for a call-back
	wiped session.Reason // how the last session ended, until the next touch

	number kiosk.CaseNumber
	cases  []kiosk.Kept
	kept   kiosk.Kept
	answer personal.Value
	gave   lines // lines of this session's own case; nil for one that was looked up
	paper  printer.Outcome
	slip   slip

	reader  devices.State
	scanner devices.State
	papers  printer.Status
}

func newVisit(f *Flow) *Visit {
	now := time.Now()
	return &Visit{flow: f, ctx: context.Background(), state: Welcome, entered: now, touched: now,
		look: f.firstLook(), reader: devices.Unknown, scanner: devices.Absent, papers: printer.Unknown}
}

// take follows a row: the action first, then the way.
func (v *Visit) take(r row, e Event) {
	from := v.state
	if r.do != nil {
		r.do(v, e)
	}
	to := r.to
	switch to {
	case stay:
		return
	case covered:
		to = v.under
	}
	v.enter(to)
	v.flow.opts.Logger.Info("visit", "from", from, "event", e.Kind, "to", to)
}

// goOn takes what the last action leads to.
func (v *Visit) goOn() {
	e := Event{Kind: v.then}
	v.then = ""
	if r, ok := find(v, e); ok && e.Kind != "" {
		v.take(r, e)
	}
}

// takeBelow lets the result of an effect through to the state that an overlay
// covers: a case that was kept while the resident reads the help page is kept.
func (v *Visit) takeBelow(e Event) {
	over, since, wasBusy := v.state, v.touched, v.isBusy(e)
	v.state = v.under
	if r, ok := find(v, e); ok {
		v.take(r, e)
	} else {
		v.discard(e)
	}
	v.under, v.state, v.touched = v.state, over, since
	if wasBusy && !v.isBusy(e) {
		v.touched = time.Now() // the machine's time was not the resident's
	}
}

// isOfCardBelow: a card was asked for, and what becomes of it comes while its owner
// reads the help page or chooses a size.
func (v *Visit) isOfCardBelow(e Event) bool {
	switch v.state {
	case Help, CallBack, SizeAndColour:
	default:
		return false
	}
	switch e.Kind {
	case CardPlaced, CardIsRead, CardUnread:
		return slices.ContainsFunc(table, func(r row) bool { return r.from == v.under && r.on == e.Kind && (r.when == nil || r.when(v, e)) })
	}
	return false
}

func (v *Visit) enter(s State) {
	if s == Welcome && (v.session != nil || v.call.step != "") {
		v.leave(session.Done) // a call from the page of a forgotten card: nobody is here any more
	}
	if s != v.state {
		v.page = 0
	}
	v.state, v.entered = s, time.Now()
	v.touched = v.entered
}

// note keeps what is true in any state: touches and where the card is.
func (v *Visit) note(e Event) {
	switch e.Kind {
	case CardPlaced, CardIsRead:
		v.onReader = true
	case CardRemoved:
		v.onReader, v.forgotten = false, false
	case CasesFound, CaseFound, FindFailed:
		v.searches = max(0, v.searches-1)
		v.touched = time.Now() // the machine's time was not the resident's
		return
	case TimeUp, Changed, CaseKept, KeepFailed, PaperDone, PaperFailed,
		CallHeard, CallDue, TicketDone, CallBackKept, CallBackFailed:
		return
	case CodeScanned:
		return // a scanner that never falls silent is nobody who is still there
	}
	if e.Kind != CardRemoved {
		v.wiped = ""
	}
	v.touched = time.Now()
}

// isLate tells the result of an effect whose session has ended.
func (v *Visit) isLate(e Event) bool { return e.session != nil && e.session != v.session }

// discard wipes what a late result carries, and what a finger wrote where nobody
// asks for it any more.
func (v *Visit) discard(e Event) {
	e.Text.Wipe()
	clear(e.Drawn)
	if w, ok := e.data.(interface{ Wipe() }); ok {
		w.Wipe()
	}
}

// limit is how long the present state lasts without a touch; zero is for ever.
func (v *Visit) limit() time.Duration {
	t := v.flow.opts.Times
	if v.isBusy(Event{}) || v.searches > 0 {
		return 0 // the machine's own time
	}
	switch v.state {
	case Welcome:
		if v.look != v.flow.firstLook() {
			return t.Public // somebody chose a look and went away
		}
		return 0 // nothing to lose
	case ReadingCard:
		return readingLasts
	case Help:
		if v.callWaits() || v.call.keeping {
			return 0 // somebody may be on her way
		}
	case IdleWarning:
		return t.Warning
	case Done:
		return t.Done
	case TakeCard:
		return t.Taken
	}
	if !v.hasSession(Event{}) {
		return t.Public
	}
	if v.look.Scale != "standard" || v.look.Sound != SoundOff {
		return t.Slow
	}
	return t.Task
}

func (v *Visit) timeIsUp(now time.Time) bool {
	limit := v.limit()
	return limit > 0 && now.Sub(v.touched) >= limit
}

func (v *Visit) left(now time.Time) time.Duration {
	if limit := v.limit(); limit > 0 {
		return max(0, limit-now.Sub(v.touched))
	}
	return 0
}

// untilNext is when the flow must look again: at the end of the state's time,
// each second of a countdown, each minute for the clock.
func (v *Visit) untilNext(now time.Time) time.Duration {
	wait := now.Truncate(time.Minute).Add(time.Minute).Sub(now)
	if limit := v.limit(); limit > 0 {
		left := limit - now.Sub(v.touched)
		wait = min(wait, max(left, time.Millisecond))
		if v.state == IdleWarning || v.state == TakeCard || v.state == Done {
			wait = min(wait, max(left%time.Second, time.Millisecond))
		}
	}
	if left := v.callLeft(now); left > 0 {
		wait = min(wait, left)
		if v.state == Help {
			wait = min(wait, max(left%time.Second, time.Millisecond))
		}
	}
	if left := v.wipedLeft(now); left > 0 {
		wait = min(wait, left)
	}
	if v.looksSilently() {
		wait = min(wait, max(lookSaidAfter-now.Sub(v.searched), time.Millisecond))
	}
	return wait
}
