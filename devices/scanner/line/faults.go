package line

import (
	"errors"

	"station365/devices"
	"station365/devices/scanner"
)

// Technician codes. They are stable: they stand in logs and on the service page.
const (
	codePort    = "Q-01" // the port is not there or vanished
	codeStrange = "Q-02" // what comes is never a code: rate, charset or frame are others
	codeHeld    = "Q-04" // another program holds the port
	codeConfig  = "Q-08" // the port or the format cannot be used as configured
	codePartial = "Q-10" // half a code
	codeTooLong = "Q-11" // longer than any code
	codeFrame   = "Q-12" // without its prefix, or empty
	codeText    = "Q-13" // not in the charset
	codeControl = "Q-14" // control characters
	codeFlood   = "Q-15" // too many
)

// faults is the technician's code of each way in which something is no code.
var faults = []struct {
	kind error
	code string
}{
	{scanner.ErrPartial, codePartial},
	{scanner.ErrTooLong, codeTooLong},
	{scanner.ErrFrame, codeFrame},
	{scanner.ErrText, codeText},
	{scanner.ErrControl, codeControl},
	{scanner.ErrFlood, codeFlood},
}

func faultOf(err error) string {
	for _, f := range faults {
		if errors.Is(err, f.kind) {
			return f.code
		}
	}
	return codeStrange
}

// trouble is the health that an error of the line means.
func trouble(err error) devices.Health {
	h := devices.Health{State: devices.Absent, Code: codeConfig, Detail: err.Error()}
	switch {
	case errors.Is(err, devices.ErrBusy):
		h.State, h.Code = devices.Unknown, codeHeld
	case errors.Is(err, devices.ErrGone):
		h.Code = codePort
	}
	return h
}
