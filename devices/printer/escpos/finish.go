package escpos

import (
	"context"
	"time"

	"station365/devices/printer"
)

// finish waits for the printer's word that the job is on paper, by the best way it
// has: a marker's answer, else real-time answers, else none.
func (o *owner) finish(ctx context.Context, marks []*marker, begun time.Time, limit time.Duration) (printer.Outcome, error) {
	var err error
	switch {
	case marks[1].known():
		err = o.await(ctx, marks[1].answered, begun.Add(limit))
	case o.can.realtime:
		return o.watch(ctx, begun.Add(limit/2))
	default:
		return o.sentBlind(ctx, begun.Add(limit/2))
	}
	switch {
	case err != nil:
		return o.failed(err, marks)
	case marks[1].answered():
		o.torn = false
		s, _ := o.state()
		return o.outcome(printer.Printed, s, ""), nil
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
	if err := o.listen(answerWithin, o.answered); err != nil {
		return o.failed(err, marks)
	}
	switch {
	case o.seen.stops():
		return o.failed(errStopped, marks)
	case !o.answered() || o.held:
		return o.unheard()
	}
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

// unheard ends a job that was sent whole and never confirmed. Nothing is cleared: it
// may be coming out.
func (o *owner) unheard() (printer.Outcome, error) {
	o.torn = false
	s, code := o.state()
	if code == "" || code == codePaperLow {
		code = codeNoWord
	}
	return o.outcome(printer.Indefinite, s, code), nil
}
