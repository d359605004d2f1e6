//go:build window

package backend

import (
	"image"
	"testing"

	"station365/kiosk/ui/backend/windowtest"
)

// windowRoute is a window on an X server of the test's own.
type windowRoute struct{ display *windowtest.Display }

func (r windowRoute) feel(touch Touch) {
	switch touch.Kind {
	case Down:
		r.display.Down(touch.X, touch.Y)
	case Move:
		r.display.Move(touch.X, touch.Y)
	case Up:
		r.display.Up(touch.X, touch.Y)
	}
}

func (r windowRoute) picture() *image.RGBA { return r.display.Picture() }

func startWindow(t *testing.T) *subject {
	t.Helper()
	d := windowtest.Start(t, "../../../build/services", subjectSize.X, subjectSize.Y)
	s := start(t, "window", "DISPLAY="+d.Name)
	s.route = windowRoute{d}
	s.await("shown")
	return s
}

func TestARealWindow_PressesAsPromised(t *testing.T) {
	theRouteKeepsItsPromise(t, startWindow(t))
}

func TestARealWindow_ShowsThePaintersFrames(t *testing.T) {
	theRouteShowsThePaintersFrames(t, startWindow(t))
}
