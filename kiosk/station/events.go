package station

import (
	"fmt"
	"time"
	"unicode/utf8"
)

// Event is something that everybody may come to.
type Event struct {
	Title string `json:"title"`
	Date  string `json:"date"` // "2026-11-28"
	From  string `json:"from"` // "09:30"
	Until string `json:"until,omitempty"`
	Place string `json:"place"`
}

// Most characters of what the welcome page says of an event: more would not fit
// beside the person on duty.
const (
	mostEventTitle = 10
	mostEventPlace = 12
)

func (e Event) check(i int) (errs []error) {
	for field, s := range map[string]struct {
		text string
		most int
	}{"title": {e.Title, mostEventTitle}, "place": {e.Place, mostEventPlace}} {
		if n := utf8.RuneCountInString(s.text); n == 0 || n > s.most {
			errs = append(errs, fmt.Errorf("events[%d].%s: found %q; allowed: 1 to %d characters", i, field, s.text, s.most))
		}
	}
	if _, err := time.Parse(time.DateOnly, e.Date); err != nil {
		errs = append(errs, fmt.Errorf("events[%d].date: found %q; allowed: YYYY-MM-DD", i, e.Date))
	}
	if !clockOK(e.From) || e.Until != "" && (!clockOK(e.Until) || e.Until <= e.From) {
		errs = append(errs, fmt.Errorf("events[%d]: found %q to %q; allowed: HH:MM, in order", i, e.From, e.Until))
	}
	return errs
}

// begins and ends are when a checked event does; one without an end is over two
// hours after its beginning.
func (e Event) begins() time.Time {
	day, _ := time.ParseInLocation(time.DateOnly, e.Date, zone)
	return clockOn(day, e.From)
}

func (e Event) ends() time.Time {
	if e.Until == "" {
		return e.begins().Add(2 * time.Hour)
	}
	day, _ := time.ParseInLocation(time.DateOnly, e.Date, zone)
	return clockOn(day, e.Until)
}

// eventsAhead is how far an event may lie off and still be told of.
const eventsAhead = 31 * 24 * time.Hour

// NextEvent is the one that runs at t or comes next, with when it begins; false if
// none is known for the coming month.
func (p *Profile) NextEvent(t time.Time) (next Event, at time.Time, known bool) {
	for _, e := range p.Events {
		begins := e.begins()
		if !e.ends().After(t) || begins.Sub(t) > eventsAhead || known && !begins.Before(at) {
			continue
		}
		next, at, known = e, begins, true
	}
	return next, at, known
}
