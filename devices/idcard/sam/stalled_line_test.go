package sam_test

import (
	"context"
	"errors"
	"os"
	"sync"
	"testing"

	"station365/devices"
	"station365/devices/idcard"
	"station365/devices/idcard/sam"
	"station365/devices/idcard/sam/emulator"
	"station365/devices/serial"
	"station365/devices/serial/serialtest"
)

// The far side says stop (XOFF) and nothing more, on the kernel's own tty: the
// command is stuck in the line, which is noticed as silence, and the line opened
// anew goes on.
func TestTheLineIsStopped_UnknownAndReadyOnceItGoesOn(t *testing.T) {
	pty, err := serialtest.OpenPTY()
	if err != nil {
		t.Skipf("no pseudo terminals here: %v", err)
	}
	defer pty.Close()
	dev := sam.New(serial.Opener(serial.Opts{Path: pty.Path, Baud: 115200, Flow: serial.XonXoff}), sam.Opts{Port: pty.Path})
	ctx, cancel := context.WithCancel(t.Context())
	events := make(chan idcard.Event, 64)
	var running sync.WaitGroup
	running.Go(func() { _ = dev.Run(ctx, func(e idcard.Event) { events <- e }) })
	defer func() { cancel(); running.Wait() }()
	becomes(t, events, devices.Starting)
	if _, err := pty.Device.Write([]byte{0x13}); err != nil {
		t.Fatal(err)
	}
	becomes(t, events, devices.Unknown)

	module, stop := context.WithCancel(t.Context())
	r := emulator.New(emulator.Opts{})
	running.Go(func() {
		if err := r.Run(module, pty.Device); !errors.Is(err, context.Canceled) && !errors.Is(err, os.ErrClosed) {
			t.Errorf("emulator: %v", err)
		}
	})
	defer stop()

	becomes(t, events, devices.Ready)
}
