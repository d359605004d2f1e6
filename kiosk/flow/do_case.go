package flow

import (
	"context"
	"errors"
	"image"
	"strconv"
	"time"

	"github.com/google/uuid"

	"station365/devices/printer"
	"station365/kiosk"
	"station365/kiosk/form"
	"station365/kiosk/personal"
)

type keptCases = []kiosk.Kept

// keepResult is what keeping a case brings back.
type keepResult struct {
	kept     kiosk.Kept
	identity Identity
}

// keepCase writes the case. Everything it needs is taken out of the visit first:
// if the session ends meanwhile the case is still kept whole.
func (v *Visit) keepCase(Event) {
	o := v.flow.opts
	now := time.Now()
	s, c := v.submission(now)
	number := personal.Value{}
	if c := v.card(); c != nil {
		number = personal.New(c.IDNumber.Reveal())
	}
	identity := v.identity
	v.flow.later(func(ctx context.Context) Event {
		defer wipeAll(s.Answers)
		defer number.Wipe()
		if identity == nil && !number.Empty() {
			id, err := o.Identify.Identify(number)
			if err != nil {
				o.Logger.Error("identify card", "err", err)
				return Event{Kind: KeepFailed, data: err}
			}
			identity = id
		}
		if identity != nil {
			c.ResidentTag, s.ReplyKey = identity.Tag(), identity.ReplyKey()
		}
		// The case is kept from here on, also if the program is being stopped.
		kept, err := o.Store.Keep(context.WithoutCancel(ctx), c, o.Sealer.Seal(s))
		if err != nil {
			o.Logger.Error("keep case", "err", err)
			o.Audit("case-not-kept", "reason", whyNotKept(err))
			return Event{Kind: KeepFailed, data: err}
		}
		o.Audit("case-kept", "number", string(kept.Number))
		return Event{Kind: CaseKept, data: keepResult{kept, identity}}
	})
}

func whyNotKept(err error) string {
	if errors.Is(err, kiosk.ErrFull) {
		return "full"
	}
	return "broken"
}

// submission copies what is handed in; the copies are wiped once sealed.
func (v *Visit) submission(now time.Time) (Submission, kiosk.NewCase) {
	o := v.flow.opts
	id := kiosk.CaseID(uuid.Must(uuid.NewV7()).String())
	promise, trusted := o.Station.Promise(now, v.matter.DueDays), v.clockIsTrusted(now)
	if !trusted {
		promise.DueBy = time.Time{} // a day that nobody can vouch for is not promised
	}
	answers := map[string]personal.Value{}
	for name, value := range v.form.Answers() {
		answers[name] = personal.New(value.Reveal())
	}
	c := kiosk.NewCase{ID: id, Prefix: o.Prefix, Matter: v.matter.ID, CatalogueVersion: o.Catalogue.Version,
		Sensitive: v.matter.Sensitive, Promise: promise, At: now, TimeTrusted: trusted}
	if card := v.card(); card != nil && !v.matter.Sensitive {
		c.MaskedName = maskedName(card)
	}
	if v.byHand {
		c.MaskedName = form.Masked(form.MaskName, v.form.Typed("card.name").Reveal())
	}
	s := Submission{ID: id, Matter: v.matter.ID, CatalogueVersion: o.Catalogue.Version,
		NoticeVersion: v.matter.NoticeVersion, Answers: answers, Promise: promise, At: now, TimeTrusted: c.TimeTrusted, Checks: v.checks(now)}
	return s, c
}

func wipeAll(answers map[string]personal.Value) {
	for _, a := range answers {
		a.Wipe()
	}
}

// printReceipt begins only when the case is on the disk.
func (v *Visit) printReceipt(e Event) {
	r, ok := e.data.(keepResult)
	if !ok {
		return
	}
	v.kept, v.gave = r.kept, v.lines
	v.know(r.identity)
	v.print(r.kept.Receipt.ID, func(context.Context) error { return nil })
}

// slip is the receipt as the paper shows it.
type slip struct {
	page  printer.Page
	drawn image.Image
}

// notCounted is for the technician: the disk did not take that one more copy was
// asked for, so it was not printed. The printer is well.
const notCounted = "S-04"

// print sends one job once it is noted: its identity is kept before its first byte.
func (v *Visit) print(job string, note func(context.Context) error) {
	o, id, number := v.flow.opts, v.kept.ID, v.kept.Number
	page := o.Papers.Page(v.kept, v.gave, time.Now(), v.look.Language)
	v.slip = slip{page: page}
	v.flow.later(func(ctx context.Context) Event {
		if err := note(ctx); err != nil {
			o.Logger.Error("note that a receipt is printed", "case", id, "err", err)
			return Event{Kind: PaperFailed, data: printer.Outcome{Result: printer.NotPrinted, Status: printer.Ready, Code: notCounted}}
		}
		out, err := o.Printer.Print(ctx, printer.Job{ID: job, Page: page})
		if err != nil {
			o.Logger.Error("print receipt", "case", id, "err", err)
		}
		if out.Result == "" {
			out.Result = printer.Indefinite
		}
		if err := o.Store.ReceiptResult(context.WithoutCancel(ctx), id, string(out.Result)); err != nil {
			o.Logger.Error("note receipt", "case", id, "err", err)
		}
		o.Audit("receipt", "number", string(number), "result", string(out.Result))
		kind := PaperFailed
		if out.Result == printer.Printed {
			kind = PaperDone
		}
		return Event{Kind: kind, data: out}
	})
}

func (v *Visit) paperDone(e Event) { v.paper, _ = e.data.(printer.Outcome) }

func (v *Visit) paperFailed(e Event) {
	if v.paper, _ = e.data.(printer.Outcome); v.paper.Code == notCounted {
		v.kept.Receipt.Copies--
	}
}

func (v *Visit) showKeepFailure(e Event) {
	v.failure = Failure{Key: "notkept.store", Code: "S-03"}
	if err, ok := e.data.(error); ok && errors.Is(err, kiosk.ErrFull) {
		v.failure = Failure{Key: "notkept.full", Code: "S-05"}
	}
}

// printAgain is asked for by a person and says so on the paper. The copy is counted
// on the disk before the paper moves; the disk may take its time, and nobody else
// counts meanwhile.
func (v *Visit) printAgain(Event) {
	o, id := v.flow.opts, v.kept.ID
	v.kept.Receipt.Copies++
	o.Audit("reprint-asked", "number", string(v.kept.Number), "copies", strconv.Itoa(v.kept.Receipt.Copies))
	v.print(uuid.NewString(), func(ctx context.Context) error {
		_, err := o.Store.Reprint(ctx, id)
		return err
	})
}

// Wipe drops the keys of a resident who left before the answer came; the case
// itself is on the disk.
func (r keepResult) Wipe() {
	if r.identity != nil {
		r.identity.Wipe()
	}
}
