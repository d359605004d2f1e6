package idcard

import "time"

// Validity is what a card's dates say about a day.
type Validity string

// The answers of Card.Validity.
const (
	Valid       Validity = "valid"
	NotYetValid Validity = "not-yet-valid" // its first day is still to come
	Expired     Validity = "expired"       // its last day has passed
	Unstated    Validity = "unstated"      // the dates are blank or damaged, and nothing speaks against it
)

// Validity says whether the card is valid on the calendar day that day has in its
// own time zone. The first and the last day count as valid, and a card whose one
// date is missing is judged by the other. Whoever asks must trust the clock.
func (c *Card) Validity(day time.Time) Validity {
	y, m, d := day.Date()
	today := Date{Year: y, Month: int(m), Day: d}
	switch {
	case !c.ValidFrom.IsZero() && today.before(c.ValidFrom):
		return NotYetValid
	case c.LongTerm:
		return Valid
	case c.ValidUntil.IsZero():
		return Unstated
	case c.ValidUntil.before(today):
		return Expired
	case c.ValidFrom.IsZero():
		return Unstated
	}
	return Valid
}

func (d Date) before(e Date) bool {
	switch {
	case d.Year != e.Year:
		return d.Year < e.Year
	case d.Month != e.Month:
		return d.Month < e.Month
	}
	return d.Day < e.Day
}

// Turned reports a card that ends before it begins.
func (c *Card) Turned() bool {
	return !c.ValidFrom.IsZero() && !c.ValidUntil.IsZero() && c.ValidUntil.before(c.ValidFrom)
}
