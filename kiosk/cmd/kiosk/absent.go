package main

import (
	"context"
	"errors"
	"image"

	"station365/devices"
	"station365/devices/idcard"
	"station365/devices/printer"
)

// noReader stands where the configuration says that there is no card reader: it
// is absent and never speaks.
type noReader struct{}

// Run says once that it is absent.
func (noReader) Run(ctx context.Context, emit func(idcard.Event)) error {
	emit(idcard.Event{Kind: idcard.HealthChanged, Health: devices.Health{Device: "reader", State: devices.Absent, Detail: "none is configured"}})
	<-ctx.Done()
	return ctx.Err()
}

func (noReader) Again()         {}
func (noReader) Presence() bool { return false }
func (noReader) String() string { return "none" }

// noPrinter is the same for a printer: every job ends as not printed.
type noPrinter struct{}

// Run says once that it is absent.
func (noPrinter) Run(ctx context.Context, changed func(printer.Status, devices.Health)) error {
	changed(printer.Absent, devices.Health{Device: "printer", State: devices.Absent, Detail: "none is configured"})
	<-ctx.Done()
	return ctx.Err()
}

// Print prints nothing and says so.
func (noPrinter) Print(context.Context, printer.Job) (printer.Outcome, error) {
	return printer.Outcome{Result: printer.NotPrinted, Status: printer.Absent, Code: "P-00", Detail: "none is configured"}, nil
}

// errNoPaper is a preview of paper that nobody has.
var errNoPaper = errors.New("no printer is configured: no paper to show")

func (noPrinter) Status() printer.Status                    { return printer.Absent }
func (noPrinter) Preview(printer.Page) (image.Image, error) { return nil, errNoPaper }
func (noPrinter) String() string                            { return "none" }
