// Package devices has what every device at a kiosk has: a state, a reason in
// the technician's words, and the kinds of trouble that callers decide by. It
// knows no protocol and no port.
package devices

import (
	"errors"
	"time"
)

// State is how usable a device is right now.
type State string

// The states of a device.
const (
	Unknown      State = "unknown"        // not asked yet, or it does not answer
	Absent       State = "absent"         // the port is not there or nothing is configured
	Starting     State = "starting"       // the port is open, the device is being probed
	Ready        State = "ready"          // works
	Attention    State = "attention"      // works or will work after a person's hand (paper, cover)
	OutOfService State = "out-of-service" // answers, but says that it cannot work
)

// Health is a device's state with the reason and when it was seen.
type Health struct {
	Device string    // "reader", "printer"
	State  State     // how usable
	Code   string    // short technician code, e.g. "R-80", "P-03"; empty when ready
	Detail string    // for the technician and the log; never personal data
	Model  string    // as the device names itself, "" if it does not
	Since  time.Time // since when this state holds
}

// Kinds of trouble. Drivers wrap them; callers ask with errors.Is.
var (
	ErrTimeout      = errors.New("no answer in time")
	ErrGone         = errors.New("the port is gone")
	ErrBusy         = errors.New("another program holds the port")
	ErrGarbled      = errors.New("the answer was garbled")
	ErrNotReady     = errors.New("the device is not ready")
	ErrOutOfService = errors.New("the device is out of service")
)
