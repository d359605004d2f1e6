// Package printer is the contract between the kiosk and whatever puts receipts
// on paper: a device-neutral page, the state of the paper's way, and jobs that
// end as printed, not printed or unknown, never guessed. It knows no bytes.
package printer

import (
	"context"
	"image"

	"station365/devices"
)

// Result is how a job ended.
type Result string

// The only three ways a job can end.
const (
	Printed    Result = "printed"     // the printer itself said that the last line is on paper
	NotPrinted Result = "not-printed" // nothing, or only a torn part, came out; safe to print again
	Indefinite Result = "unknown"     // sent, and the printer did not say
)

// Status is what stands between a page and paper.
type Status string

// The states a printer can report.
const (
	Ready     Status = "ready"
	PaperLow  Status = "paper-low"
	NoPaper   Status = "no-paper"
	CoverOpen Status = "cover-open"
	Fault     Status = "error"   // cutter, head, power supply
	Absent    Status = "absent"  // no port, nothing answers on it although it should
	Unknown   Status = "unknown" // transmit-only line: it never says
)

// Outcome is a job's end with what the printer said at that moment.
type Outcome struct {
	Result Result
	Status Status
	Code   string // technician code, e.g. "P-03"; empty when printed
	Detail string // for the technician; never what was printed
}

// Align is where a line stands.
type Align string

// The alignments.
const (
	Left   Align = "left"
	Centre Align = "centre"
	Right  Align = "right"
)

// Size is a line's type: dots of height at 8 dots per mm.
type Size string

// The sizes; a driver maps them to what its printer has.
const (
	Normal Size = "normal" // 24 dots
	Large  Size = "large"  // 36 dots
	Huge   Size = "huge"   // 72 dots and more: the case number
)

// Block is one thing on the page, from top to bottom. Exactly one of the
// fields is set.
type Block struct {
	Text  *Text
	Pair  *Pair
	Rule  *Rule
	QR    *QR
	Image *Image
	Feed  int // millimetres of empty paper
}

// Text is a paragraph that the driver wraps by dots, with East Asian rules.
type Text struct {
	Lead    string // bold words that the paragraph begins with
	Text    string
	Align   Align
	Size    Size
	Bold    bool
	Inverse bool // white on black, at most 20 mm high
}

// Pair is a two-column row: a label and its value, both wrapped.
type Pair struct {
	Label, Value string
	Bold         bool // the value
}

// Rule is a horizontal line over the whole width.
type Rule struct{ Dashed bool }

// QR is a code with what stands beside (80 mm) or under (58 mm) it.
type QR struct {
	Data    string
	Caption []string
}

// Image is a one-bit picture, centred; wider than the paper is an error of the
// caller.
type Image struct{ Picture image.Image }

// Page is what is to be printed, device-neutral, cut after the last block.
type Page struct {
	Blocks []Block
	Copy   int // 0 = first print; n = "补打 n" is already among the blocks
}

// Job is a page with the identity that makes it printed once.
type Job struct {
	ID   string // kept with the receipt job before the first byte
	Page Page
}

// Printer prints pages, one at a time.
type Printer interface {
	// Run keeps the connection and the status until ctx ends and calls changed
	// from one goroutine whenever status or health change.
	Run(ctx context.Context, changed func(Status, devices.Health)) error
	// Print sends the job and waits for its end. It never prints a job's first
	// byte again by itself. Trouble with paper is an Outcome; the error is for a
	// page that cannot be drawn or a context that ended (then with Indefinite,
	// or NotPrinted if no byte was sent).
	Print(ctx context.Context, job Job) (Outcome, error)
	// Status is the last known state.
	Status() Status
	// Preview draws the page as the paper will show it: one bit, 8 dots per mm.
	Preview(page Page) (image.Image, error)
	// String names the driver and port for logs.
	String() string
}
