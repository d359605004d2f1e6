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

// Explain says in plain words what a code of this package means and what to try;
// both are "" for a code that it does not have.
func Explain(code string) (meaning, next string) {
	e := explained[code]
	return e[0], e[1]
}

var explained = map[string][2]string{
	codePort:    {"the port is not there or vanished", "push the scanner's plug in; compare the port's path with `probe ports`"},
	codeStrange: {"what comes is never a code", "compare rate, charset, prefix and suffix with the scanner's settings; `probe watch` shows what it sends"},
	codeHeld:    {"another program holds the port", "end the other program, often a kiosk that runs already"},
	codeConfig:  {"the port or the format cannot be used as configured", "correct [scanner] in the configuration"},
	codePartial: {"a code stopped in the middle", "the scanner sends another suffix than is configured, or its cable is loose"},
	codeTooLong: {"longer than any printed code", "the scanner sends another suffix than is configured"},
	codeFrame:   {"a code without its prefix, or empty", "set scanner.prefix to what the scanner sends, or have it send none"},
	codeText:    {"not text in the configured charset", "set scanner.charset to what the scanner sends; most send utf-8 or gb18030"},
	codeControl: {"control characters in the code", "nothing if it was one code only; otherwise compare suffix and charset"},
	codeFlood:   {"more codes than a hand can hold up", "set the scanner to read on demand or once a code, not without end"},
}
