package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"station365/kiosk/ui/backend"
	"station365/sync/wire"
)

// touchFile is where a calibration is kept, in the state directory.
const touchFile = "touch.json"

// mostOffMM is more than any measurement leaves; a file that says more is damaged.
const mostOffMM = 10

// calibrated is a touch panel's calibration as it is kept, with what it was made for.
type calibrated struct {
	Backend string    `json:"backend"` // the two routes feel a panel in different places
	Device  string    `json:"device"`
	Width   int       `json:"width"` // pixels of the glass
	Height  int       `json:"height"`
	Turn    int       `json:"turn"`
	Numbers []float64 `json:"numbers"` // the six of backend.Calibration
	OffMM   float64   `json:"offMM"`   // of the worst of the five touches
	At      time.Time `json:"at"`
}

// calibrateToMendIt is what to do about a calibration that cannot be used.
const calibrateToMendIt = "stop the kiosk and run kiosk calibrate; until then touches are taken as the panel tells them"

var (
	errNotCalibrated = errors.New("the touch panel is not calibrated")
	errDamaged       = errors.New("the calibration is damaged")
	errOtherGlass    = errors.New("the calibration was made for another glass")
)

// correct is what the calibration does to touches.
func (c calibrated) correct() backend.Calibration { return backend.Calibration(c.Numbers) }

// readCalibration reads the calibration of a glass. Without one it is
// errNotCalibrated.
func readCalibration(state string, c screenConfig) (calibrated, error) {
	path := filepath.Join(state, touchFile)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return calibrated{}, errNotCalibrated
	}
	if err != nil {
		return calibrated{}, fmt.Errorf("read the calibration: %w", err)
	}
	found, err := decodeCalibration(text)
	if err != nil {
		return calibrated{}, fmt.Errorf("%s: %w", path, err)
	}
	if found.Backend != c.Backend || found.Width != c.Width || found.Height != c.Height || found.Turn != c.Turn {
		return calibrated{}, fmt.Errorf("%s: %w: for %d × %d turned by %d on the %s, this is %d × %d turned by %d on the %s", path, errOtherGlass,
			found.Width, found.Height, found.Turn, found.Backend, c.Width, c.Height, c.Turn, c.Backend)
	}
	return found, nil
}

// decodeCalibration takes nothing but what writeCalibration wrote.
func decodeCalibration(text []byte) (calibrated, error) {
	var found calibrated
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&found); err != nil {
		return calibrated{}, fmt.Errorf("%w: %w", errDamaged, err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return calibrated{}, fmt.Errorf("%w: something stands behind it", errDamaged)
	}
	if want := len(backend.Calibration{}); len(found.Numbers) != want {
		return calibrated{}, fmt.Errorf("%w: it has %d numbers, not %d", errDamaged, len(found.Numbers), want)
	}
	if err := found.correct().Check(); err != nil {
		return calibrated{}, fmt.Errorf("%w: %w", errDamaged, err)
	}
	if found.Width <= 0 || found.Height <= 0 || found.At.IsZero() || !(found.OffMM >= 0 && found.OffMM <= mostOffMM) {
		return calibrated{}, fmt.Errorf("%w: it does not say what for, when or how exact", errDamaged)
	}
	return found, nil
}

// writeCalibration keeps a calibration: after a power cut the new one is there or the
// old one.
func writeCalibration(state string, c calibrated) error {
	return wire.WriteFile(filepath.Join(state, touchFile), c)
}

// clearCalibration takes the calibration away, if there is one.
func clearCalibration(state string) error {
	if err := os.Remove(filepath.Join(state, touchFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove the calibration: %w", err)
	}
	return nil
}

// correction is what the panel's touches go through before the finger feels them; nil
// for those of a panel that is right, or whose calibration cannot be used.
func correction(c config, log *slog.Logger) func(func(backend.Touch)) func(backend.Touch) {
	found, err := readCalibration(c.Kiosk.State, c.Screen)
	switch {
	case errors.Is(err, errNotCalibrated):
		return nil
	case err != nil:
		log.Error("the touch panel's calibration is not applied", "error", err, "to do", calibrateToMendIt)
		return nil
	}
	log.Info("touches are corrected", "off mm", found.OffMM, "calibrated", found.At)
	return found.correct().Touches
}

// sayCalibration tells the technician which calibration is in force.
func sayCalibration(out io.Writer, c config) {
	found, err := readCalibration(c.Kiosk.State, c.Screen)
	switch {
	case errors.Is(err, errNotCalibrated):
		fmt.Fprintf(out, "%-14s not calibrated: touches are taken as the panel tells them\n", "touch")
	case err != nil:
		report(out, "touch", err, calibrateToMendIt)
	default:
		fmt.Fprintf(out, "%-14s calibrated %s, at most %.1f mm off\n", "touch", found.At.Local().Format("2006-01-02 15:04"), found.OffMM)
		if c.Screen.Backend == "framebuffer" && found.Device != c.Screen.Touch {
			fmt.Fprintf(out, "%-14s to do: it was made on %s; if %s is another panel, calibrate it\n", "", found.Device, c.Screen.Touch)
		}
	}
}
