package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"station365/kiosk/ui/backend"
)

// sampleCalibration mends a panel of a glass that feels fingers 40 pixels off.
func sampleCalibration(c screenConfig) calibrated {
	return calibrated{Backend: c.Backend, Device: c.Touch, Width: c.Width, Height: c.Height, Turn: c.Turn,
		Numbers: []float64{1, 0, -40, 0, 1, -40}, OffMM: 1.2, At: time.Date(2026, 11, 25, 9, 30, 0, 0, time.UTC)}
}

// withCalibration is a kiosk whose state has this calibration.
func withCalibration(t *testing.T, change func(*calibrated)) config {
	t.Helper()
	c := bare(t)
	if err := os.MkdirAll(c.Kiosk.State, 0o700); err != nil {
		t.Fatal(err)
	}
	found := sampleCalibration(c.Screen)
	change(&found)
	if err := writeCalibration(c.Kiosk.State, found); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestACalibrationIsAppliedToTheGlassItWasMadeFor(t *testing.T) {
	c, d := withCalibration(t, func(*calibrated) {}), &diary{}

	var got []image.Point
	correct := correction(c, d.log())
	if correct == nil {
		t.Fatalf("it is not applied:\n%s", d)
	}
	correct(func(felt backend.Touch) { got = append(got, image.Pt(felt.X, felt.Y)) })(backend.Touch{X: 140, Y: 240, Kind: backend.Down})

	if len(got) != 1 || got[0] != image.Pt(100, 200) {
		t.Errorf("a finger felt at 140, 240 is taken to %v", got)
	}
}

func TestACalibrationForAnotherGlassIsNotApplied_AndWhatToDoIsSaid(t *testing.T) {
	for name, change := range map[string]func(*calibrated){
		"size":    func(c *calibrated) { c.Width, c.Height = c.Height, c.Width },
		"turn":    func(c *calibrated) { c.Turn = 90 },
		"route":   func(c *calibrated) { c.Backend = "window" },
		"damaged": func(c *calibrated) { c.Numbers = []float64{1, 0, 0, 2, 0, 0} },
	} {
		c, d := withCalibration(t, change), &diary{}
		var said bytes.Buffer

		correct := correction(c, d.log())
		sayCalibration(&said, c)

		if correct != nil {
			t.Errorf("%s: it is applied", name)
		}
		for who, text := range map[string]string{"the log": d.String(), "kiosk check": said.String()} {
			if !strings.Contains(text, touchFile) || !strings.Contains(text, "kiosk calibrate") {
				t.Errorf("%s: %s says %s", name, who, text)
			}
		}
	}
}

func TestCheckSaysWhichCalibrationIsInForce(t *testing.T) {
	var none, some, other bytes.Buffer
	sayCalibration(&none, bare(t))
	sayCalibration(&some, withCalibration(t, func(*calibrated) {}))
	sayCalibration(&other, withCalibration(t, func(c *calibrated) { c.Device = "/dev/input/event7" }))

	if !strings.Contains(none.String(), "not calibrated") {
		t.Errorf("without one: %s", none.String())
	}
	if text := some.String(); !strings.Contains(text, "2026-11-25") || !strings.Contains(text, "1.2 mm") {
		t.Errorf("with one: %s", text)
	}
	if text := other.String(); !strings.Contains(text, "/dev/input/event7") {
		t.Errorf("with one of another panel: %s", text)
	}
}

func TestClearTakesTheCalibrationAway(t *testing.T) {
	path := write(t, good)
	state := filepath.Join(filepath.Dir(path), "kiosk")
	c := must[config](t)(readConfig(path))
	if err := os.MkdirAll(state, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := writeCalibration(state, sampleCalibration(c.Screen)); err != nil {
		t.Fatal(err)
	}

	code, out, errOut := call("calibrate", "--config", path, "--clear")
	again, _, _ := call("calibrate", "--config", path, "--clear")

	if _, err := readCalibration(state, c.Screen); !errors.Is(err, errNotCalibrated) || code != exitOK || again != exitOK {
		t.Errorf("exit %d, then %d, in force: %v\n%s%s", code, again, err, out, errOut)
	}
}

func TestCalibrateIsRefusedWhileAKioskIsAtWork(t *testing.T) {
	path := write(t, good)
	free, err := occupy(filepath.Join(filepath.Dir(path), "kiosk"))
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"calibrate", "--config", path}, {"calibrate", "--config", path, "--clear"}} {
		if code, _, text := call(args...); code != exitFailed || !strings.Contains(text, "stop it first") {
			t.Errorf("kiosk %v: exit %d, %s", args, code, text)
		}
	}
	if err := free(); err != nil {
		t.Fatal(err)
	}
}

// Whatever stands in the file, what is taken from it is a calibration that a panel can
// need, and the same when it is written again.
func FuzzTouchFile(f *testing.F) {
	sample, err := json.Marshal(sampleCalibration(screenConfig{Backend: "framebuffer", Width: 1080, Height: 1920}))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sample)
	f.Add(sample[:len(sample)/2])
	f.Add(append(sample[:len(sample):len(sample)], '{'))
	f.Add([]byte(`{"backend":"window","width":1,"height":1,"numbers":[1e300,0,0,0,1,0],"offMM":1,"at":"2026-11-25T09:30:00Z"}`))
	f.Add([]byte(`{"numbers":[1,0,0,0,1]}`))
	f.Add([]byte(`null`))
	f.Fuzz(func(t *testing.T, text []byte) {
		found, err := decodeCalibration(text)
		if err != nil {
			if !errors.Is(err, errDamaged) {
				t.Fatalf("refused without a reason: %v", err)
			}
			return
		}
		if err := found.correct().Check(); err != nil {
			t.Fatal(err)
		}
		again, err := json.Marshal(found)
		if err != nil {
			t.Fatal(err)
		}
		if second, err := decodeCalibration(again); err != nil || second.correct() != found.correct() {
			t.Fatalf("written again it is %v, %v", second, err)
		}
	})
}
