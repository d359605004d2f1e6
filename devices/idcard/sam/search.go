package sam

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"station365/devices"
	"station365/devices/idcard"
	"station365/devices/serial"
)

// Rates are those that a module may be set to, the makers' usual one first. The
// order is that of the makers' own libraries.
func Rates() []int { return []int{115200, 57600, 38400, 19200, 9600} }

// line is the port at one rate.
type line struct {
	baud int // 0: not known here
	open serial.OpenFunc
}

// connect opens the line at the first rate at which a module answers. That rate is
// the first to be tried the next time. opened is whether there is a port.
func (d *Dev) connect(ctx context.Context, emit func(idcard.Event)) (t *talk, model string, opened bool, err error) {
	for i, l := range d.lines {
		conn, err := l.open()
		if err != nil {
			return nil, "", i > 0, err
		}
		if d.health.State == "" || d.health.State == devices.Absent {
			d.say(emit, devices.Health{State: devices.Starting})
		}
		t := &talk{conn: conn}
		model, err := t.probe(ctx, d.first(i))
		if err == nil {
			d.prefer(i)
			return t, model, true, nil
		}
		_ = conn.Close()
		if ctx.Err() != nil || !unanswered(err) {
			return nil, "", true, err
		}
	}
	return nil, "", true, &failure{code: codeNoTalk, what: "no module answers" + d.rates(), kind: devices.ErrTimeout}
}

// first is how the module is asked whether it is there: with patience at the rate
// that should be right, quickly at the others.
func (d *Dev) first(i int) command {
	if i == 0 {
		return askStatus
	}
	return seekModule
}

// unanswered: nobody at this rate understands us, but somebody may at another.
func unanswered(err error) bool {
	return errors.Is(err, devices.ErrTimeout) || errors.Is(err, devices.ErrGarbled)
}

// prefer puts the rate that works first.
func (d *Dev) prefer(i int) {
	found := d.lines[i]
	if i > 0 {
		d.log.Warn("the module answers at another rate than was tried first", "rate", found.baud, "first", d.lines[0].baud)
	}
	copy(d.lines[1:i+1], d.lines[:i])
	d.lines[0] = found
}

// rates names them for the technician.
func (d *Dev) rates() string {
	var known []string
	for _, l := range d.lines {
		if l.baud > 0 {
			known = append(known, strconv.Itoa(l.baud))
		}
	}
	if len(known) == 0 {
		return " at this rate"
	}
	return fmt.Sprintf(" at %s", strings.Join(known, ", "))
}
