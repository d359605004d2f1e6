package line

import (
	"context"
	"errors"
	"hash/maphash"
	"time"

	"station365/devices"
	"station365/devices/scanner"
	"station365/kiosk/personal"
)

const (
	// gap is the longest silence inside a code; USB adapters pass bytes on in lumps
	// some ten milliseconds apart, and a hand waits for a code's answer longer.
	gap = 200 * time.Millisecond
	// idle only bounds a wait that Close ends at once: nothing is looked at between.
	idle = time.Hour
	// Between two openings of the line: a plug put back in is noticed at once, one
	// that stays out is tried every two seconds, which costs one failed open.
	firstPause = 500 * time.Millisecond
	lastPause  = 2 * time.Second
	// strange is how many lines in a row that are no codes mean that the scanner and
	// the configuration do not fit each other.
	strange = 3
)

// keepOpen opens the line again and again until ctx ends.
func (d *Dev) keepOpen(ctx context.Context, emit func(scanner.Event)) {
	for pause := firstPause; ctx.Err() == nil; pause = min(2*pause, lastPause) {
		opened, err := d.oneLine(ctx, emit)
		if ctx.Err() != nil {
			return
		}
		if opened {
			pause = firstPause
		}
		d.say(emit, trouble(err))
		sleep(ctx, pause)
	}
}

// oneLine opens the line and hears codes until it breaks.
func (d *Dev) oneLine(ctx context.Context, emit func(scanner.Event)) (opened bool, err error) {
	conn, err := d.open()
	if err != nil {
		return false, err
	}
	defer func() { _ = conn.Close() }()
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
	// A scanner answers nothing: a port that opens is all that can be known of it.
	d.say(emit, devices.Health{State: devices.Ready, Detail: "the port is open; a scanner says nothing before its first code"})
	w := &watch{dev: d, emit: emit, parser: parser{format: d.opts.Format, most: maxCode}, crowd: crowd{seed: maphash.MakeSeed()}}
	defer w.parser.forget()
	buf := make([]byte, 512)
	defer clear(buf)
	for {
		wait := idle
		if w.parser.pending() {
			wait = gap
		}
		n, err := conn.Receive(buf, wait)
		switch {
		case err == nil:
			w.parser.feed(buf[:n], w.take)
		case errors.Is(err, devices.ErrTimeout):
			w.parser.silence(w.take)
		default:
			return true, err
		}
	}
}

// watch is what is known on an open line.
type watch struct {
	dev    *Dev
	emit   func(scanner.Event)
	parser parser
	crowd  crowd
	odd    int // lines in a row that were no codes
}

// take looks at one end of a line.
func (w *watch) take(p piece) {
	v := w.look(p)
	switch {
	case v == drop:
		clear(p.text)
	case v == flooded:
		clear(p.text)
		w.fail(scanner.ErrFlood)
	case p.err != nil:
		w.fail(p.err)
	default:
		w.well()
		w.emit(scanner.Event{Kind: scanner.CodeScanned, Code: scanner.Code{Text: personal.FromBytes(p.text), Symbology: p.symbology}})
	}
}

func (w *watch) look(p piece) verdict {
	if p.err != nil {
		return w.crowd.any(time.Now())
	}
	return w.crowd.code(p.text, time.Now())
}

// fail tells that something came that is no code; after a few the scanner itself
// is suspected.
func (w *watch) fail(err error) {
	w.dev.log.Warn("no code", "fault", faultOf(err), "err", err)
	w.emit(scanner.Event{Kind: scanner.CodeFailed, Err: err, Fault: faultOf(err)})
	if w.odd++; w.odd >= strange {
		w.dev.say(w.emit, devices.Health{State: devices.Attention, Code: codeStrange, Detail: "what it sends is no code: compare rate, charset, prefix and suffix"})
	}
}

func (w *watch) well() {
	w.odd = 0
	w.dev.say(w.emit, devices.Health{State: devices.Ready, Detail: "reads"})
	w.dev.log.Info("code scanned")
}

// say reports a health that is news.
func (d *Dev) say(emit func(scanner.Event), h devices.Health) {
	if h.State == d.health.State && h.Code == d.health.Code {
		return
	}
	h.Device, h.Since = deviceName, d.health.Since
	if h.State != d.health.State {
		h.Since = time.Now()
	}
	d.health = h
	d.log.Info("scanner's health", "state", h.State, "code", h.Code, "detail", h.Detail)
	emit(scanner.Event{Kind: scanner.HealthChanged, Health: h})
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
