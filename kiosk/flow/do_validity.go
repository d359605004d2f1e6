package flow

import (
	"slices"
	"time"

	"station365/devices/idcard"
	"station365/kiosk/station"
)

// firstPossibleYear is when this program was written: an earlier clock has lost
// its battery.
const firstPossibleYear = 2021

func (v *Visit) clockIsTrusted(now time.Time) bool {
	if v.flow.opts.Clock != nil {
		return v.flow.opts.Clock()
	}
	return now.Year() >= firstPossibleYear
}

// validity is what c's dates say of today. Where the clock is not trusted nothing
// is said.
func (v *Visit) validity(c *idcard.Card, now time.Time) idcard.Validity {
	if c == nil || !v.clockIsTrusted(now) {
		return idcard.Unstated
	}
	return c.Validity(station.Day(now))
}

// notValid names the words and the day for a card that is not valid today.
func (v *Visit) notValid(c *idcard.Card, now time.Time) (key string, day time.Time) {
	switch v.validity(c, now) {
	case idcard.Expired:
		return "card.expired", calendarDay(c.ValidUntil)
	case idcard.NotYetValid:
		return "card.not-yet", calendarDay(c.ValidFrom)
	}
	return "", time.Time{}
}

func calendarDay(d idcard.Date) time.Time {
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
}

// isNotValid: the card that was just read, or lies open, is expired or not yet
// valid. It is told, and its resident may go on: whether the matter needs a valid
// card is for a person to say.
func (v *Visit) isNotValid(e Event) bool {
	c, ok := e.data.(*idcard.Card)
	if !ok {
		c = v.card()
	}
	key, _ := v.notValid(c, time.Now())
	return key != ""
}

func (v *Visit) needsCardAndHasInvalid(e Event) bool {
	return v.needsCardAndHasIt(e) && v.isNotValid(e)
}

// isNewerOfSame: the resident had the renewed card at hand.
func (v *Visit) isNewerOfSame(e Event) bool { return v.sameCard(e) && !v.isNotValid(e) }

// checks are what a person must look at before anything is decided by this card.
// A matter that needs no card says nothing of one that lies there.
func (v *Visit) checks(now time.Time) []string {
	if v.byHand {
		return []string{NotVerified}
	}
	c := v.card()
	if c == nil || !v.matter.NeedsCard() {
		return nil
	}
	checks := slices.Clone(c.Warnings)
	switch is := v.validity(c, now); is {
	case idcard.Expired, idcard.NotYetValid:
		checks = append([]string{string(is)}, checks...)
	}
	return checks
}
