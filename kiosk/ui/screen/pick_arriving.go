package screen

import "station365/kiosk/flow"

// Arriving picks the pages before a card and beside the way; nil if it is none.
func Arriving(p Page) Screen {
	switch p.View.State {
	case flow.Welcome:
		return Welcome{p}
	case flow.Home:
		return Home{p}
	case flow.Matters:
		return Matters{p}
	case flow.FlowCard:
		return FlowCard{p}
	case flow.Notice:
		return Notice{p}
	case flow.WhereTo:
		return WhereTo{p}
	case flow.Help:
		return Help{p}
	case flow.CallBack:
		return CallBack{p}
	case flow.SizeAndColour:
		return SizeAndColour{p}
	}
	return nil
}
