package escpos

import (
	"context"

	"station365/devices/printer"
	"station365/devices/printer/typeset"
	"station365/devices/serial"
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
	d.handing.Add(1)
	d.wake()
	select {
	case d.jobs <- handed:
		d.handing.Add(-1)
		e := <-handed.done
		return e.outcome, e.err
	case <-ctx.Done():
		d.handing.Add(-1)
		return printer.Outcome{Result: printer.NotPrinted, Status: d.Status(), Code: codeCancelled, Detail: details[codeCancelled]}, ctx.Err()
	}
}

// wake has Run look for a job at once, if the line can be woken.
func (d *Dev) wake() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if w, ok := d.line.(serial.Waker); ok {
		w.Wake()
	}
}

// on notes which line is open, nil for none.
func (d *Dev) on(line serial.Conn) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.line = line
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
