package screentest

import "station365/kiosk/ui/screen"

// CalibrationSample is the technician's page in one situation.
type CalibrationSample struct {
	Name string
	Page screen.Calibration
}

// CalibrationSamples are the technician's page at every stage.
func CalibrationSamples() []CalibrationSample {
	done := func(n int) (all [5]bool) {
		for i := range n {
			all[i] = true
		}
		return all
	}
	nothing := func() {}
	proving := screen.Calibration{Stage: screen.CalibrationProving, Off: "1.4", Left: 27, Save: nothing, Again: nothing}
	return []CalibrationSample{
		{"calibration", screen.Calibration{}},
		{"calibration-third", screen.Calibration{Due: 2, Done: done(2)}},
		{"calibration-middle", screen.Calibration{Due: 4, Done: done(4)}},
		{"calibration-moved", screen.Calibration{Due: 1, Done: done(1), Trouble: "technician.moved"}},
		{"calibration-astray", screen.Calibration{Due: 4, Done: done(4), Trouble: "technician.astray"}},
		{"calibration-loose", screen.Calibration{Trouble: "technician.loose", Off: "12.5"}},
		{"calibration-proving", proving},
		{"calibration-stored", screen.Calibration{Stage: screen.CalibrationStored}},
		{"calibration-unchanged", screen.Calibration{Stage: screen.CalibrationUnchanged}},
	}
}
