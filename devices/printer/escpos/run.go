package escpos

import (
	"context"
	"errors"
	"fmt"
	"time"

	"station365/devices"
	"station365/devices/printer"
	"station365/devices/serial"
)

const (
	// lookEvery bounds how long a job waits for its start on a line that cannot be
	// woken; a person does not notice.
	lookEvery = 50 * time.Millisecond
	// askEvery is how soon an idle printer's silence or a lifted cover is noticed.
	askEvery = 2 * time.Second
	// askMuteEvery is for a printer that has never answered: perhaps it is switched on later.
	askMuteEvery = 10 * time.Second
	// answerWithin is what a manual allows for a real-time answer, and ten times what it takes.
	answerWithin = 500 * time.Millisecond
	// missesUntilSilent: one answer may be lost to noise.
	missesUntilSilent = 2
	// Back-off of opening: a re-plugged cable is used at once, a missing one costs nothing.
	firstRetry, lastRetry = 500 * time.Millisecond, 10 * time.Second
)

// owner is the goroutine that holds the line.
type owner struct {
	*Dev
	changed func(printer.Status, devices.Health)
	told    devices.Health
	charset *charset
	roll    *roll
	unkept  bool // said once that the paper meter cannot be written

	conn  serial.Conn
	ear   ear
	clear time.Time // when the line will have carried what was handed over
	held  bool      // XOFF

	can     abilities
	seen    condition
	known   bool   // something was heard on this line
	again   bool   // its abilities must be asked for again
	asked   []byte // n of 10 04 n whose answers are to come
	askedAt time.Time
	misses  int
	missed  bool // a question of this job was not answered: it may have been off meanwhile
	ordered tally
	ids     map[string]bool // process ids of this job, and whether they came back

	torn    bool // the printer may hold a part of a job
	midStep bool // and may wait for the rest of a command
	doubt   bool // it may have lost what it was told; asked before the next job
	number  int  // of the job, for process ids
}

// abilities are what the printer has shown to have.
type abilities struct {
	realtime, asb, ordered, processID, qr bool
	model                                 string
}

// tally counts answers that carry no name: they come in the order of the questions.
type tally struct{ asked, heard int }

// Run keeps the line open, the status fresh, and prints what Print hands over.
func (d *Dev) Run(ctx context.Context, changed func(printer.Status, devices.Health)) error {
	if d.wrong != nil {
		return d.wrong
	}
	roll, err := rollFor(d.opts)
	if err != nil {
		d.opts.Logger.Warn("how much paper is left is not known", "device", d.String(), "err", err)
	}
	o := &owner{Dev: d, changed: changed, charset: newCharset(d.opts.Encoding), roll: roll}
	defer o.hangUp()
	retry := firstRetry
	for ctx.Err() == nil {
		if err := o.connect(); err != nil {
			o.tell(printer.Absent, codeNoPort, err.Error())
			if o.waitClosed(ctx, retry) {
				retry = firstRetry
				continue
			}
			retry = min(2*retry, lastRetry)
			continue
		}
		retry = firstRetry
		err := o.serve(ctx)
		o.hangUp()
		if ctx.Err() == nil {
			d.opts.Logger.Warn("printer line lost", "device", d.String(), "err", err)
		}
	}
	return ctx.Err()
}

// waitClosed waits for the next try to open. A job that comes meanwhile is a
// reason to try at once; true means that the line is open now.
func (o *owner) waitClosed(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	case j := <-o.jobs:
		if err := o.connect(); err != nil {
			j.done <- ending{o.outcome(printer.NotPrinted, printer.Absent, codeNoPort), nil}
			return false
		}
		o.do(ctx, j)
		return true
	}
	return false
}

// connect opens the line, unless it is open, and asks what the printer can.
func (o *owner) connect() error {
	if o.conn != nil {
		return nil
	}
	conn, err := o.open()
	if err != nil {
		return fmt.Errorf("open the printer's line: %w", err)
	}
	o.conn, o.ear, o.held, o.clear = conn, ear{}, false, time.Time{}
	o.on(conn)
	o.known, o.misses, o.asked, o.seen = false, 0, nil, condition{}
	if err := o.probe(); err != nil {
		o.hangUp()
		return fmt.Errorf("probe the printer: %w", err)
	}
	o.opts.Logger.Info("printer line open", "device", o.Dev.String(), "realtime", o.can.realtime, "asb", o.can.asb,
		"ordered", o.can.ordered, "processID", o.can.processID, "qr", o.can.qr, "model", o.can.model)
	return nil
}

func (o *owner) hangUp() {
	if o.conn != nil {
		o.on(nil)
		_ = o.conn.Close() // it is thrown away; nothing could be done
		o.conn = nil
	}
}

// serve looks after the open line until it is gone or ctx ends.
func (o *owner) serve(ctx context.Context) error {
	defer context.AfterFunc(ctx, o.wake)()
	for ctx.Err() == nil {
		o.doNext(ctx)
		if err := o.hear(o.idle()); err != nil {
			return err
		}
		if err := o.askIdle(); err != nil {
			return err
		}
		o.tellSeen()
	}
	return ctx.Err()
}

// keepRoll writes the paper meter, if it has moved. A disk that takes nothing is
// no reason not to print.
func (o *owner) keepRoll() {
	if err := o.roll.keep(); err != nil && !o.unkept {
		o.unkept = true
		o.opts.Logger.Warn("how much paper is left is not kept", "device", o.Dev.String(), "err", err)
	}
}

// idle is how long nothing has to be done unless the printer speaks or a job comes:
// until the next question, if the line can be woken.
func (o *owner) idle() time.Duration {
	if _, ok := o.conn.(serial.Waker); !ok || !o.answered() || o.again {
		return lookEvery
	}
	return max(lookEvery, o.every()-time.Since(o.askedAt))
}

// every is how often an idle printer is asked.
func (o *owner) every() time.Duration {
	if o.can.realtime {
		return askEvery
	}
	return askMuteEvery
}

// doNext prints a job if somebody hands one over. Who was heard of and does not
// come has been cancelled.
func (o *owner) doNext(ctx context.Context) {
	if o.handing.Load() == 0 {
		return
	}
	t := time.NewTimer(lookEvery)
	defer t.Stop()
	select {
	case j := <-o.jobs:
		o.do(ctx, j)
	case <-t.C:
	case <-ctx.Done():
	}
}

// askIdle asks for the status when it is time, and counts what stays unanswered.
func (o *owner) askIdle() error {
	if len(o.asked) > 0 && time.Since(o.askedAt) > o.patience() {
		o.miss()
	}
	if o.again && !o.seen.stops() {
		return o.probe()
	}
	if time.Since(o.askedAt) < o.every() {
		return nil
	}
	return o.ask()
}

func (o *owner) miss() {
	o.asked = nil
	o.misses++
	o.missed = true
}

// reopen opens the line afresh and keeps what is known of the printer: what the
// kernel still holds behind a wire must not come out later.
func (o *owner) reopen() error {
	_ = o.conn.Close() // it is thrown away; nothing could be done
	conn, err := o.open()
	if err != nil {
		return fmt.Errorf("open the printer's line: %w", err)
	}
	o.conn, o.ear, o.clear, o.asked = conn, ear{}, time.Time{}, nil
	o.on(conn)
	return nil
}

// silent tells that a printer which answered before has stopped to.
func (o *owner) silent() bool { return o.can.realtime && o.misses >= missesUntilSilent }

// gone tells a lost line from one that only took too long.
func gone(err error) bool { return err != nil && !errors.Is(err, devices.ErrTimeout) }
