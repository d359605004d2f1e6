// Package serial is the one place where ports are opened. It makes of a tty a
// line whose every wait has an end: a time-out is told from a hang-up, nothing
// spins on a cable that was pulled out, no call blocks for ever, and no second
// program of ours reads the same port. It knows no protocol; drivers get an
// OpenFunc and open again after every hang-up.
package serial

import "time"

// MaxChunk is the most that Send hands over at once. The receive buffers of
// receipt printers begin at 4 KB; a chunk is well below, so that a driver can ask
// for the status between two chunks.
const MaxChunk = 512

// Conn is an open line, owned by one goroutine; only Close may be called from
// another one.
type Conn interface {
	// Receive waits at most wait for bytes and returns at least one, or
	// devices.ErrTimeout, or devices.ErrGone after a hang-up or Close. A wait of
	// 0 only looks.
	Receive(buf []byte, wait time.Duration) (int, error)

	// Send hands b over in chunks of at most MaxChunk bytes. If the line takes
	// nothing for limit it returns devices.ErrTimeout with the count taken so
	// far; devices.ErrGone after a hang-up or Close.
	Send(b []byte, limit time.Duration) (int, error)

	// Close ends the line at once, also under a running Receive or Send, and
	// throws away what has not left yet. Safe to repeat.
	Close() error
}

// Waker is what a Conn is, too, whose Receive can be told from another goroutine
// that there is something else to do: it ends at once with devices.ErrTimeout, the
// running one or else the next.
type Waker interface{ Wake() }

// Opts says which port.
type Opts struct {
	Path string // device node or a symlink to one, e.g. /dev/serial/by-path/…
	Baud int    // one of the fixed rates: 9600, 19200, 38400, 57600, 115200 …
	Flow Flow   // who may tell us to wait, and how; NoFlow if left out
}

// Flow is how the device says that it can take no more. A line that is told to
// wait for too long is noticed by Send's limit.
type Flow string

// The kinds of flow control.
const (
	NoFlow Flow = ""
	// XonXoff obeys the device's bytes 13 (stop) and 11 (go on) and takes them out
	// of what is received. Ours are never sent: one of them inside a picture would
	// be printed.
	XonXoff Flow = "xon-xoff"
	// RtsCts obeys the line CTS and raises RTS while there is room.
	RtsCts Flow = "rts-cts"
)

// OpenFunc opens the line afresh. Its errors wrap devices.ErrGone when there is
// no such node and devices.ErrBusy when another program holds it; any other
// error is a mistake of configuration.
type OpenFunc func() (Conn, error)
