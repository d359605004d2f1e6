// Package line drives the scanners of printed codes that send one line a code
// over a serial line: nearly all 2D modules, also those on USB that call
// themselves a serial port.
//
// It promises the contract of package scanner for whatever comes along the line:
// noise, half a code, a code without end, a code sent a thousand times. What it
// hands over is text without control characters; what it says in logs and errors
// is never a part of a code. It gives no commands, because each maker has others.
package line

import (
	"context"
	"log/slog"

	"station365/devices"
	"station365/devices/scanner"
	"station365/devices/serial"
)

// Opts are the settings of a scanner.
type Opts struct {
	Port   string       // for logs and String; the line itself comes from the OpenFunc
	Format Format       // as the scanner is set
	Logger *slog.Logger // nil: no log
}

// Dev is one scanner.
type Dev struct {
	open   serial.OpenFunc
	opts   Opts
	log    *slog.Logger
	health devices.Health // owned by Run
}

var _ scanner.Scanner = (*Dev)(nil)

// New makes a scanner; nothing is opened before Run. A mistake in the format is
// told as its health.
func New(open serial.OpenFunc, o Opts) *Dev {
	log := o.Logger
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Dev{open: open, opts: o, log: log.With("device", deviceName)}
}

// deviceName is what the kiosk calls this device in its health.
const deviceName = "scanner"

// Run implements scanner.Scanner.
func (d *Dev) Run(ctx context.Context, emit func(scanner.Event)) error {
	d.health = devices.Health{}
	if err := d.opts.Format.Check(); err != nil {
		d.say(emit, devices.Health{State: devices.Absent, Code: codeConfig, Detail: err.Error()})
		<-ctx.Done()
		return ctx.Err()
	}
	d.keepOpen(ctx, emit)
	return ctx.Err()
}

// String implements scanner.Scanner.
func (d *Dev) String() string { return "line scanner on " + d.opts.Port }
