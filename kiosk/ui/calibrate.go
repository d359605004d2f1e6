package ui

import (
	"station365/kiosk/flow"
	"station365/kiosk/ui/screen"
)

// Calibrate shows the technician's page, from any goroutine, as Show shows a visit's.
func (u *UI) Calibrate(l flow.Look, c screen.Calibration) {
	u.opts.Glass.Do(func() {
		c.Kit = u.kit(l)
		drawing := c.Build()
		if n := len(drawing.Faults); n > 0 {
			u.opts.Logger.Warn("the technician's page does not fit", "stage", c.Stage, "faults", drawing.Faults)
		}
		u.opts.Glass.SetContent(drawing.Object())
	})
}
