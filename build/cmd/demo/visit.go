package main

import (
	"errors"
	"fmt"
	"strings"

	reader "station365/devices/idcard/sam/emulator"
)

// visit is one invented person's way through the kiosk.
type visit struct {
	*walker
	demo   *demo
	person reader.Person
	nth    int
	number string // of the case
	code   string // its check code
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
	v.agree("residence")
	v.layCard("what the card says", func(s sight) bool { return v.eye.says(s, "card.read") })
	v.save("card-read")
	v.tap(nameNext)
	v.fill()
	v.submit()
}

// speak brings a concern to the committee's ears, without any card.
func (v *visit) speak() {
	v.begin(concern)
	v.tap(nameSpeakDoor)
	v.agree("concern")
	v.fill()
	v.submit()
}

// agree reads the flow card and the notice of a matter, all their pages, and
// goes on.
func (v *visit) agree(words string) {
	v.said(words+".who", forScreen)
	v.readThrough("flow-card")
	v.tap(nameNext)
	v.said("notice.purpose", forScreen)
	v.readThrough("notice")
	v.tap(nameNext)
}

// mostPages is more than any page of the kiosk has.
const mostPages = 20

// readThrough turns the pages of what is too long for the glass.
func (v *visit) readThrough(screen string) {
	v.save(screen)
	for range mostPages {
		if v.err != nil || !v.glass.look().offers(namePageOn) {
			return
		}
		before := v.glass.look().text()
		v.tap(namePageOn)
		v.until("the next page", forScreen, func(s sight) bool { return s.text() != before })
		v.save(screen + "-more")
	}
	v.err = errors.Join(v.err, fmt.Errorf("%s: %s has no last page", v.flow, screen))
}

// mostTries is how often a resident tries a card that could not be read.
const mostTries = 3

// layCard waits until a card is asked for, lays it down until what it opens is to
// be seen, and does what the screen says when it could not be read: lift it and
// lay it down again.
func (v *visit) layCard(what string, read func(sight) bool) {
	v.said("card.put", forScreen)
	v.save("awaiting-card")
	unread := func(s sight) bool { return v.eye.says(s, "card.unreadable.title") }
	for range mostTries {
		if v.err != nil {
			return
		}
		v.err = v.demo.Lay(v.person.ID)
		v.until("the card being read", forScreen, func(s sight) bool { return read(s) || !v.eye.says(s, "card.put") && !unread(s) })
		if s := v.until(what, forScreen, func(s sight) bool { return read(s) || unread(s) }); read(s) {
			return
		}
		v.save("card-unread")
		v.err = errors.Join(v.err, v.demo.Lift())
		v.rest()
	}
	v.err = errors.Join(v.err, fmt.Errorf("%s: the card could not be read %d times", v.flow, mostTries))
}

// submit hands in what is reviewed and waits for paper and acknowledgement.
func (v *visit) submit() {
	before := v.demo.slipsSoFar()
	v.readThrough("review")
	v.tap(nameNext)
	v.said("done.title", forPaper)
	v.save("done")
	v.number = v.search("the case number", forScreen, func(s sight) bool { return s.number() != "" }).number()
	v.code = v.search("the check code", forScreen, func(s sight) bool { return s.code() != "" }).code()
	v.save("code")
	v.found("done.delivery.acknowledged", forCentre)
	v.save("acknowledged")
	for _, slip := range v.demo.slipsSince(before) {
		v.write("receipt", slip)
	}
	v.leave()
}

// leave ends the visit and takes the card along; a reader that cannot sense that
// has the resident asked.
func (v *visit) leave() {
	v.tap(nameNext)
	if v.err == nil {
		v.err = v.demo.Lift()
	}
	asked := func(s sight) bool { return v.eye.says(s, "take.ask") }
	if s := v.until("the welcome page", forScreen, func(s sight) bool { return asked(s) || s.offers(nameStart) }); asked(s) {
		v.save("take-card")
		v.tap(nameNext)
	}
	v.offered(nameStart)
}

// moved is the status that the centre gives a case on the walk.
const moved = "accepted"

// moveOn moves the case on at the centre.
func (v *visit) moveOn() {
	if v.err == nil {
		v.err = v.demo.Move(v.ctx, v.number, moved)
	}
}

// findByCard sees the changed status with the card.
func (v *visit) findByCard() {
	v.begin("my-cases")
	v.tap(nameCasesDoor)
	v.offered(nameByCard)
	v.save("find-case")
	v.tap(nameByCard)
	v.layCard("the case in the list", func(s sight) bool { return s.offers(casePrefix + v.number) })
	v.found("status."+moved, forCentre)
	v.save("my-cases")
	v.tap(casePrefix + v.number)
	v.seeCase()
}

// findByNumber sees the changed status with what stands on the receipt.
func (v *visit) findByNumber() {
	v.begin("find-by-number")
	v.tap(nameCasesDoor)
	v.tap(nameByNumber)
	v.said("find.number", forScreen)
	v.keys(strings.ReplaceAll(strings.TrimPrefix(v.number, prefix+"-"), "-", ""))
	v.save("number")
	v.tap(nameNext)
	v.said("find.code", forScreen)
	v.keys(strings.ReplaceAll(v.code, "-", ""))
	v.save("code")
	v.tap(nameNext)
	v.seeCase()
}

// seeCase sees the status in the case's history.
func (v *visit) seeCase() {
	v.found("case.event."+moved, forCentre)
	v.save("case")
	v.leave()
}
