package sam

import (
	"errors"
	"fmt"
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
	err     error // what the caller decides by; nil if the answer is no failure
}

// statuses is the table of the module's manual.
var statuses = map[sw3]status{
	//        meaning                                         kind                    what follows
	swDone:    {"done", nil},                                                      //
	swNoItem:  {"the card has no such item", nil},                                 //
	swFound:   {"card found", nil},                                                // select it
	swNoCard:  {"no card, or none that was not read yet", idcard.ErrNoCard},       // the usual idle answer
	swCheck:   {"the module received a wrong checksum", devices.ErrGarbled},       // sent once more
	swLength:  {"the module received a wrong length", devices.ErrGarbled},         // sent once more
	swOrder:   {"wrong command, parameter or order", idcard.ErrUnreadable},        // e.g. select without find: find again
	0x23:      {"not authorised for this operation", devices.ErrOutOfService},     // the module lacks a right: technician
	swUnknown: {"unrecognised error", idcard.ErrUnreadable},                       // reset the module
	0x31:      {"the card refused the module", idcard.ErrUnreadable},              // often only its position: lift, lay down
	0x32:      {"the module refused the card", idcard.ErrRefused},                 // foreign or forged
	0x33:      {"the card's data do not verify", idcard.ErrRefused},               // never show the data
	0x40:      {"unknown card type", idcard.ErrNotIDCard},                         // a bus card, a bank card
	0x41:      {"read failed", idcard.ErrUnreadable},                              // lift, lay down; also when pulled too early
	swRandom:  {"the module got no random number", idcard.ErrUnreadable},          // reset the module
	0x60:      {"self-test failed, no command accepted", devices.ErrOutOfService}, // technician
	0x66:      {"the module is not authorised", devices.ErrOutOfService},          // technician
	swSelect:  {"select failed", idcard.ErrUnreadable},                            // two cards, or it moved: lift, lay down
}

// What has gone wrong on our side of the line; the numbers are those that the
// makers' own libraries use.
const (
	codePort    = "R-01" // the port is not there or vanished
	codeSilent  = "R-02" // no answer in time
	codeGarbled = "R-03" // answers came garbled
	codeHeld    = "R-04" // another program holds the port
	codeNoTalk  = "R-05" // the port is there, no module answers at this rate
	codeMark    = "R-06" // a kind of card that is not known here
	codeText    = "R-07" // the text block is damaged
	codeConfig  = "R-08" // the port cannot be used as configured
)

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

// refusal makes the failure of a status that is not the wanted one. A status
// that no table has is an error of the card, not of the program.
func refusal(s sw3) *failure {
	line, known := statuses[s]
	switch {
	case !known:
		line = status{"a status that is in no table", idcard.ErrUnreadable}
	case line.err == nil: // a good status at the wrong place
		line = status{line.meaning + ", unasked", idcard.ErrUnreadable}
	}
	return &failure{code: fmt.Sprintf("R-%02X", byte(s)), sw: s, what: line.meaning, kind: line.err}
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
