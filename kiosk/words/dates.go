package words

import (
	"strconv"
	"strings"
	"time"
)

// zone is Beijing time, fixed as in the station's profile: what is written for
// a resident does not depend on how the machine is set.
var zone = time.FixedZone("CST", 8*60*60)

// Date is a day as a promise names it, with its weekday and without its year.
func (t *Table) Date(at time.Time) string { return t.T("date.day", t.dateArgs(at)...) }

// LongDate is a day with its year and without its weekday, as a card names it.
func (t *Table) LongDate(at time.Time) string { return t.T("date.long", t.dateArgs(at)...) }

// DateTime is a day with its year, weekday and time of day.
func (t *Table) DateTime(at time.Time) string { return t.T("date.full", t.dateArgs(at)...) }

// SpokenDate is Date as it is said: a voice does not know what was shortened.
func (t *Table) SpokenDate(at time.Time) string { return t.T("voice.date", t.spokenArgs(at)...) }

// SpokenLongDate is LongDate as it is said.
func (t *Table) SpokenLongDate(at time.Time) string {
	return t.T("voice.date.long", t.spokenArgs(at)...)
}

// Clock is the time of day, 24 hours.
func (t *Table) Clock(at time.Time) string { return t.T("date.clock", t.dateArgs(at)...) }

// Hour is the hour of the day at, in the station's zone.
func (t *Table) Hour(at time.Time) int { return at.In(zone).Hour() }

// DaysBetween counts midnights of the station's zone from one moment to a later
// one: a promise for Friday is one day late all Saturday.
func (t *Table) DaysBetween(from, to time.Time) int {
	return int(midnight(to).Sub(midnight(from)) / (24 * time.Hour))
}

func midnight(at time.Time) time.Time {
	year, month, day := at.In(zone).Date()
	return time.Date(year, month, day, 0, 0, 0, 0, zone)
}

func (t *Table) spokenArgs(at time.Time) []string {
	at = at.In(zone)
	return []string{
		"year", strconv.Itoa(at.Year()),
		"month", t.T("voice.month." + strconv.Itoa(int(at.Month()))),
		"day", strconv.Itoa(at.Day()),
		"weekday", t.T("voice.weekday." + strconv.Itoa(int(at.Weekday()))),
	}
}

func (t *Table) dateArgs(at time.Time) []string {
	at = at.In(zone)
	return []string{
		"year", strconv.Itoa(at.Year()),
		"month", t.T("date.month." + strconv.Itoa(int(at.Month()))),
		"day", strconv.Itoa(at.Day()),
		"weekday", t.T("date.weekday." + strconv.Itoa(int(at.Weekday()))),
		"hour", strconv.Itoa(at.Hour()),
		"minute", at.Format("04"),
	}
}

// Spoken is a case number as it is said aloud: digit by digit, with a pause for
// each hyphen.
func (t *Table) Spoken(number string) string {
	var b strings.Builder
	for _, r := range number {
		switch {
		case r >= '0' && r <= '9':
			b.WriteString(t.T("digit." + string(r)))
		case r == '-':
			b.WriteString(t.T("digit.pause"))
		default:
			b.WriteRune(r)
		}
	}
	return strings.TrimSpace(b.String())
}
