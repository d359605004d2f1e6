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

// Between two openings of the line. A plug put back in is noticed at once, a
// module that stays away is asked six times a minute.
const (
	firstPause = 500 * time.Millisecond
	lastPause  = 10 * time.Second
)

// keepOpen opens the line again and again until ctx ends.
func (d *Dev) keepOpen(ctx context.Context, emit func(idcard.Event)) {
	for pause := firstPause; ctx.Err() == nil; {
		ready, err := d.oneLine(ctx, emit)
		if ctx.Err() != nil {
			return
		}
		if ready {
			pause = firstPause
		}
		d.say(emit, trouble(err))
		sleep(ctx, pause)
		pause = min(2*pause, lastPause)
	}
}

// oneLine opens the line, makes sure of the module and watches for cards until
// something breaks; ready is whether it came to watching.
func (d *Dev) oneLine(ctx context.Context, emit func(idcard.Event)) (ready bool, err error) {
	conn, err := d.open()
	if err != nil {
		return false, err
	}
	defer func() { _ = conn.Close() }()
	if d.health.State == "" || d.health.State == devices.Absent {
		d.say(emit, devices.Health{State: devices.Starting})
	}
	t := &talk{conn: conn}
	model, err := t.probe(ctx)
	if err != nil {
		return false, err
	}
	d.say(emit, devices.Health{State: devices.Ready, Model: model})
	w := &watch{dev: d, talk: t, emit: emit}
	return true, w.run(ctx)
}

// probe asks the module how it is and who it is.
func (t *talk) probe(ctx context.Context) (model string, err error) {
	_, err = t.want(ctx, askStatus, swDone)
	if errors.Is(err, devices.ErrTimeout) || errors.Is(err, devices.ErrGarbled) {
		return "", &failure{code: codeNoTalk, what: "no module answers at this rate", kind: err}
	}
	if err != nil {
		return "", err
	}
	a, err := t.want(ctx, askID, swDone)
	if err != nil {
		return "", err
	}
	return moduleID(a.data), nil
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
