package printertest_test

import (
	"testing"

	"station365/devices/printer"
	"station365/devices/printer/printertest"
)

func TestPlayedPrinterKeepsTheContract(t *testing.T) {
	printertest.Conformance(t, func(t *testing.T, body func(*testing.T, printertest.Subject)) {
		p := printertest.NewPrinter()
		body(t, printertest.Subject{
			Printer: p, Slips: p.Slips, Settle: func() {},
			SetPaper: func(present bool) {
				if present {
					p.Set(printer.Outcome{Result: printer.Printed, Status: printer.Ready}, 0)
					return
				}
				p.Set(printer.Outcome{Result: printer.NotPrinted, Status: printer.NoPaper, Code: "P-03"}, 0)
			},
		})
	})
}
