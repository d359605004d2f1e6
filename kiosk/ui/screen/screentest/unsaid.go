package screentest

import (
	"slices"

	"station365/kiosk/flow"
)

// pointing are the samples in which a part of the housing is pointed to.
var pointing = []string{"awaiting-card", "card-failed", "take-card", "take-card-ask", "printing", "done", "not-printed-unknown", "find-case-scanner"}

// unsaid are the pointing samples of a housing of which nobody has said where it
// has its parts.
func unsaid(all []Sample) (out []Sample) {
	for _, s := range all {
		if slices.Contains(pointing, s.Name) {
			s.Name, s.View.Housing = s.Name+"-place-unsaid", flow.Housing{}
			out = append(out, s)
		}
	}
	return out
}
