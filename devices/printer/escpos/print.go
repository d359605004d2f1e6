package escpos

import (
	"context"

	"station365/devices/printer"
	"station365/devices/printer/typeset"
)

// job is handed to the goroutine that owns the line, which always answers.
type job struct {
	ctx   context.Context
	id    string
	sheet *typeset.Sheet
	done  chan ending // holds one
}

type ending struct {
	outcome printer.Outcome
	err     error
}

// Print hands the job to Run's goroutine and waits for its end. A job that came
// out, or may have come out, is not printed again: its first outcome is returned.
func (d *Dev) Print(ctx context.Context, j printer.Job) (printer.Outcome, error) {
	sheet, err := d.set(j.Page)
	if err != nil {
		return printer.Outcome{Result: printer.NotPrinted, Status: d.Status()}, err
	}
	if outcome, again := d.before(j.ID); again {
		return outcome, nil
	}
	handed := &job{ctx: ctx, id: j.ID, sheet: sheet, done: make(chan ending, 1)}
	select {
	case d.jobs <- handed:
		e := <-handed.done
		return e.outcome, e.err
	case <-ctx.Done():
		return printer.Outcome{Result: printer.NotPrinted, Status: d.Status(), Code: codeCancelled, Detail: details[codeCancelled]}, ctx.Err()
	}
}

func (d *Dev) before(id string) (printer.Outcome, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.ended.find(id)
}

func (d *Dev) remember(id string, o printer.Outcome) {
	if o.Result == printer.NotPrinted {
		return // may be tried again
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.ended.add(id, o)
}

// historySize is how many jobs are remembered: far more than a kiosk could ask for
// again within one session.
const historySize = 64

// history is the newest jobs that came out or may have.
type history []ended

type ended struct {
	id      string
	outcome printer.Outcome
}

func (h history) find(id string) (printer.Outcome, bool) {
	for _, e := range h {
		if e.id == id && id != "" {
			return e.outcome, true
		}
	}
	return printer.Outcome{}, false
}

func (h *history) add(id string, o printer.Outcome) {
	*h = append(*h, ended{id, o})
	if len(*h) > historySize {
		*h = (*h)[1:]
	}
}
