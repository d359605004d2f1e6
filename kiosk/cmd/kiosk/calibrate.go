package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"strconv"
	"sync"
	"syscall"
	"time"

	"station365/kiosk/flow"
	"station365/kiosk/ui/kit"
	pages "station365/kiosk/ui/screen"
)

const calibrateHelp = `kiosk calibrate: correct a touch panel that feels fingers where they are not

Stop the kiosk first. Five crosses are shown one after another; press the middle of each
and lift your finger. Then press the key that saves, which only a corrected finger finds.
Until then nothing is changed. kiosk run goes by it from its next start on.
Examples: kiosk calibrate --config /etc/station365/kiosk.toml
          kiosk calibrate --config /etc/station365/kiosk.toml --clear
Exit code 1 also says that nothing was pressed, or that a kiosk is running.`

const (
	// forACross is how long a technician may look for the finger's place: the kiosk
	// serves nobody meanwhile.
	forACross = 2 * time.Minute
	// forProof is how long the keys wait that only a corrected finger can press.
	forProof = 30 * time.Second
)

// Why a calibration ends without anything being changed.
var (
	errNothingPressed = errors.New("nothing was pressed: nothing is changed")
	errInterrupted    = errors.New("interrupted: nothing is changed")
)

// calibrate shows the crosses and keeps what comes of them.
func calibrate(flags *flag.FlagSet, args []string, out io.Writer) error {
	path := flags.String("config", "", "the configuration, a TOML file")
	clears := flags.Bool("clear", false, "take the calibration away and take touches as the panel tells them")
	if err := parse(flags, args, calibrateHelp); err != nil {
		return err
	}
	if *path == "" {
		return &usageError{"--config is missing: the path of the TOML file"}
	}
	c, err := readConfig(*path)
	if err != nil {
		return err
	}
	if c.Screen.Backend == "dock" {
		return errors.New("the demonstration's glass is a picture in a browser: it has no touch panel")
	}
	free, err := occupy(c.Kiosk.State)
	if err != nil {
		return err
	}
	defer func() { _ = free() }() // the end of the program does, too
	if *clears {
		if err := clearCalibration(c.Kiosk.State); err != nil {
			return err
		}
		fmt.Fprintln(out, "no calibration is in force: touches are taken as the panel tells them")
		return nil
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	found, err := measure(ctx, c, slog.New(slog.NewTextHandler(os.Stderr, nil)))
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "saved: touches are corrected from the next start of the kiosk on; at most %.1f mm off\n", found.OffMM)
	return nil
}

// measure shows the pages on the glass until a calibration is kept, or none will be.
// What is on the glass last says which.
func measure(ctx context.Context, c config, log *slog.Logger) (calibrated, error) {
	p, err := readPlace(c.Kiosk.Station)
	if err != nil {
		return calibrated{}, err
	}
	m := &measuring{now: time.Now, ended: make(chan measured, 1)}
	s, err := openScreen(c.Screen, m.touches, log)
	if err != nil {
		return calibrated{}, err
	}
	face := s.face(p.languages, func(flow.Event) {})
	m.begin(s, func(page pages.Calibration) {
		face.Calibrate(flow.Look{Scale: c.Screen.Type, Theme: string(kit.Light)}, page)
	})
	after, end := context.WithCancel(context.WithoutCancel(ctx))
	defer end()
	var around sync.WaitGroup
	defer func() { end(); around.Wait() }()
	around.Go(func() {
		if err := s.run(after); err != nil {
			m.end(measured{err: err})
		}
	})
	found, err := keepMeasured(c, m.await(ctx))
	if err != nil {
		m.close(pages.CalibrationUnchanged)
		return calibrated{}, err
	}
	m.close(pages.CalibrationStored)
	return found, nil
}

func keepMeasured(c config, m measured) (calibrated, error) {
	if m.err != nil {
		return calibrated{}, m.err
	}
	found := calibrated{Backend: c.Screen.Backend, Device: c.Screen.Touch, Width: c.Screen.Width, Height: c.Screen.Height, Turn: c.Screen.Turn,
		Numbers: m.numbers[:], OffMM: m.offMM, At: time.Now().UTC().Truncate(time.Second)}
	return found, writeCalibration(c.Kiosk.State, found)
}

func millimetres(mm float64) string { return strconv.FormatFloat(mm, 'f', 1, 64) }
