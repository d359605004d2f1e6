package line_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"station365/devices"
	"station365/devices/scanner"
	"station365/devices/scanner/line"
	"station365/devices/serial"
)

func TestCableOutWhileIdle_AbsentAndThenReadyAgain(t *testing.T) {
	onDesk(t, usual, func(d *desk) {
		d.unplug(devices.ErrGone)
		d.health(devices.Absent, "Q-01")
		d.quiet(time.Hour)
		d.plug()
		began := time.Now()

		d.health(devices.Ready, "")

		if took := time.Since(began); took > 2*time.Second {
			t.Errorf("back after %v", took)
		}
		d.show("after")
		d.scanned("after")
	})
}

func TestCableOutMidCode_HalfOfItIsNeverACode(t *testing.T) {
	onDesk(t, usual, func(d *desk) {
		if err := d.scanner.Half("S365/1/S2-0001-4/7F3AC21E"); err != nil {
			t.Fatal(err)
		}
		<-time.After(50 * time.Millisecond)
		d.unplug(devices.ErrGone)
		d.health(devices.Absent, "Q-01")
		d.plug()
		d.health(devices.Ready, "")

		d.show("whole")

		d.scanned("whole")
		d.tellsNothing("S2-0001")
	})
}

func TestPortHeldByAnotherProgramOrMisconfigured_IsTold(t *testing.T) {
	for _, c := range []struct {
		err   error
		state devices.State
		code  string
	}{
		{fmt.Errorf("open: %w", devices.ErrBusy), devices.Unknown, "Q-04"},
		{errors.New("inappropriate ioctl for device"), devices.Absent, "Q-08"},
	} {
		onDesk(t, usual, func(d *desk) {
			d.unplug(c.err)
			d.health(devices.Absent, "Q-01")
			d.health(c.state, c.code)
			d.quiet(time.Minute)
		})
	}
}

func TestAFormatThatNoScannerHasOpensNothing(t *testing.T) {
	told := make(chan scanner.Event, 1)
	dev := line.New(func() (serial.Conn, error) { t.Error("opened"); return nil, devices.ErrGone }, line.Opts{Format: line.Format{Suffix: "?"}})
	go func() { _ = dev.Run(t.Context(), func(e scanner.Event) { told <- e }) }()

	if e := <-told; e.Health.State != devices.Absent || e.Health.Code != "Q-08" {
		t.Errorf("%+v", e.Health)
	}
}

func TestEveryCodeOfATechnicianHasItsMeaningAndNextStep(t *testing.T) {
	for _, code := range []string{"Q-01", "Q-02", "Q-04", "Q-08", "Q-10", "Q-11", "Q-12", "Q-13", "Q-14", "Q-15"} {
		if meaning, next := line.Explain(code); meaning == "" || next == "" {
			t.Errorf("%s: %q, %q", code, meaning, next)
		}
	}
	if meaning, _ := line.Explain("Q-99"); meaning != "" {
		t.Errorf("an unknown code means %q", meaning)
	}
}
