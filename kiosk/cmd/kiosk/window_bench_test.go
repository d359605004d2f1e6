//go:build window

package main

import (
	"testing"

	"station365/kiosk/ui/backend/routetest"
)

func BenchmarkWindowTouchToFrame(b *testing.B) { touchToFrame(b, startWindowProgram(b)) }
func BenchmarkWindowIdleProgram(b *testing.B)  { idleProgram(b, startWindowProgram(b)) }

// BenchmarkWindowFiveHundredSessions is FiveHundredSessions in a window of OpenGL in
// software, whose own libraries are in the figure. A process has one window: it can
// be run once.
func BenchmarkWindowFiveHundredSessions(b *testing.B) {
	b.Setenv("DISPLAY", routetest.Start(b, "../../../build/services", wide, high).Name)
	fiveHundredSessions(b, "window")
}
