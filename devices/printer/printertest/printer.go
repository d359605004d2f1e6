// Package printertest has what tests of printers share: a played printer that
// catches pages, for those who use the contract, the conformance suite that every
// implementation passes, the played one too, and a reader of written-down pages.
package printertest

import (
	"context"
	"errors"
	"image"
	"sync"
	"time"

	"station365/devices"
	"station365/devices/printer"
)

// Printer is a printer without hardware: the test says how jobs end.
type Printer struct {
	turn    chan struct{} // one job at a time
	mu      sync.Mutex
	outcome printer.Outcome
	takes   time.Duration
	jobs    []printer.Job
	printed int
	ended   map[string]printer.Outcome
}

// NewPrinter makes a printer whose jobs are printed at once.
func NewPrinter() *Printer {
	return &Printer{outcome: printer.Outcome{Result: printer.Printed, Status: printer.Ready}, ended: map[string]printer.Outcome{}, turn: make(chan struct{}, 1)}
}

// Set says how the jobs from now on end, and how long they take.
func (p *Printer) Set(o printer.Outcome, takes time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.outcome, p.takes = o, takes
}

// Jobs lists every job that was begun.
func (p *Printer) Jobs() []printer.Job {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]printer.Job(nil), p.jobs...)
}

// Run waits until ctx ends: nothing changes by itself.
func (p *Printer) Run(ctx context.Context, _ func(printer.Status, devices.Health)) error {
	<-ctx.Done()
	return ctx.Err()
}

// Slips is how many jobs came out.
func (p *Printer) Slips() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.printed
}

// errEmptyBlock refuses a page as a driver would.
var errEmptyBlock = errors.New("a block has nothing in it")

// Print catches the job and ends as Set said. As with every printer, a job that
// came out, or may have, is not begun again.
func (p *Printer) Print(ctx context.Context, job printer.Job) (printer.Outcome, error) {
	for _, b := range job.Page.Blocks {
		if b == (printer.Block{}) {
			return printer.Outcome{Result: printer.NotPrinted, Status: p.Status()}, errEmptyBlock
		}
	}
	if ctx.Err() != nil {
		return printer.Outcome{Result: printer.NotPrinted, Status: p.Status()}, ctx.Err()
	}
	select {
	case p.turn <- struct{}{}:
		defer func() { <-p.turn }()
	case <-ctx.Done():
		return printer.Outcome{Result: printer.NotPrinted, Status: p.Status()}, ctx.Err()
	}
	outcome, takes, again := p.begin(job)
	if again {
		return outcome, nil
	}
	select {
	case <-time.After(takes):
	case <-ctx.Done():
		outcome = printer.Outcome{Result: printer.Indefinite, Status: printer.Unknown}
	}
	p.end(job.ID, outcome)
	return outcome, ctx.Err()
}

func (p *Printer) begin(job printer.Job) (outcome printer.Outcome, takes time.Duration, again bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if before, ok := p.ended[job.ID]; ok {
		return before, 0, true
	}
	p.jobs = append(p.jobs, job)
	return p.outcome, p.takes, false
}

func (p *Printer) end(id string, o printer.Outcome) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if o.Result == printer.Printed {
		p.printed++
	}
	if o.Result != printer.NotPrinted && id != "" {
		p.ended[id] = o
	}
}

// Status is what Set said.
func (p *Printer) Status() printer.Status {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.outcome.Status
}

// Preview is a blank slip.
func (p *Printer) Preview(printer.Page) (image.Image, error) {
	return image.NewGray(image.Rect(0, 0, 1, 1)), nil
}

// String names it in logs.
func (p *Printer) String() string { return "played printer" }
