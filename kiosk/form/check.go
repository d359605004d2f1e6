package form

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Problem is an answer that cannot be taken. ReasonKey names the words.
type Problem struct{ Field, ReasonKey string }

// Error says field and reason, never the answer.
func (p *Problem) Error() string { return "field " + p.Field + ": " + p.ReasonKey }

// The reasons for refusing an answer; each is a string key.
const (
	ReasonRequired   = "form.required"
	ReasonNotAllowed = "form.not-allowed"
	ReasonNotDigits  = "form.not-digits"
	ReasonTooShort   = "form.too-short"
	ReasonTooLong    = "form.too-long"
	ReasonPhone      = "form.phone"
	ReasonTooFew     = "form.too-few-words"
	ReasonTooMany    = "form.too-many-words"
	ReasonLetters    = "form.odd-letters"
	ReasonIDNumber   = "form.id-number"
	ReasonIDBirth    = "form.id-birth"
)

// Reasons lists every reason, for the check of the strings.
func Reasons() []string {
	return []string{ReasonRequired, ReasonNotAllowed, ReasonNotDigits, ReasonTooShort, ReasonTooLong, ReasonPhone, ReasonTooFew, ReasonTooMany, ReasonLetters,
		ReasonIDNumber, ReasonIDBirth}
}

var (
	onlyDigits = regexp.MustCompile(`^[0-9]+$`)
	// Mobile numbers have eleven digits and begin 13 to 19; fixed ones begin with
	// the area code, 0 and two or three digits.
	mobile = regexp.MustCompile(`^1[3-9][0-9]{9}$`)
	fixed  = regexp.MustCompile(`^0[1-9][0-9]{8,10}$`)
)

// check returns the reason why value is refused, "" if it is taken.
func (f Field) check(value string) string {
	if value == "" {
		if f.Required {
			return ReasonRequired
		}
		return ""
	}
	if hasOption(f.Skips, value) {
		return ""
	}
	switch f.Type {
	case Choice:
		if f.From == "" && !hasOption(f.Choices, value) {
			return ReasonNotAllowed
		}
	case Digits:
		return f.checkDigits(value)
	case Text:
		return f.checkText(value)
	case IDNumber:
		return checkIDNumber(value)
	case Phone:
		if !onlyDigits.MatchString(value) {
			return ReasonNotDigits
		}
		if !mobile.MatchString(value) && !fixed.MatchString(value) {
			return ReasonPhone
		}
	}
	return ""
}

func (f Field) checkDigits(value string) string {
	switch {
	case !onlyDigits.MatchString(value):
		return ReasonNotDigits
	case len(value) < f.MinDigits:
		return ReasonTooShort
	case f.MaxDigits > 0 && len(value) > f.MaxDigits:
		return ReasonTooLong
	}
	return ""
}

// checkText counts letters, and lets none in that nobody could see: on paper they
// would be orders to the printer.
func (f Field) checkText(value string) string {
	if !f.IsWritten() {
		return ""
	}
	n := utf8.RuneCountInString(strings.TrimSpace(value))
	switch {
	case !utf8.ValidString(value), strings.ContainsFunc(value, func(r rune) bool { return !unicode.IsGraphic(r) }):
		return ReasonLetters
	case n < f.MinRunes:
		return ReasonTooFew
	case utf8.RuneCountInString(value) > f.MaxRunes:
		return ReasonTooMany
	}
	return ""
}

func hasOption(options []Option, value string) bool {
	return slices.ContainsFunc(options, func(o Option) bool { return o.Value == value })
}
