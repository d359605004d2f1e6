package sam

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"station365/devices"
	"station365/devices/idcard"
)

// sw3 is the third status byte of an answer. The first two are 00, except where
// the card's own status is passed through (31, 41, 47, 81).
type sw3 byte

// The answers that something hangs on.
const (
	swDone    sw3 = 0x90
	swNoItem  sw3 = 0x91
	swFound   sw3 = 0x9F
	swNoCard  sw3 = 0x80
	swCheck   sw3 = 0x10
	swLength  sw3 = 0x11
	swOrder   sw3 = 0x21
	swUnknown sw3 = 0x24
	swRandom  sw3 = 0x47
	swSelect  sw3 = 0x81
)

// status is one line of the module's status table.
type status struct {
	meaning string
	err     error  // what the caller decides by; nil if the answer is no failure
	next    string // what to do, for the technician
}

// statuses is the table of the module's manual.
var statuses = map[sw3]status{
	//        meaning, kind, next
	swDone:    {"done", nil, "nothing"},
	swNoItem:  {"the card has no such item", nil, "nothing"},
	swFound:   {"card found", nil, "nothing; it is selected next"},
	swNoCard:  {"no card, or none that was not read yet", idcard.ErrNoCard, "nothing; lift the card and lay it down flat, one card only"},
	swCheck:   {"the module received a wrong checksum", devices.ErrGarbled, "sent once more by itself; if it comes often: cable, plug, earth"},
	swLength:  {"the module received a wrong length", devices.ErrGarbled, "sent once more by itself; if it comes often: cable, plug, earth"},
	swOrder:   {"wrong command, parameter or order", idcard.ErrUnreadable, "lift the card and lay it down again; if it stays: the module does not know a command, note its model"},
	0x23:      {"not authorised for this operation", devices.ErrOutOfService, "the module lacks a right: exchange the reader"},
	swUnknown: {"unrecognised error", idcard.ErrUnreadable, "the module was reset; if it comes often: switch it off for ten seconds"},
	0x31:      {"the card refused the module", idcard.ErrUnreadable, "often only its position: lift it, lay it down flat and still"},
	0x32:      {"the module refused the card", idcard.ErrRefused, "a foreign or forged card: a person looks at it; if it is every card, exchange the reader"},
	0x33:      {"the card's data do not verify", idcard.ErrRefused, "its data are not shown: a person looks at it; if it is every card, exchange the reader"},
	0x40:      {"unknown card type", idcard.ErrNotIDCard, "a bus card or a bank card: lay the identity card down, alone"},
	0x41:      {"read failed", idcard.ErrUnreadable, "lift the card, lay it down again and leave it for three seconds"},
	swRandom:  {"the module got no random number", idcard.ErrUnreadable, "the module was reset; if it comes often: switch it off for ten seconds"},
	0x60:      {"self-test failed, no command accepted", devices.ErrOutOfService, "switch it off for ten seconds; if it stays: exchange the reader"},
	0x66:      {"the module is not authorised", devices.ErrOutOfService, "exchange the reader: its safety module was never enabled or has been withdrawn"},
	swSelect:  {"select failed", idcard.ErrTwoCards, "two cards, or one that moved both times it was tried: lift it, lay it down alone"},
}

// What has gone wrong on our side of the line; the numbers are those that the
// makers' own libraries use.
const (
	codePort    = "R-01"
	codeSilent  = "R-02"
	codeGarbled = "R-03"
	codeHeld    = "R-04"
	codeNoTalk  = "R-05"
	codeMark    = "R-06"
	codeText    = "R-07"
	codeConfig  = "R-08"
)

// ours is the table of our own codes.
var ours = map[string]status{
	codePort:    {"the port is not there or vanished", devices.ErrGone, "plug and cable; the path in the configuration; the hub's power"},
	codeSilent:  {"no answer in time", devices.ErrTimeout, "power of the reader, cable; it is asked again by itself"},
	codeGarbled: {"answers came garbled", devices.ErrGarbled, "cable, plug, earth; another program on the line; the rate"},
	codeHeld:    {"another program holds the port", devices.ErrBusy, "end the other program; is another device's port configured by mistake?"},
	codeNoTalk:  {"the port is there, no module answers at any rate tried", devices.ErrTimeout, "is it the reader's port? power, cable; leave baud out to have all rates searched"},
	codeMark:    {"a kind of card that is not known here", idcard.ErrNotIDCard, "note the mark in the log: perhaps a new kind of card"},
	codeText:    {"the text block is damaged", idcard.ErrUnreadable, "lay it down again; if it is only this card, it must be renewed"},
	codeConfig:  {"the port cannot be used as configured", nil, "is it a serial port? rights of the kiosk's user; rate and flow control"},
}

// Explain says what a technician's code means and what to do next.
func Explain(code string) (meaning, next string) {
	if line, known := ours[code]; known {
		return line.meaning, line.next
	}
	var n byte
	if _, err := fmt.Sscanf(code, "R-%X", &n); err == nil {
		if line, known := statuses[sw3(n)]; known {
			return line.meaning, line.next
		}
	}
	return unlisted.meaning, unlisted.next
}

// unlisted is a status that no table has: an error of the card, not of the program.
var unlisted = status{"a status that is in no table", idcard.ErrUnreadable, "lift the card and lay it down again; note the code and the model"}

// Codes lists every code that a failure or a health of this reader may have.
// Makers have a few more; Explain answers for them too.
func Codes() []string {
	codes := slices.Collect(maps.Keys(ours))
	for s, line := range statuses {
		if line.err != nil {
			codes = append(codes, codeFor(s))
		}
	}
	slices.Sort(codes)
	return codes
}

func codeFor(s sw3) string { return fmt.Sprintf("R-%02X", byte(s)) }

// failure is an answer that says no, or the want of one: the kind for callers,
// the code for the technician.
type failure struct {
	code string
	sw   sw3 // what the module said, 0 if it was not the module
	what string
	kind error
}

func (f *failure) Error() string { return fmt.Sprintf("%s: %s: %v", f.code, f.what, f.kind) }
func (f *failure) Unwrap() error { return f.kind }

// refusal makes the failure of a status that is not the wanted one.
func refusal(s sw3) *failure {
	line, known := statuses[s]
	switch {
	case !known:
		line = unlisted
	case line.err == nil: // a good status at the wrong place
		line = status{meaning: line.meaning + ", unasked", err: idcard.ErrUnreadable}
	}
	return &failure{code: codeFor(s), sw: s, what: line.meaning, kind: line.err}
}

// refusedWith reports whether the module answered one of these.
func refusedWith(err error, any ...sw3) bool {
	f, ok := errors.AsType[*failure](err)
	return ok && slices.Contains(any, f.sw)
}

// codeOf is the technician's code of any error of this package.
func codeOf(err error) string {
	if f, ok := errors.AsType[*failure](err); ok {
		return f.code
	}
	switch {
	case errors.Is(err, devices.ErrTimeout):
		return codeSilent
	case errors.Is(err, devices.ErrGarbled):
		return codeGarbled
	case errors.Is(err, devices.ErrBusy):
		return codeHeld
	case errors.Is(err, devices.ErrGone):
		return codePort
	}
	return codeConfig
}
