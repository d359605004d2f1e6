//go:build window

package main

import (
	"testing"

	"station365/kiosk/ui/backend/routetest"
)

func startWindowProgram(t testing.TB) *program {
	t.Helper()
	i, d := installWindow(t)
	return i.start(t, d)
}

// installWindow builds the window program for an X server of its own.
func installWindow(t testing.TB) (installed, *routetest.Display) {
	t.Helper()
	d := routetest.Start(t, "../../../build/services", wide, high)
	return install(t, "backend = \"window\"\n", []string{"-tags", "window"}, []string{"CGO_ENABLED=1", "DISPLAY=" + d.Name}), d
}

// Both programs go on the same visit; the window shows, pixel for pixel, what the
// framebuffer got.
func TestTheWindowProgramShowsAndDoesWhatTheStaticProgramDoes(t *testing.T) {
	static, window := startStaticProgram(t), startWindowProgram(t)
	shown := static.first()
	window.shows(t, "the first page", static)
	for _, l := range static.tour {
		static.press(l)
		window.press(l)

		shown = static.settled(shown, l.area)
		window.shows(t, "the page after "+l.name, static)
	}
}

// The X server's pointer goes where the drifted panel feels the finger; what mends it
// is the same.
func TestADriftedPanelOfAnXServerIsMendedByFiveTouches(t *testing.T) {
	i, d := installWindow(t)

	aDriftedPanelIsMended(t, i, d, startStaticProgram(t))
}
