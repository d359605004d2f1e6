package serial_test

import (
	"errors"
	"testing"
	"time"

	"station365/devices"
	"station365/devices/serial"
	"station365/devices/serial/serialtest"
)

// wakeable are lines that are Wakers, with what the device says on them.
func wakeable(t *testing.T) map[string]struct {
	line serial.Conn
	say  func([]byte) (int, error)
} {
	t.Helper()
	device, path := port(t)
	near, far := serialtest.Pipe()
	t.Cleanup(func() { _ = near.Close() })
	return map[string]struct {
		line serial.Conn
		say  func([]byte) (int, error)
	}{
		"terminal": {openWith(t, serial.Opts{Path: path}), device.Write},
		"pipe":     {near, far.Write},
	}
}

func TestReceiveIsWoken_TheRunningOneOrTheNext(t *testing.T) {
	for name, c := range wakeable(t) {
		done := make(chan error)
		go func() {
			for range 2 {
				_, err := c.line.Receive(make([]byte, 8), time.Minute)
				done <- err
			}
		}()
		for range 2 {
			c.line.(serial.Waker).Wake()
			select {
			case err := <-done:
				if !errors.Is(err, devices.ErrTimeout) {
					t.Errorf("%s: %v", name, err)
				}
			case <-time.After(10 * time.Second):
				t.Fatalf("%s: it sleeps on", name)
			}
		}
	}
}

func TestLineThatWasWokenLosesNothing(t *testing.T) {
	for name, c := range wakeable(t) {
		c.line.(serial.Waker).Wake()
		if _, err := c.say([]byte("ready")); err != nil {
			t.Fatal(err)
		}

		var got []byte
		for range 100 {
			buf := make([]byte, 8)
			n, err := c.line.Receive(buf, time.Second)
			if got = append(got, buf[:n]...); len(got) == 5 {
				break
			}
			if err != nil && !errors.Is(err, devices.ErrTimeout) {
				t.Fatal(err)
			}
		}

		if string(got) != "ready" {
			t.Errorf("%s: heard %q", name, got)
		}
		if n, err := c.line.Send([]byte("go"), time.Second); n != 2 || err != nil {
			t.Errorf("%s: sent %d, %v", name, n, err)
		}
	}
}

func TestClosedLineIsWokenWithoutHarm(t *testing.T) {
	for name, c := range wakeable(t) {
		_ = c.line.Close()
		c.line.(serial.Waker).Wake()

		if _, err := c.line.Receive(make([]byte, 8), time.Minute); !errors.Is(err, devices.ErrGone) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
