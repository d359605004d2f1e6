// Package scanner is the contract between the kiosk and whatever reads printed
// codes: a code is handed over once each time it is held up, as text that
// anybody may have printed. It promises that no control character is in that
// text, and nothing more: whoever takes it parses it strictly. It knows no bytes
// and no ports; drivers are its subpackages.
package scanner

import (
	"context"
	"errors"

	"station365/devices"
	"station365/kiosk/personal"
)

// Code is what stood in a printed code. People hold up whatever they have, a
// health code as well as a receipt, so the text is theirs: the receiver wipes it.
type Code struct {
	Text      personal.Value
	Symbology string // AIM identifier such as "Q1" where the scanner sends it, else ""
}

// Wipe zeroes the text.
func (c Code) Wipe() { c.Text.Wipe() }

// Ways in which what came is no code. Drivers wrap them; callers need not tell
// them apart, technicians do.
var (
	ErrPartial = errors.New("the code stopped in the middle")
	ErrTooLong = errors.New("longer than any printed code")
	ErrFrame   = errors.New("not framed as the scanner is set to")
	ErrText    = errors.New("not text in the configured charset")
	ErrControl = errors.New("control characters in the code")
	ErrFlood   = errors.New("more codes than a hand can hold up")
)

// Event is what a scanner reports by itself.
type Event struct {
	Kind   EventKind
	Code   Code           // with CodeScanned; the receiver owns and wipes it
	Err    error          // with CodeFailed: wraps one of the errors above
	Fault  string         // with CodeFailed: technician code such as "Q-12"
	Health devices.Health // with HealthChanged
}

// EventKind names a scanner's events.
type EventKind string

// The events of a scanner.
const (
	CodeScanned   EventKind = "code-scanned"   // a code was held up and read whole
	CodeFailed    EventKind = "code-failed"    // something came that is no code
	HealthChanged EventKind = "health-changed" // the scanner came, went or changed state
)

// Scanner watches for codes. A code held before it for long is one CodeScanned,
// although most scanners send it again and again.
type Scanner interface {
	// Run watches until ctx ends, opening the port again whenever it vanishes,
	// and calls emit for each event from one goroutine. It returns ctx.Err().
	Run(ctx context.Context, emit func(Event)) error
	// String names the driver and port for logs.
	String() string
}
