package sam_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/synctest"

	"station365/devices"
	"station365/devices/idcard"
	"station365/devices/idcard/sam"
	"station365/devices/serial"
	"station365/devices/serial/serialtest"
)

// Each dialogue is played to its last byte; then the cable is out.
func TestDialoguesAreHeldAsTheyAreWrittenDown(t *testing.T) {
	begun := []string{"health-changed starting", "health-changed ready"}
	for name, want := range map[string][]string{
		"power-up.txt":    begun,
		"heard-wrong.txt": begun,
		"reset.txt":       begun,
		"read-failed.txt": append(begun[:2:2], "card-placed ", "card-failed R-41"),
		"reading.txt":     append(begun[:2:2], "card-placed ", "card-read 李秀芸"),
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				got := play(t, filepath.Join("testdata", name))

				if want = append(want, "health-changed absent"); !slices.Equal(got, want) {
					t.Errorf("%q, want %q", got, want)
				}
			})
		})
	}
}

// play runs the driver against a dialogue and says what it reported.
func play(t *testing.T, path string) (reported []string) {
	t.Helper()
	script, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer script.Close()
	line := serialtest.Play(t, script)
	opened := false
	dev := sam.New(func() (serial.Conn, error) {
		if opened {
			return nil, devices.ErrGone
		}
		opened = true
		return line, nil
	}, sam.Opts{Port: path})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()

	err = dev.Run(ctx, func(e idcard.Event) {
		word := e.Code + string(e.Health.State)
		if e.Card != nil {
			word = e.Card.Name.Reveal()
		}
		reported = append(reported, string(e.Kind)+" "+word)
		if e.Health.State == devices.Absent {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("Run returned %v", err)
	}
	return reported
}
