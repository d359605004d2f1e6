//go:build window

package backend

import (
	"testing"

	"station365/kiosk/ui/backend/routetest"
)

func startWindow(t *testing.T) *subject {
	t.Helper()
	d := routetest.Start(t, "../../../build/services", subjectSize.X, subjectSize.Y)
	s := start(t, "window", "DISPLAY="+d.Name)
	s.route = d
	s.await("shown")
	return s
}

func TestARealWindow_PressesAsPromised(t *testing.T) {
	theRouteKeepsItsPromise(t, startWindow(t))
}

func TestARealWindow_ShowsThePaintersFrames(t *testing.T) {
	theRouteShowsThePaintersFrames(t, startWindow(t))
}
