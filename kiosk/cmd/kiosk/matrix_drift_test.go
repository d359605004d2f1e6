package main

import (
	"image"

	"station365/kiosk/ui/backend/routetest"
	"station365/kiosk/ui/kit"
)

// driftRow is a panel that feels fingers some 15 mm off: a technician mends it with
// five touches.
func driftRow() cell {
	var panel *routetest.Panel
	return cell{down: "touch drift", first: lacking{before: func(s *stand) {
		panel = routetest.NewPanel(s.t, s.config.Screen.Width, s.config.Screen.Height)
		s.config.Screen.Touch, s.config.Screen.Device = panel.Touches, panel.Frames
	}}, still: "all, after five touches of a technician", lost: "a press where it is meant, until then", do: func(s *stand) {
		wide := float32(s.config.Screen.Width)
		glass := kit.Panel{Width: wide, Height: float32(s.config.Screen.Height), PixelsPerMM: wide / float32(s.config.Screen.PanelMM)}
		finger := drifted{panel, float64(glass.PixelsPerMM)}
		put := func(on routetest.Route, name string) {
			s.t.Helper()
			s.settle()
			at := s.middle(name)
			on.Down(at.X, at.Y)
			on.Up(at.X, at.Y)
		}
		put(finger, "tool:size") // missed
		put(panel, "door:speak") // put where the panel feels it there
		s.sees("concern.who")

		s.stop()
		save := onProof(s.t, glass)
		ended := make(chan error, 1)
		go func() { _, err := measure(s.t.Context(), s.config, s.log.log()); ended <- err }()
		touchCrosses(s.t, finger, glass, save)
		if err := <-ended; err != nil {
			s.t.Fatal(err)
		}
		s.start(lacking{})
		s.home()
		put(finger, "tool:size")
		s.sees("look.title")
	}}
}

// middle is where a target lies.
func (s *stand) middle(name string) image.Point {
	s.t.Helper()
	for _, on := range s.kiosk.screen.glass.Describe().Targets {
		if on.Name == name {
			return on.Rect.Min.Add(on.Rect.Size().Div(2))
		}
	}
	s.t.Fatalf("there is no %s: %v", name, s.targets())
	return image.Point{}
}
