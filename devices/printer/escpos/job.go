package escpos

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"station365/devices/printer"
)

const (
	// askBetween is how often the status is asked for between two steps.
	askBetween = 300 * time.Millisecond
	// answerBusy is for clones that answer real-time questions only between two lines.
	answerBusy = 2 * time.Second
	// slowest is the feed of the slowest motor in the field, in mm per second.
	slowest = 50
	// ofDataSheet is the part of its data sheet's speed, in percent, that a motor is
	// trusted with: dense lines and a warm head slow it down, and a word too early is
	// worse than one too late.
	ofDataSheet = 80
	// slowestCut is a slow knife's way there and back.
	slowestCut = time.Second
	// lastWords is how long an answer may be under way when a job is given up.
	lastWords = 200 * time.Millisecond
)

// marker is a question behind a part of the job; its answer says that the part is
// on paper.
type marker struct {
	bytes    []byte
	answered func() bool
}

// do prints one job and always answers it.
func (o *owner) do(ctx context.Context, j *job) {
	if outcome, again := o.before(j.id); again { // the same job came from two sides
		j.done <- ending{outcome, nil}
		return
	}
	jctx, cancel := context.WithCancel(j.ctx)
	defer cancel()
	defer context.AfterFunc(ctx, cancel)() // the end of Run ends the job, too
	outcome, err := o.print(jctx, j)
	o.remember(j.id, outcome)
	o.tellSeen()
	o.opts.Logger.Info("receipt job ended", "job", j.id, "result", outcome.Result, "status", outcome.Status, "code", outcome.Code)
	j.done <- ending{outcome, err}
	o.keepRoll() // after the answer: nobody waits for the disk
}

func (o *owner) outcome(r printer.Result, s printer.Status, code string) printer.Outcome {
	return printer.Outcome{Result: r, Status: s, Code: code, Detail: details[code]}
}

// print is a job from the first question to the last answer.
func (o *owner) print(ctx context.Context, j *job) (printer.Outcome, error) {
	if err := o.prepare(); err != nil {
		return o.failed(err, nil)
	}
	if s, code := o.state(); o.silent() || o.seen.stops() {
		return o.outcome(printer.NotPrinted, s, code), nil
	}
	if ctx.Err() != nil {
		return o.cancelled(printer.NotPrinted, ctx.Err())
	}
	steps := encode(j.sheet, o.charset, o.drawsCodes())
	return o.transmit(ctx, steps)
}

// transmit sends the steps, the cut and what is asked behind them. The last ink is
// the point of no return: once it is handed over, a whole receipt may fall.
func (o *owner) transmit(ctx context.Context, steps []step) (printer.Outcome, error) {
	onPaper, cutOff := o.markers()
	marks := []*marker{onPaper, cutOff}
	begun, limit, last := time.Now(), o.limit(steps), lastInk(steps)
	o.missed = false
	o.torn = true // from the first byte until the knife
	for i, s := range steps {
		if i == last {
			s.bytes = join(s.bytes, onPaper.bytes)
		}
		if err := o.step(s.bytes); err != nil {
			if i < last {
				return o.failed(err, nil)
			}
			return o.failed(err, marks)
		}
		o.roll.fed(s.rows)
		if ctx.Err() != nil {
			return o.breakOff(ctx)
		}
	}
	if err := o.send(join(spacing(0), lineFeed, cutPaper, cutOff.bytes)); err != nil {
		return o.failed(err, marks)
	}
	o.roll.cut()
	return o.finish(ctx, marks, deadline{begun.Add(limit), later(begun.Add(limit/2), time.Now().Add(o.tail(steps)))})
}

// deadline is when a job must have ended, and when a printer that says nothing of
// it must have printed it.
type deadline struct{ confirmed, printed time.Time }

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// tail is how long the motor needs for what a printer may still hold when the last
// byte was handed over.
func (o *owner) tail(steps []step) time.Duration {
	const buffer = 4096
	bytes, rows := 0, 0
	for i := len(steps) - 1; i >= 0 && bytes < buffer; i-- {
		bytes, rows = bytes+len(steps[i].bytes), rows+steps[i].rows
	}
	return o.motor(rows) + o.knife()
}

// motor is how long so many rows of an eighth millimetre take.
func (o *owner) motor(rows int) time.Duration {
	const rowsPerMM = 8
	if o.opts.Speed == 0 {
		return time.Duration(rows) * time.Second / (rowsPerMM * slowest)
	}
	return time.Duration(rows) * 100 * time.Second / time.Duration(rowsPerMM*o.opts.Speed*ofDataSheet)
}

func (o *owner) knife() time.Duration { return cmp.Or(o.opts.Cut, slowestCut) }

func lastInk(steps []step) int {
	last := len(steps) - 1
	for last > 0 && !steps[last].ink {
		last--
	}
	return last
}

