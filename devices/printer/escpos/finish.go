package escpos

import (
	"context"
	"time"

	"station365/devices/printer"
)

// finish waits for the printer's word that the job is on paper, by the best way it
// has: a marker's answer, else real-time answers, else none.
func (o *owner) finish(ctx context.Context, marks []*marker, by deadline) (printer.Outcome, error) {
	var err error
	switch {
	case marks[1].known():
		err = o.await(ctx, marks[1].answered, by.confirmed)
	case o.can.realtime:
		return o.watch(ctx, by.printed)
	default:
		return o.sentBlind(ctx, by.printed)
	}
	switch {
	case err != nil:
		return o.failed(err, marks)
	case marks[1].answered():
		return o.printed()
	case ctx.Err() != nil:
		o.torn = false
		return o.cancelled(printer.Indefinite, ctx.Err())
	}
	return o.unheard()
}

// await hears answers until enough or until the time is up. A printer that stops
// meanwhile is an error.
func (o *owner) await(ctx context.Context, enough func() bool, until time.Time) error {
	for !enough() && time.Now().Before(until) && ctx.Err() == nil {
		if err := o.askBusy(); err != nil {
			return err
		}
		if err := o.hear(lookEvery); err != nil {
			return err
		}
		o.tellSeen()
		if !enough() && o.seen.stops() {
			return errStopped
		}
	}
	return nil
}

// watch is for printers that answer only in real time: a healthy answer after the
// time that printing takes is the best they can say.
func (o *owner) watch(ctx context.Context, printed time.Time) (printer.Outcome, error) {
	marks := []*marker{{answered: never}, {answered: never}}
	if err := o.await(ctx, never, printed); err != nil {
		return o.failed(err, marks)
	}
	o.torn = false
	if ctx.Err() != nil {
		return o.cancelled(printer.Indefinite, ctx.Err())
	}
	if err := o.ask(); err != nil {
		return o.failed(err, marks)
	}
	if err := o.listen(o.patience(), o.answered); err != nil {
		return o.failed(err, marks)
	}
	switch {
	case o.seen.stops():
		return o.failed(errStopped, marks)
	case !o.answered() || o.held:
		return o.unheard()
	}
	return o.printed()
}

// printed ends a job that the printer has confirmed, if it was awake all the time:
// one that lost its power in the middle confirms the end without having the rest.
func (o *owner) printed() (printer.Outcome, error) {
	if o.can.realtime {
		if err := o.listen(answerBusy, o.answered); err != nil || !o.answered() {
			return o.unheard()
		}
	}
	if o.missed {
		return o.unheard()
	}
	o.torn = false
	s, _ := o.state()
	return o.outcome(printer.Printed, s, ""), nil
}

func never() bool { return false }

// sentBlind is for printers that never answer: the paper is given its time.
func (o *owner) sentBlind(ctx context.Context, printed time.Time) (printer.Outcome, error) {
	marks := []*marker{{answered: never}, {answered: never}}
	if err := o.await(ctx, never, printed); err != nil {
		return o.failed(err, marks)
	}
	o.torn = false
	if ctx.Err() != nil {
		return o.cancelled(printer.Indefinite, ctx.Err())
	}
	s, code := o.state()
	return o.outcome(printer.Indefinite, s, code), nil
}

// unheard ends a job that was sent whole and never confirmed. It may still come out,
// so it is cleared only before the next job, and the printer is asked anew what it
// can: perhaps it was off for a moment.
func (o *owner) unheard() (printer.Outcome, error) {
	o.torn, o.doubt = true, true
	s, code := o.state()
	if code == "" || code == codePaperLow {
		code = codeNoWord
	}
	return o.outcome(printer.Indefinite, s, code), nil
}
