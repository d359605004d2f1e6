package flow

import (
	"station365/devices/idcard"
	"station365/kiosk/form"
	"station365/kiosk/personal"
)

// NotVerified is the check that a record bears whose resident was not read from a
// card: whoever decides must see the card first.
const NotVerified = "not-verified"

// needsPerson: the matter goes on with a card only. 我的办件 does too: a typed number
// opens nothing.
func (v *Visit) needsPerson(Event) bool { return v.finding || !v.matter.Unverified }

func (v *Visit) sayNeedsPerson(Event) { v.said = "manual.needs-person" }

func (v *Visit) isByHand(Event) bool { return v.byHand }

// schema is what is asked: the matter's form, or that with the card's own lines to
// be typed.
func (v *Visit) schema() form.Schema {
	if v.byHand {
		return form.ByHand(v.matter.Form)
	}
	return v.matter.Form
}

// fillByHand begins the form without a card, or goes on with it.
func (v *Visit) fillByHand(Event) {
	v.byHand = true
	v.fill()
}

// firstByHand is where the step line leads back to for what stands for the card.
func (v *Visit) firstByHand() string {
	if !v.byHand || v.form == nil {
		return ""
	}
	return v.form.Pages()[0].Name
}

// verify takes the card in the place of what was typed for it; the other answers
// stay.
func (v *Visit) verify() {
	if !v.byHand {
		return
	}
	v.byHand = false
	if v.form == nil {
		return
	}
	typed := v.form
	v.form = form.New(v.schema(), v.prefill())
	v.person().Hold(v.form)
	typed.CopyTo(v.form)
	typed.Wipe()
	v.typed.Wipe()
	v.typed = personal.Value{}
	v.at, v.correcting = 0, false
}

// isTheirs: who types what the card says has found it after all. A card of another
// number is somebody else's.
func (v *Visit) isTheirs(e Event) bool {
	c, ok := e.data.(*idcard.Card)
	if !ok || !v.byHand || v.form == nil {
		return false
	}
	number := v.form.Typed("card.idNumber")
	return number.Empty() || number.Equal(c.IDNumber)
}

func (v *Visit) isTheirsNotValid(e Event) bool { return v.isTheirs(e) && v.isNotValid(e) }