// prepare asks afresh before the first byte and clears what a job left behind.
func (o *owner) prepare() error {
	if o.can.realtime {
		if err := o.ask(); err != nil {
			return err
		}
		if err := o.listen(o.patience(), o.answered); err != nil {
			return err
		}
		if len(o.asked) > 0 {
			o.misses = missesUntilSilent
			return nil
		}
	}
	switch {
	case o.seen.stops():
		return nil
	case o.again || o.doubt:
		return o.probe()
	case o.torn:
		return o.mend()
	}
	return nil
}

func (o *owner) drawsCodes() bool {
	return o.opts.QR == QRNative || o.opts.QR == QRAsProbed && o.can.qr
}

// limit is how long a job may take before its silence means something: twice its
// way over the line and through the motor.
func (o *owner) limit(steps []step) time.Duration {
	bytes, rows := 0, 0
	for _, s := range steps {
		bytes, rows = bytes+len(s.bytes), rows+s.rows
	}
	line := time.Duration(bytes) * 10 * time.Second / time.Duration(o.opts.Baud)
	return 2 * (line + o.motor(rows) + o.knife())
}

// step sends one step, with a question before it when the last is old.
func (o *owner) step(b []byte) error {
	if err := o.askBusy(); err != nil {
		return err
	}
	return o.send(b)
}

// askBusy asks between two steps when the last answers are old. A busy printer gets
// more time: an answer that came after the next question would be taken for its.
func (o *owner) askBusy() error {
	age := time.Since(o.askedAt)
	if !o.can.realtime || age < askBetween || !o.answered() && age < answerBusy {
		return nil
	}
	return o.ask()
}

// markers are questions that this printer answers in the order of printing: one
// behind the last line, one behind the cut. Without such an ability they are empty.
func (o *owner) markers() (onPaper, cutOff *marker) {
	o.ids = map[string]bool{}
	one := func() *marker {
		switch {
		case o.can.processID:
			o.number = (o.number + 1) % 10000
			id := fmt.Sprintf("%04d", o.number)
			o.ids[id] = false
			return &marker{processID(id), func() bool { return o.ids[id] }}
		case o.can.ordered:
			o.ordered.asked++
			seq := o.ordered.asked
			return &marker{[]byte{0x1D, 'r', 1}, func() bool { return o.ordered.heard >= seq }}
		}
		return &marker{answered: never}
	}
	return one(), one()
}

// known tells whether the printer answers markers at all.
func (m *marker) known() bool { return len(m.bytes) > 0 }

// breakOff ends a job that the kiosk does not want any more: what is printed is cut.
func (o *owner) breakOff(ctx context.Context) (printer.Outcome, error) {
	if err := o.send(join(spacing(0), lineFeed, cutPaper)); err == nil {
		o.torn = false
		o.roll.cut()
	}
	return o.cancelled(printer.Indefinite, context.Cause(ctx))
}

func (o *owner) cancelled(r printer.Result, err error) (printer.Outcome, error) {
	s, _ := o.state()
	return o.outcome(r, s, codeCancelled), err
}

// failed ends a job that was stopped. marks are nil if its last ink was not handed
// over: then no whole receipt can have come out.
func (o *owner) failed(err error, marks []*marker) (printer.Outcome, error) {
	if !errors.Is(err, errStopped) && !errors.Is(err, errStuck) {
		return o.lineLost(marks)
	}
	if err := o.giveUp(marks); err != nil {
		return o.lineLost(marks)
	}
	s, code := o.state()
	if errors.Is(err, errStuck) && !o.seen.stops() {
		code = codeLineStuck
	}
	r := o.result(marks)
	if r == printer.Printed {
		code = ""
	}
	return o.outcome(r, s, code), nil
}

// lineLost ends a job whose line went away: what is in the printer is printed, and
// nobody hears of it.
func (o *owner) lineLost(marks []*marker) (printer.Outcome, error) {
	r := printer.NotPrinted
	if marks != nil {
		r = printer.Indefinite
	}
	return o.outcome(r, printer.Absent, codeLineLost), nil
}

// giveUp clears the printer's buffer, so that nothing comes out later, and hears
// what was still under way.
func (o *owner) giveUp(marks []*marker) error {
	o.held = false
	if o.opts.Flow == FlowRtsCts {
		if err := o.reopen(); err != nil {
			return err
		}
	}
	if err := o.put(clearAll); err != nil && !errors.Is(err, errStuck) {
		return err
	}
	err := o.listen(lastWords, func() bool { return o.result(marks) == printer.Printed })
	o.ordered.asked = o.ordered.heard // the rest of the questions was cleared
	return err
}

// result is what may be said of a job that was stopped and cleared.
func (o *owner) result(marks []*marker) printer.Result {
	switch {
	case marks == nil:
		return printer.NotPrinted
	case marks[1].answered():
		return printer.Printed
	case o.opts.Flow == FlowRtsCts:
		return printer.Indefinite // held by its wire, it takes the order to clear too late
	case marks[0].known() && !marks[0].answered():
		return printer.NotPrinted // its last line was not on paper, and the knife comes after it
	}
	return printer.Indefinite
}
