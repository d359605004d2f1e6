package sam

import (
	"strings"
	"time"

	"station365/devices/idcard"
)

// longTerm stands for the last day on cards that have none.
const longTerm = "长期"

// The parts of a number of 18 characters.
const (
	numberLength       = 18
	weighted           = 17    // digits that the last character checks
	birthFrom, birthTo = 6, 14 // digits 7 to 14
	sexAt              = 16    // digit 17: odd is male
)

// doubts compares what a card says twice.
func doubts(c *idcard.Card) []string {
	var d []string
	number, birth := c.IDNumber.Reveal(), c.Birth.Reveal()
	if birth == "" {
		d = append(d, idcard.BirthBlank)
	}
	if c.Turned() {
		d = append(d, idcard.ValidityTurned)
	}
	for _, v := range []string{c.Name.Reveal(), c.EnglishName.Reveal(), c.Address.Reveal()} {
		if strings.ContainsRune(v, '\uFFFD') {
			d = append(d, idcard.TextDamaged)
			break
		}
	}
	// The 15 characters of a foreigner's card of 2017 follow another rule.
	if c.Kind == idcard.Foreign2017 {
		return d
	}
	if !validNumber(number) {
		return append(d, idcard.CheckDigitWrong)
	}
	if birth != "" && number[birthFrom:birthTo] != birth {
		d = append(d, idcard.BirthDiffers)
	}
	male := (number[sexAt]-'0')%2 == 1
	if (c.Sex == "1" && !male) || (c.Sex == "2" && male) {
		d = append(d, idcard.SexDiffers)
	}
	return d
}

// validNumber checks the last character by GB 11643-1999.
func validNumber(s string) bool {
	if len(s) != numberLength {
		return false
	}
	weights := [weighted]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
		sum += int(s[i]-'0') * w
	}
	return s[weighted] == "10X98765432"[sum%11]
}

// validity reads the first and the last day. A blank or malformed one is a
// doubt, not a failure.
func (t text) validity(c *idcard.Card) {
	from, until := t.plain(atFrom), t.plain(atUntil)
	c.ValidFrom = day(from)
	c.LongTerm = until == longTerm
	c.ValidUntil = day(until)
	switch {
	case from == "":
		c.Warnings = append(c.Warnings, idcard.ValidFromBlank)
	case c.ValidFrom.IsZero():
		c.Warnings = append(c.Warnings, idcard.ValidFromOdd)
	}
	switch {
	case until == "":
		c.Warnings = append(c.Warnings, idcard.ValidUntilBlank)
	case c.ValidUntil.IsZero() && !c.LongTerm:
		c.Warnings = append(c.Warnings, idcard.ValidUntilOdd)
	}
}

// day is a date of eight digits that is in the calendar, or the zero Date.
func day(s string) idcard.Date {
	d, err := time.Parse("20060102", s)
	if err != nil {
		return idcard.Date{}
	}
	return idcard.Date{Year: d.Year(), Month: int(d.Month()), Day: d.Day()}
}
