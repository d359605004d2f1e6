package flow

import (
	"context"
	"time"

	"station365/devices"
	"station365/kiosk"
	"station365/kiosk/personal"
)

func (v *Visit) showCases(e Event) {
	f, ok := e.data.(found)
	if !ok {
		return
	}
	v.cases = f.cases
	v.know(f.identity)
}

func (v *Visit) caseOf(n kiosk.CaseNumber) (kiosk.Kept, bool) {
	for _, k := range v.cases {
		if k.Number == n {
			return k, true
		}
	}
	return kiosk.Kept{}, false
}

func (v *Visit) openCase(e Event) {
	k, ok := v.caseOf(kiosk.CaseNumber(e.Value))
	if !ok {
		return
	}
	v.kept, v.gave = k, nil
	v.readAnswer(v.identity)
}

// askCodeFor: a found card opens number and date of a sensitive matter, no more.
func (v *Visit) askCodeFor(e Event) {
	v.number = kiosk.CaseNumber(e.Value)
	v.clearTyped()
}

func (v *Visit) askNumber(Event) { v.finding = false; v.clearTyped() }

func (v *Visit) askCode(Event) {
	// The guard of the row before has just accepted what was typed.
	v.number, _ = kiosk.ParseCaseNumber(v.typed.Reveal(), v.flow.opts.Prefix)
	v.clearTyped()
}

func (v *Visit) clearTyped() {
	v.typed.Wipe()
	v.typed, v.trouble = personal.Value{}, ""
}

func (v *Visit) sayNumberIsWrong(Event) { v.trouble = "find.number-wrong" }
func (v *Visit) sayCodeIsWrong(Event)   { v.trouble = "find.code-shape" }

func (v *Visit) lookUp(Event) {
	code, err := kiosk.ParseCheckCode(v.typed.Reveal())
	if err != nil {
		return
	}
	o, number := v.flow.opts, v.number
	v.flow.search(func(ctx context.Context) Event {
		kept, err := o.Store.Try(ctx, number, code)
		if err != nil {
			o.Logger.Info("look-up refused", "err", err)
			o.Audit("look-up-refused", "number", string(number))
			return Event{Kind: FindFailed, data: Failure{Key: "find.no-match"}}
		}
		return Event{Kind: CaseFound, data: kept}
	})
}

// lookSaidAfter is when a look-up on a slow disk is said in words: who waits longer
// without any presses again.
const lookSaidAfter = time.Second

// looksSilently: a look-up runs, and the page has no words for it yet.
func (v *Visit) looksSilently() bool {
	return v.searches > 0 && v.said == "" && (v.state == EnterCode || v.state == FindCase)
}

func (v *Visit) sayLooking(now time.Time) {
	if v.looksSilently() && now.Sub(v.searched) >= lookSaidAfter {
		v.said = "find.looking"
	}
}

func (v *Visit) showCase(e Event) {
	v.kept, _ = e.data.(kiosk.Kept)
	v.gave = nil
	v.clearTyped()
}

func (v *Visit) showFindFailure(e Event) {
	v.failure, _ = e.data.(Failure)
	v.trouble = v.failure.Key
}

// answered is an officer's opened words.
type answered struct{ text personal.Value }

func (a answered) Wipe() { a.text.Wipe() }

func (v *Visit) readAnswer(id Identity) {
	if id == nil {
		return
	}
	o, c := v.flow.opts, v.kept.ID
	v.flow.later(func(ctx context.Context) Event {
		sealed, err := o.Store.Replies(ctx, c)
		if err != nil || len(sealed) == 0 {
			return Event{Kind: Changed}
		}
		text, err := id.Open(sealed[len(sealed)-1])
		if err != nil {
			o.Logger.Error("open answer", "case", c, "err", err)
			return Event{Kind: Changed}
		}
		return Event{Kind: Changed, data: answered{text}}
	})
}

// refresh takes in what changed outside and reads the shown case anew.
func (v *Visit) refresh(e Event) {
	switch d := e.data.(type) {
	case devices.Health:
		v.reader = d.State
	case printerNews:
		v.papers = d.status
	case scannerNews:
		v.scanner = d.health.State
	case answered:
		v.answer.Wipe()
		v.answer = d.text
		return
	case kiosk.Kept:
		if d.ID == v.kept.ID {
			d.Receipt.Copies = max(d.Receipt.Copies, v.kept.Receipt.Copies)
			v.kept = d
		}
		return
	}
	if v.kept.ID == "" || e.session != nil {
		return
	}
	o, number := v.flow.opts, v.kept.Number
	v.flow.later(func(ctx context.Context) Event {
		kept, ok, err := o.Store.ByNumber(ctx, number)
		if err != nil || !ok {
			return Event{Kind: Changed, data: struct{}{}}
		}
		return Event{Kind: Changed, data: kept}
	})
}

// isPastDue: a day was named, it has passed by a clock that can be believed, and
// nothing came.
func (v *Visit) isPastDue(k kiosk.Kept, now time.Time) bool {
	switch k.Status {
	case kiosk.Completed, kiosk.Returned, kiosk.Withdrawn:
		return false
	}
	return k.TimeTrusted && v.clockIsTrusted(now) && now.After(k.Promise.DueBy)
}
