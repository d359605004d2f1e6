package screen

import "station365/kiosk/flow"

// Filling picks the pages of card, form and look-up; nil if it is none.
func Filling(p Page) Screen {
	switch p.View.State {
	case flow.AwaitingCard:
		return AwaitingCard{p}
	case flow.ReadingCard:
		return ReadingCard{p}
	case flow.CardFailed:
		return CardFailed{p}
	case flow.CardNotValid:
		return CardNotValid{p}
	case flow.CardRead:
		return CardRead{p}
	case flow.Filling:
		if p.View.Question.Kind == "text" {
			return Writing{p}
		}
		return Question{p}
	case flow.Reviewing:
		return Reviewing{p}
	case flow.FindCase:
		return FindCase{p}
	case flow.EnterNumber:
		return EnterNumber{p}
	case flow.EnterCode:
		return EnterCode{p}
	}
	return nil
}
