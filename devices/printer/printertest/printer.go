// Package printertest has a played printer that catches pages, for the tests of
// those who use the contract. The conformance suite that drivers pass comes with
// the drivers.
package printertest

import (
	"context"
	"image"
	"sync"
	"time"

	"station365/devices"
	"station365/devices/printer"
)

// Printer is a printer without hardware: the test says how jobs end.
type Printer struct {
	mu      sync.Mutex
	outcome printer.Outcome
	takes   time.Duration
	jobs    []printer.Job
}

// NewPrinter makes a printer whose jobs are printed at once.
func NewPrinter() *Printer {
	return &Printer{outcome: printer.Outcome{Result: printer.Printed, Status: printer.Ready}}
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

// Print catches the job and ends as Set said.
func (p *Printer) Print(ctx context.Context, job printer.Job) (printer.Outcome, error) {
	p.mu.Lock()
	p.jobs = append(p.jobs, job)
	outcome, takes := p.outcome, p.takes
	p.mu.Unlock()
	select {
	case <-time.After(takes):
		return outcome, nil
	case <-ctx.Done():
		return printer.Outcome{Result: printer.Indefinite, Status: printer.Unknown}, ctx.Err()
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
