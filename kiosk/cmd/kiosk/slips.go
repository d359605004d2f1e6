package main

import "station365/devices/printer"

// A receipt takes so many millimetres of the roll with its way to the knife: the mean
// of a registration's, a concern's and a reprint's, in both encodings.
const (
	slip80    = 211
	slip58    = 228
	slip180   = 240 // the same dots are larger, and a line takes fewer of them
	fewSlips  = 20  // so many are told one by one
	slipsStep = 10  // and more in tens: the mean is not truer than that
)

// slipLengths are by printer.width.
var slipLengths = map[string]int{"80mm": slip80, "58mm": slip58, "80mm-180dpi": slip180}

// slipsOf reckons how many receipts the roll still has; 0 is not known.
func slipsOf(p printer.Printer, width string) func() int {
	roll, counts := p.(interface{ PaperLeft() int })
	return func() int {
		if !counts {
			return 0
		}
		n := roll.PaperLeft() / slipLengths[width]
		if n > fewSlips {
			n -= n % slipsStep
		}
		return n
	}
}
