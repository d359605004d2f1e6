// Package station is the station's profile: its name, when people are there and
// who, its telephone, and the calendar that turns "five working days" into a
// date. It is pure: it reads a profile it is given and asks no clock.
package station

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"station365/kiosk"
)

// Zone is Beijing time. It is fixed, so that no zone file is needed and a wrong
// machine setting cannot move a promise.
var zone = time.FixedZone("CST", 8*60*60)

// Profile is a station as its file describes it.
type Profile struct {
	Version        int      `json:"version"`
	ID             string   `json:"id"`
	Community      string   `json:"community"`
	Name           Name     `json:"name"`
	Hours          []Hours  `json:"hours"`
	SelfService    string   `json:"selfService"` // "all-day" or "hours"
	Phone          string   `json:"phone"`
	ComplaintPhone string   `json:"complaintPhone"`
	Window         string   `json:"window"` // where the person on duty sits
	People         []Person `json:"people"`
	Supervisor     string   `json:"supervisor"`
	Duty           Roster   `json:"duty"`
	Calendar       Calendar `json:"calendar"`
	WorkingDayEnds string   `json:"workingDayEnds"` // "17:00"
	Events         []Event  `json:"events,omitempty"`
	// In has, by language, what stands in another one for the texts above: "Ms Wang",
	// where the window is.
	In map[string]map[string]string `json:"in,omitempty"`
}

// Name is what the station and its community are called.
type Name struct {
	Community string `json:"community"`
	Station   string `json:"station"`
}

// Hours are opening hours on some days of the week ("mon" … "sun").
type Hours struct {
	Days  []string `json:"days"`
	From  string   `json:"from"`
	Until string   `json:"until"`
}

// Person is somebody who works here.
type Person struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Role  string `json:"role"`
	Face  string `json:"face"`
	Phone string `json:"phone"`
}

// Roster says who is there when; a date goes before the weekly plan.
type Roster struct {
	Weekly []Shift `json:"weekly"`
	Dates  []Shift `json:"dates"`
}

// Shift is one person's time, on a day of the week or on a date.
type Shift struct {
	Day    string `json:"day,omitempty"`
	Date   string `json:"date,omitempty"` // "2026-12-31"
	From   string `json:"from"`
	Until  string `json:"until"`
	Person string `json:"person"`
}

// Read decodes and checks a profile. Every fault is named in one error.
func Read(r io.Reader) (*Profile, error) {
	d := json.NewDecoder(r)
	d.DisallowUnknownFields()
	var p Profile
	if err := d.Decode(&p); err != nil {
		return nil, fmt.Errorf("read station profile: %w", err)
	}
	if err := p.check(); err != nil {
		return nil, fmt.Errorf("station profile: %w", err)
	}
	return &p, nil
}

func (p *Profile) check() error {
	var errs []error
	need := func(ok bool, format string, args ...any) {
		if !ok {
			errs = append(errs, fmt.Errorf(format, args...))
		}
	}
	need(p.Version == 1, "version: found %d; allowed: 1", p.Version)
	need(p.ID != "" && p.Community != "", "id and community are needed")
	need(p.Name.Community != "" && p.Name.Station != "", "name.community and name.station are needed")
	need(p.Phone != "", "phone is needed")
	need(clockOK(p.WorkingDayEnds), "workingDayEnds: found %q; allowed: HH:MM", p.WorkingDayEnds)
	need(len(p.People) > 0 && len(p.Duty.Weekly) > 0, "people and duty.weekly are needed")
	for i, h := range p.Hours {
		need(clockOK(h.From) && clockOK(h.Until), "hours[%d]: found %q to %q; allowed: HH:MM", i, h.From, h.Until)
	}
	for i, s := range append(append([]Shift{}, p.Duty.Weekly...), p.Duty.Dates...) {
		_, known := p.person(s.Person)
		need(known, "duty %d: person %q is not among people", i, s.Person)
		need(clockOK(s.From) && clockOK(s.Until), "duty %d: found %q to %q; allowed: HH:MM", i, s.From, s.Until)
		_, day := weekdays[s.Day]
		_, err := time.Parse(time.DateOnly, s.Date)
		need(day != (err == nil), "duty %d: needs either a day of the week or a date", i)
	}
	for i, e := range p.Events {
		errs = append(errs, e.check(i)...)
	}
	errs = append(errs, p.Calendar.check()...)
	errs = append(errs, p.checkLanguages()...)
	return errors.Join(errs...)
}

func clockOK(s string) bool { _, err := time.Parse("15:04", s); return err == nil }

var weekdays = map[string]time.Weekday{"sun": time.Sunday, "mon": time.Monday, "tue": time.Tuesday,
	"wed": time.Wednesday, "thu": time.Thursday, "fri": time.Friday, "sat": time.Saturday}

func (p *Profile) person(id string) (Person, bool) {
	for _, x := range p.People {
		if x.ID == id {
			return x, true
		}
	}
	return Person{}, false
}

// shiftsOn lists a day's shifts: those of the date if there are any, otherwise
// those of the week.
func (p *Profile) shiftsOn(t time.Time) []Shift {
	date := t.In(zone).Format(time.DateOnly)
	var dated, weekly []Shift
	for _, s := range p.Duty.Dates {
		if s.Date == date {
			dated = append(dated, s)
		}
	}
	if len(dated) > 0 {
		return dated
	}
	for _, s := range p.Duty.Weekly {
		if weekdays[s.Day] == t.In(zone).Weekday() {
			weekly = append(weekly, s)
		}
	}
	return weekly
}

// OnDuty is who is there at t; false if nobody is.
func (p *Profile) OnDuty(t time.Time) (Person, bool) {
	clock := t.In(zone).Format("15:04")
	for _, s := range p.shiftsOn(t) {
		if s.From <= clock && clock < s.Until {
			return p.person(s.Person)
		}
	}
	return Person{}, false
}

// Turn is one person's time at the station.
type Turn struct {
	Person      Person
	From, Until time.Time // zero if the roster names no day soon
}

// TurnAt is the turn that runs at t, or the next one.
func (p *Profile) TurnAt(t time.Time) Turn {
	for day := range 15 {
		on := t.AddDate(0, 0, day)
		for _, s := range p.shiftsOn(on) {
			turn := Turn{From: clockOn(on, s.From), Until: clockOn(on, s.Until)}
			if turn.Until.After(t) {
				turn.Person, _ = p.person(s.Person)
				return turn
			}
		}
	}
	return Turn{Person: p.People[0]}
}

// clockOn is a checked time of day on t's day.
func clockOn(t time.Time, clock string) time.Time {
	c, _ := time.Parse("15:04", clock)
	y, m, d := t.In(zone).Date()
	return time.Date(y, m, d, c.Hour(), c.Minute(), 0, 0, zone)
}

// FirstContact is who answers for what is handed in at t: the person on duty, or
// whoever comes next.
func (p *Profile) FirstContact(t time.Time) Person { return p.TurnAt(t).Person }

// NamesOn lists who is there on t's day, in the order of their hours.
func (p *Profile) NamesOn(t time.Time) []string {
	var names []string
	for _, s := range p.shiftsOn(t) {
		x, _ := p.person(s.Person)
		names = append(names, x.Name)
	}
	return names
}

// Promise names who answers by when for something handed in at t.
func (p *Profile) Promise(t time.Time, workingDays int) kiosk.Promise {
	x := p.FirstContact(t)
	return kiosk.Promise{Officer: x.Name, Phone: p.Phone, Face: x.Face, DueBy: p.DueBy(t, workingDays)}
}
