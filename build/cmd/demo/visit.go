package main

import (
	"fmt"

	reader "station365/devices/idcard/sam/emulator"
)

// visit is one invented person's way through the kiosk.
type visit struct {
	*walker
	demo   *demo
	person reader.Person
	nth    int
	number string // of the case
}

func (v *visit) begin(what string) {
	v.flow = fmt.Sprintf("person-%d-%s", v.nth, what)
	v.offered(nameStart)
	v.save("welcome")
	v.tap(nameStart)
}

// register does the residence registration, from the flow card to the receipt
// and the centre's acknowledgement.
func (v *visit) register() {
	v.begin(residence)
	v.offered(nameMattersDoor)
	v.save("home")
	v.tap(nameMattersDoor)
	v.offered(matterPrefix + residence)
	v.save("matters")
	v.tap(matterPrefix + residence)
	v.said("residence.who", forScreen)
	v.save("flow-card")
	v.tap(nameNext)
	v.said("residence.notice.purpose", forScreen)
	v.save("notice")
	v.tap(nameNext)
	v.layCard()
	v.said("residence.registeredAddress", forScreen)
	v.save("card-read")
	v.tap(nameNext)
	v.fill()
	v.submit()
}

// layCard waits until a card is asked for, and lays it down.
func (v *visit) layCard() {
	v.said("card.put.title", forScreen)
	v.save("awaiting-card")
	if v.err == nil {
		v.err = v.demo.Lay(v.person.ID)
	}
}

// submit hands in what is reviewed and waits for paper and acknowledgement.
func (v *visit) submit() {
	before := v.demo.slipsSoFar()
	v.save("review")
	for v.err == nil && v.glass.look().offers(namePageOn) {
		v.tap(namePageOn)
		v.rest()
		v.save("review-more")
	}
	v.tap(nameNext)
	s := v.said("done.title", forPaper)
	v.save("done")
	v.number = s.number()
	if v.err == nil && v.number == "" {
		v.err = fmt.Errorf("%s: the last page shows no case number", v.flow)
	}
	v.said("done.delivery.acknowledged", forCentre)
	v.save("acknowledged")
	for _, slip := range v.demo.slipsSince(before) {
		v.write("receipt", slip)
	}
	v.leave()
}

// leave ends the visit and takes the card along.
func (v *visit) leave() {
	v.tap(nameNext)
	if v.err == nil {
		v.err = v.demo.Lift()
	}
	v.offered(nameStart)
}

// seeStatus moves the case on at the centre and sees it at the kiosk, with the
// card.
func (v *visit) seeStatus() {
	const status = "accepted"
	if v.err == nil {
		v.err = v.demo.Move(v.ctx, v.number, status)
	}
	v.begin("my-cases")
	v.tap(nameCasesDoor)
	v.offered(nameByCard)
	v.save("find-case")
	v.tap(nameByCard)
	v.layCard()
	v.offered(casePrefix + v.number)
	v.said("status."+status, forCentre)
	v.save("my-cases")
	v.tap(casePrefix + v.number)
	v.said("case.event."+status, forScreen)
	v.save("case")
	v.leave()
}
