package screen

import "station365/kiosk/flow"

// Ending picks the pages from the confirmation on, and those that end a session;
// nil if it is none.
func Ending(p Page) Screen {
	switch p.View.State {
	case flow.Keeping:
		return Keeping{p}
	case flow.Printing:
		return Printing{p}
	case flow.Done:
		return Done{p}
	case flow.NotPrinted:
		return NotPrinted{p}
	case flow.NotKept:
		return NotKept{p}
	case flow.MyCases:
		return MyCases{p}
	case flow.CaseDetail:
		return CaseDetail{p}
	case flow.AskRestart:
		return AskRestart{p}
	case flow.IdleWarning:
		return IdleWarning{p}
	case flow.TakeCard:
		return TakeCard{p}
	}
	return nil
}
