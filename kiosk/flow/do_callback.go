package flow

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"

	"station365/devices/printer"
	"station365/kiosk"
	"station365/kiosk/form"
	"station365/kiosk/personal"
)

// phoneField is the one question of the call-back matter.
const phoneField = "phone"

// takesCallBack: the station's catalogue has the matter, and new ones are taken.
func (v *Visit) takesCallBack(e Event) bool {
	_, ok := v.flow.opts.Catalogue.Matter(callBack)
	return ok && !v.isFrozen(e) && v.call.kept.ID == ""
}

func (v *Visit) openCallBack(Event) { v.clearPhone() }

func (v *Visit) clearPhone() {
	v.phone.Wipe()
	v.phone, v.trouble = personal.Value{}, ""
}

// typePhone types on a place of its own: what stands half typed under this page
// stays as it is.
func (v *Visit) typePhone(e Event) {
	if v.call.keeping {
		return
	}
	v.trouble = ""
	v.person()
	v.phone = typedOn(v.phone, e.Value)
}

// callBackForm is the matter's form with the number in it.
func (v *Visit) callBackForm() (*form.Form, error) {
	m, _ := v.flow.opts.Catalogue.Matter(callBack)
	f := form.New(m.Form, nil)
	if err := f.Set(phoneField, v.phone.Reveal()); err != nil {
		f.Wipe()
		return nil, err
	}
	return f, nil
}

func (v *Visit) phoneIsWrong(Event) bool {
	f, err := v.callBackForm()
	if err == nil {
		f.Wipe()
	}
	return err != nil
}

func (v *Visit) sayPhoneIsWrong(Event) {
	_, err := v.callBackForm()
	v.trouble = problemKey(err)
}

func (v *Visit) keepsCallBack(Event) bool { return v.call.keeping }

// keepCallBack writes the request as any other case. Nothing is promised on the
// glass before it is on the disk.
func (v *Visit) keepCallBack(Event) {
	f, err := v.callBackForm()
	if err != nil {
		return // the row before has asked
	}
	defer f.Wipe()
	o, now := v.flow.opts, time.Now()
	m, _ := o.Catalogue.Matter(callBack)
	promise, trusted := o.Station.Promise(now, m.DueDays), v.clockIsTrusted(now)
	if !trusted {
		promise.DueBy = time.Time{}
	}
	answers := map[string]personal.Value{}
	for name, value := range f.Answers() {
		answers[name] = personal.New(value.Reveal())
	}
	id := kiosk.CaseID(uuid.Must(uuid.NewV7()).String())
	c := kiosk.NewCase{ID: id, Prefix: o.Prefix, Matter: m.ID, CatalogueVersion: o.Catalogue.Version, Sensitive: m.Sensitive,
		Promise: promise, At: now, TimeTrusted: trusted}
	s := Submission{ID: id, Matter: m.ID, CatalogueVersion: o.Catalogue.Version, NoticeVersion: m.NoticeVersion, Answers: answers,
		Promise: promise, At: now, TimeTrusted: trusted}
	v.call.keeping = true
	v.flow.later(func(ctx context.Context) Event {
		defer wipeAll(answers)
		kept, err := o.Store.Keep(context.WithoutCancel(ctx), c, o.Sealer.Seal(s))
		if err != nil {
			o.Logger.Error("keep call-back", "err", err)
			o.Audit("case-not-kept", "reason", whyNotKept(err))
			return Event{Kind: CallBackFailed, data: err}
		}
		o.Audit("case-kept", "number", string(kept.Number))
		return Event{Kind: CallBackKept, data: kept}
	})
}

// noteCallBack: the request is on the disk; only now is it said.
func (v *Visit) noteCallBack(e Event) {
	kept, ok := e.data.(kiosk.Kept)
	if !ok {
		return
	}
	v.call.kept, v.call.keeping = kept, false
	v.clearPhone()
	v.printCallBack(kept)
}

func (v *Visit) noteCallBackFailure(e Event) {
	v.call.keeping = false
	v.trouble = "callback.not-kept"
	if err, ok := e.data.(error); ok && errors.Is(err, kiosk.ErrFull) {
		v.trouble = "callback.full"
	}
}

// printCallBack prints the request's receipt, beside whatever else goes on.
func (v *Visit) printCallBack(kept kiosk.Kept) {
	if v.state == Printing || v.under == Printing {
		v.call.ticket = TicketFailed
		return
	}
	v.call.ticket = TicketPrinting
	o, id, page := v.flow.opts, v.call.id, v.flow.opts.Papers.Page(kept, nil, time.Now(), v.look.Language)
	v.flow.aside(func(ctx context.Context) Event {
		out, err := o.Printer.Print(ctx, printer.Job{ID: kept.Receipt.ID, Page: page})
		if err != nil {
			o.Logger.Error("print receipt", "case", kept.ID, "err", err)
		}
		if out.Result == "" {
			out.Result = printer.Indefinite
		}
		if err := o.Store.ReceiptResult(context.WithoutCancel(ctx), kept.ID, string(out.Result)); err != nil {
			o.Logger.Error("note receipt", "case", kept.ID, "err", err)
		}
		o.Audit("receipt", "number", string(kept.Number), "result", string(out.Result))
		return Event{Kind: TicketDone, data: ticketed{id, out}}
	})
}
