package flow

import (
	"context"
	"errors"

	"station365/devices/idcard"
	"station365/kiosk/form"
	"station365/kiosk/personal"
)

// openEarlyCard keeps a card that was laid down before it was asked for: it
// waits for the notice, and nothing of it is shown until then.
func (v *Visit) openEarlyCard(e Event) { v.hold(e) }

func (v *Visit) openCard(e Event) {
	v.hold(e)
	v.showCard(e)
}

// showCard writes down what the card said, masked, for the resident to see.
func (v *Visit) showCard(Event) {
	v.cardLines.Wipe()
	known := form.New(v.matter.Form, v.prefill())
	defer known.Wipe()
	v.cardLines = known.Review()
}

func (v *Visit) hold(e Event) {
	c, ok := e.data.(*idcard.Card)
	if !ok {
		return
	}
	v.person().Lay(c)
	v.failure, v.tries = Failure{}, 0
	v.verify()
}

// dropSecondCopy wipes a reading that nobody asked for.
func (v *Visit) dropSecondCopy(e Event) {
	if c, ok := e.data.(*idcard.Card); ok && c != v.card() {
		c.Wipe()
	}
}

// cardUnread counts the tries and says what to do next; it blames nobody.
func (v *Visit) cardUnread(e Event) {
	failed, _ := e.data.(idcard.Event)
	v.tries++
	key := "card.unreadable"
	switch {
	case errors.Is(failed.Err, idcard.ErrNotIDCard):
		key = "card.not-id-card"
	case errors.Is(failed.Err, idcard.ErrRefused):
		key = "card.refused"
	case errors.Is(failed.Err, idcard.ErrTwoCards):
		key = "card.two-cards"
	}
	v.failure = Failure{Key: key, Code: failed.Code, Try: v.tries, Left: max(0, maxTries-v.tries)}
}

func (v *Visit) watchForCases(Event) {
	v.finding, v.tries, v.failure = true, 0, Failure{}
	v.flow.opts.Reader.Again()
}

func (v *Visit) openCardAndFind(e Event) {
	v.hold(e)
	v.findCases(e)
}

// found is what a look-up by card brings back.
type found struct {
	identity Identity
	cases    keptCases
}

// findCases derives what the card opens, which is slow on purpose, and reads the
// list.
func (v *Visit) findCases(Event) {
	v.finding = true
	number := personal.New(v.card().IDNumber.Reveal())
	o := v.flow.opts
	v.flow.search(func(ctx context.Context) Event {
		defer number.Wipe()
		id, err := o.Identify.Identify(number)
		if err != nil {
			o.Logger.Error("identify card", "err", err)
			return Event{Kind: FindFailed, data: Failure{Key: "find.broken", Code: "S-01"}}
		}
		cases, err := o.Store.ByTag(ctx, id.Tag())
		if err != nil {
			o.Logger.Error("find cases", "err", err)
			return Event{Kind: FindFailed, data: Failure{Key: "find.broken", Code: "S-02"}}
		}
		return Event{Kind: CasesFound, data: found{id, cases}}
	})
}

func (f found) Wipe() { f.identity.Wipe() }
