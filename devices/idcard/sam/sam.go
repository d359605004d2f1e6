// Package sam drives the readers of second-generation identity cards that hold
// the Ministry's safety module (SAM) and speak its protocol over a serial line.
//
// It promises the contract of package idcard: one presentation of a card is one
// CardPlaced and one ending, whatever the module repeats; a line that hangs up
// is opened again; what the card says is in no log and no error, and the raw
// bytes are wiped once decoded. The photo's encoding is proprietary: it is
// received with the text and thrown away unread. It knows no device path beyond
// the name it prints.
package sam

import (
	"context"
	"log/slog"
	"sync/atomic"

	"station365/devices"
	"station365/devices/idcard"
	"station365/devices/serial"
)

// Opts are the settings of a reader.
type Opts struct {
	Port             string       // for logs and String; the line itself comes from the OpenFunc
	Presence         bool         // ask after each reading whether the card is still there; only some modules can tell
	Fingerprints     bool         // read with 30 10, for modules that know no other reading; they are wiped unread
	ManagementNumber bool         // read the card body's number too
	RadioFrame       byte         // most bytes of a frame between module and card; makers set 50 or 58, 0 leaves it alone
	Logger           *slog.Logger // nil: no log
}

// Dev is one reader.
type Dev struct {
	lines  []line // the one to try first, first; owned by Run
	opts   Opts
	log    *slog.Logger
	again  atomic.Bool
	health devices.Health // owned by Run
}

var _ idcard.Reader = (*Dev)(nil)

// New makes a reader at the one rate that open has; nothing is opened before Run.
func New(open serial.OpenFunc, o Opts) *Dev { return newDev([]line{{open: open}}, o) }

// Search makes a reader that looks for its module's rate: at baud first, if that
// is not 0, then at all others of Rates. at opens the line at a rate.
func Search(at func(baud int) serial.OpenFunc, baud int, o Opts) *Dev {
	var lines []line
	if baud > 0 {
		lines = append(lines, line{baud, at(baud)})
	}
	for _, rate := range Rates() {
		if rate != baud {
			lines = append(lines, line{rate, at(rate)})
		}
	}
	return newDev(lines, o)
}

func newDev(lines []line, o Opts) *Dev {
	log := o.Logger
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Dev{lines: lines, opts: o, log: log.With("device", deviceName)}
}

// deviceName is what the kiosk calls this device in its health.
const deviceName = "reader"

// Run implements idcard.Reader.
func (d *Dev) Run(ctx context.Context, emit func(idcard.Event)) error {
	d.health = devices.Health{}
	d.keepOpen(ctx, emit)
	return ctx.Err()
}

// Again implements idcard.Reader. Modules that answer "found" again while the
// card lies there read it once more; the others stay silent, because a card that
// was read is halted until it leaves the field. They are not asked for its text
// without a new find: a module that still had it in a buffer would show one
// person's card to the next.
func (d *Dev) Again() { d.again.Store(true) }

// Presence implements idcard.Reader.
func (d *Dev) Presence() bool { return d.opts.Presence }

// String implements idcard.Reader.
func (d *Dev) String() string { return "sam reader on " + d.opts.Port }
