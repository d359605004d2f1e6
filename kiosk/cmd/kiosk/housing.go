package main

import (
	"fmt"
	"slices"

	"station365/kiosk/flow"
)

// housing is what the pages may say of where things are.
func (c config) housing() flow.Housing {
	return flow.Housing{Reader: flow.Place(c.Reader.Place), Printer: flow.Place(c.Printer.Place), Scanner: flow.Place(c.Scanner.Place)}
}

// checkPlaces takes nothing for a place that nobody has said.
func (e *configError) checkPlaces(h flow.Housing) {
	places := []flow.Place{flow.Below, flow.BelowLeft, flow.BelowRight, flow.Left, flow.Right}
	for key, at := range map[string]flow.Place{"reader.place": h.Reader, "printer.place": h.Printer, "scanner.place": h.Scanner} {
		if at != "" && !slices.Contains(places, at) {
			e.add(key, fmt.Sprintf("%q", at), "below, below-left, below-right, left, right, or nothing")
		}
	}
}
