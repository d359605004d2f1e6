package station

import (
	"fmt"
	"slices"
	"time"
)

// Calendar says which days are worked, by the State Council's yearly notice:
// holidays, and the weekends worked in exchange.
type Calendar struct {
	Holidays    []Holiday `json:"holidays"`
	Workdays    []string  `json:"workdays"`    // worked although at a weekend
	Provisional []string  `json:"provisional"` // years without a notice yet
}

// Holiday is a run of days off.
type Holiday struct {
	From  string `json:"from"`
	Until string `json:"until"`
	Name  string `json:"name"`
}

func (c Calendar) check() (errs []error) {
	for i, h := range c.Holidays {
		_, from := time.Parse(time.DateOnly, h.From)
		_, until := time.Parse(time.DateOnly, h.Until)
		if from != nil || until != nil || h.Until < h.From {
			errs = append(errs, fmt.Errorf("calendar.holidays[%d]: found %q to %q; allowed: YYYY-MM-DD, in order", i, h.From, h.Until))
		}
	}
	for i, w := range c.Workdays {
		if _, err := time.Parse(time.DateOnly, w); err != nil {
			errs = append(errs, fmt.Errorf("calendar.workdays[%d]: found %q; allowed: YYYY-MM-DD", i, w))
		}
	}
	return errs
}

// Works reports whether t's day is a working day.
func (c Calendar) Works(t time.Time) bool {
	date := t.In(zone).Format(time.DateOnly)
	if slices.Contains(c.Workdays, date) {
		return true
	}
	for _, h := range c.Holidays {
		if h.From <= date && date <= h.Until {
			return false
		}
	}
	day := t.In(zone).Weekday()
	return day != time.Saturday && day != time.Sunday
}

// Day is t's day at the station, at midnight Beijing time.
func Day(t time.Time) time.Time {
	y, m, d := t.In(zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, zone)
}

// WeekBegins is the Monday of t's week, at midnight Beijing time.
func WeekBegins(t time.Time) time.Time {
	y, m, d := t.In(zone).Date()
	sinceMonday := (int(t.In(zone).Weekday()) + 6) % 7
	return time.Date(y, m, d-sinceMonday, 0, 0, 0, 0, zone)
}

// DueBy is the end of the nth working day after t's day, Beijing time.
func (p *Profile) DueBy(t time.Time, workingDays int) time.Time {
	end, _ := time.Parse("15:04", p.WorkingDayEnds) // checked by Read
	y, m, d := t.In(zone).Date()
	day := time.Date(y, m, d, end.Hour(), end.Minute(), 0, 0, zone)
	for workingDays > 0 {
		day = day.AddDate(0, 0, 1)
		if p.Calendar.Works(day) {
			workingDays--
		}
	}
	return day
}
