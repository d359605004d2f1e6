package sam

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"station365/devices"
	"station365/devices/idcard"
)

// Between two openings of the line. Looking for a node that is not there costs
// nothing, so that a plug put back in is noticed within a second; a module that
// stays silent on an open line is asked six times a minute.
const (
	firstPause = 500 * time.Millisecond
	lastPause  = 10 * time.Second
)

// keepOpen opens the line again and again until ctx ends.
func (d *Dev) keepOpen(ctx context.Context, emit func(idcard.Event)) {
	for pause := firstPause; ctx.Err() == nil; {
		ready, opened, err := d.oneLine(ctx, emit)
		if ctx.Err() != nil {
			return
		}
		if ready || (!opened && errors.Is(err, devices.ErrGone)) {
			pause = firstPause
		}
		d.say(emit, trouble(err))
		sleep(ctx, pause)
		pause = min(2*pause, lastPause)
	}
}

// oneLine opens the line, makes sure of the module and watches for cards until
// something breaks; ready is whether it came to watching, opened whether there was
// a port.
func (d *Dev) oneLine(ctx context.Context, emit func(idcard.Event)) (ready, opened bool, err error) {
	t, model, opened, err := d.connect(ctx, emit)
	if err != nil {
		return false, opened, err
	}
	defer func() { _ = t.conn.Close() }()
	if err := t.setRadioFrame(ctx, d.opts.RadioFrame); err != nil {
		return false, true, err
	}
	d.say(emit, devices.Health{State: devices.Ready, Model: model})
	w := &watch{dev: d, talk: t, emit: emit}
	return true, true, w.run(ctx)
}

// probe asks the module how it is and who it is.
func (t *talk) probe(ctx context.Context, first command) (model string, err error) {
	if _, err := t.want(ctx, first, swDone); err != nil {
		return "", err
	}
	a, err := t.want(ctx, askID, swDone)
	if err != nil {
		return "", err
	}
	return moduleID(a.data), nil
}

// setRadioFrame sets the radio frame where that is wanted. A module that does not
// know the command keeps its own.
func (t *talk) setRadioFrame(ctx context.Context, most byte) error {
	if most == 0 {
		return nil
	}
	if _, err := t.ask(ctx, setRadio(most)); err != nil && !unanswered(err) {
		return err
	}
	return nil
}

// moduleID writes the number of the safety module as it stands on its label:
// two parts, the day it was made, two numbers; all little endian, 16 bytes.
func moduleID(b []byte) string {
	le := binary.LittleEndian
	return fmt.Sprintf("%02d.%02d-%08d-%010d-%010d", le.Uint16(b), le.Uint16(b[2:]), le.Uint32(b[4:]), le.Uint32(b[8:]), le.Uint32(b[12:]))
}

// trouble is the health that an error means.
func trouble(err error) devices.Health {
	h := devices.Health{State: devices.Unknown, Code: codeOf(err), Detail: err.Error()}
	switch {
	case errors.Is(err, devices.ErrOutOfService):
		h.State = devices.OutOfService
	case h.Code == codePort, h.Code == codeConfig:
		h.State = devices.Absent
	}
	return h
}

// say reports a health that is news.
func (d *Dev) say(emit func(idcard.Event), h devices.Health) {
	if h.State == d.health.State && h.Code == d.health.Code && h.Model == d.health.Model {
		return
	}
	h.Device, h.Since = deviceName, d.health.Since
	if h.State != d.health.State {
		h.Since = time.Now()
	}
	d.health = h
	d.log.Info("reader's health", "state", h.State, "code", h.Code, "detail", h.Detail, "model", h.Model)
	emit(idcard.Event{Kind: idcard.HealthChanged, Health: h})
}

// sleep waits, or until ctx ends.
func sleep(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}
