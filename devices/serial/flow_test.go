package serial_test

import (
	"bytes"
	"errors"
	"os"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"station365/devices"
	"station365/devices/serial"
)

// settings are what the kernel says of a port that is open.
func settings(t *testing.T, path string) *unix.Termios {
	t.Helper()
	node, err := os.OpenFile(path, os.O_RDWR|unix.O_NOCTTY|unix.O_NONBLOCK, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer node.Close()
	s, err := unix.IoctlGetTermios(int(node.Fd()), unix.TCGETS)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func openWith(t *testing.T, o serial.Opts) serial.Conn {
	t.Helper()
	o.Baud = 115200
	c, err := serial.Opener(o)()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func TestFlowControlStandsInThePortsSettings(t *testing.T) {
	for _, c := range []struct {
		flow           serial.Flow
		software, wire bool
	}{
		{serial.NoFlow, false, false},
		{serial.XonXoff, true, false},
		{serial.RtsCts, false, true},
		{serial.NoFlow, false, false},
	} {
		_, path := port(t)
		line := openWith(t, serial.Opts{Path: path, Flow: c.flow})

		s := settings(t, path)

		software, wire := s.Iflag&unix.IXON != 0, s.Cflag&unix.CRTSCTS != 0
		if software != c.software || wire != c.wire || s.Iflag&(unix.IXOFF|unix.IXANY) != 0 {
			t.Errorf("%q: software %v, wire %v, input flags %x", c.flow, software, wire, s.Iflag)
		}
		if software && (s.Cc[unix.VSTART] != 0x11 || s.Cc[unix.VSTOP] != 0x13) {
			t.Errorf("%q: goes on at %x, stops at %x", c.flow, s.Cc[unix.VSTART], s.Cc[unix.VSTOP])
		}
		_ = line.Close()
	}
}

func TestAKindOfFlowControlThatDoesNotExistIsAMistakeOfConfiguration(t *testing.T) {
	_, path := port(t)

	_, err := serial.Opener(serial.Opts{Path: path, Baud: 9600, Flow: "smoke"})()

	if err == nil || errors.Is(err, devices.ErrGone) || errors.Is(err, devices.ErrBusy) {
		t.Errorf("opened with %v", err)
	}
}

func TestTheDeviceSaysStop_TheStallIsNoticedAndEndsWithGoOn(t *testing.T) {
	device, path := port(t)
	line := openWith(t, serial.Opts{Path: path, Flow: serial.XonXoff})
	say(t, device, 0x13)

	stalled(t, device, line)
	say(t, device, 0x11, 'k')

	// What is received after the byte that lets us go on shows that it has come.
	if got := receive(t, line, 1); !bytes.Equal(got, []byte{'k'}) {
		t.Errorf("received %x: the two bytes are not for the driver", got)
	}
	if n, err := line.Send([]byte("on"), patience); n != 2 || err != nil {
		t.Errorf("%d, %v after go on", n, err)
	}
}

func TestALineLeftStoppedGoesOnWhenItIsOpenedAnew(t *testing.T) {
	device, path := port(t)
	line := openWith(t, serial.Opts{Path: path, Flow: serial.XonXoff})
	say(t, device, 0x13)
	stalled(t, device, line)
	if err := line.Close(); err != nil {
		t.Fatal(err)
	}

	again := openWith(t, serial.Opts{Path: path, Flow: serial.XonXoff})

	if n, err := again.Send([]byte("on"), patience); n != 2 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
}

func say(t *testing.T, device *os.File, b ...byte) {
	t.Helper()
	if _, err := device.Write(b); err != nil {
		t.Fatal(err)
	}
}

// stalled sends until the line takes nothing more. The device takes each byte out,
// so that it is not for want of room.
func stalled(t *testing.T, device *os.File, line serial.Conn) {
	t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); {
		n, err := line.Send([]byte{'x'}, 100*time.Millisecond)
		if errors.Is(err, devices.ErrTimeout) && n == 0 {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, err := readFull(device, make([]byte, n)); err != nil {
			t.Fatal(err)
		}
	}
	t.Fatal("a line that was told to stop still takes everything")
}
