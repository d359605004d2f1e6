package screen

import "station365/kiosk/flow"

// Filling picks the pages of card, form and look-up; nil if it is none.
func Filling(p Page) Screen {
	switch p.View.State {
	case flow.Filling:
		return Question{p}
	}
	return nil
}
