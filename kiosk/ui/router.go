package ui

import (
	"station365/kiosk/ui/screen"
)

// pageOf picks the page of a state. There is no way back in it: a history would
// keep personal data.
func pageOf(p screen.Page) screen.Screen {
	for _, pick := range []func(screen.Page) screen.Screen{screen.Arriving, screen.Filling, screen.Ending} {
		if s := pick(p); s != nil {
			return s
		}
	}
	return screen.Home{Page: p}
}
