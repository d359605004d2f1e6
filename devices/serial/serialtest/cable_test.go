package serialtest_test

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"station365/devices"
	"station365/devices/serial/serialtest"
)

func TestEachFaultMeetsTheByteItWasOrderedFor(t *testing.T) {
	for name, c := range map[string]struct {
		order func(w *serialtest.Wire)
		want  string
	}{
		"none":   {func(w *serialtest.Wire) {}, "abcdef"},
		"drop":   {func(w *serialtest.Wire) { w.Drop(1, 2) }, "adef"},
		"half":   {func(w *serialtest.Wire) { w.Drop(3, 3) }, "abc"},
		"garble": {func(w *serialtest.Wire) { w.Garble(0) }, "\x9ebcdef"},
		"stray":  {func(w *serialtest.Wire) { w.Stray(2, []byte("--")) }, "ab--cdef"},
		"late":   {func(w *serialtest.Wire) { w.Delay(4, time.Second) }, "abcdef"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				host, device := serialtest.Pipe()
				cable := serialtest.NewCable(device)

				_, _ = cable.Write([]byte("before "))
				c.order(cable.Up)
				c.order(cable.Down)
				_, _ = cable.Write([]byte("abcdef"))
				_, _ = host.Send([]byte("abcdef"), 0)

				if got := received(host); got != "before "+c.want {
					t.Errorf("up: %q", got)
				}
				buf := make([]byte, 20)
				if n, _ := cable.Read(buf); !strings.HasPrefix(c.want, string(buf[:n])) || n == 0 {
					t.Errorf("down: %q", buf[:n])
				}
			})
		})
	}
}

func TestACutHangsTheLineUp(t *testing.T) {
	host, device := serialtest.Pipe()
	cable := serialtest.NewCable(device)
	cable.Up.Cut(2)

	if _, err := cable.Write([]byte("abcdef")); err == nil {
		t.Error("the device noticed nothing")
	}

	if got := received(host); got != "ab" {
		t.Errorf("received %q", got)
	}
	if _, err := host.Receive(make([]byte, 1), 0); !errors.Is(err, devices.ErrGone) {
		t.Errorf("receive: %v", err)
	}
}

// received is all that comes until a silence of a second.
func received(c interface {
	Receive([]byte, time.Duration) (int, error)
}) string {
	var all []byte
	for buf := make([]byte, 20); ; {
		n, err := c.Receive(buf, time.Second)
		if err != nil {
			return string(all)
		}
		all = append(all, buf[:n]...)
	}
}
