package emulator_test

import (
	"context"
	"errors"
	"io"
	"testing"
	"testing/synctest"
	"time"

	"station365/devices"
	"station365/devices/scanner/line/emulator"
	"station365/devices/serial"
	"station365/devices/serial/serialtest"
)

// bench runs a scanner at the far end of a pipe.
func bench(t *testing.T, o emulator.Opts) (*emulator.Scanner, serial.Conn) {
	t.Helper()
	s, err := emulator.New(o)
	if err != nil {
		t.Fatal(err)
	}
	host, device := serialtest.Pipe()
	ended := make(chan struct{})
	go func() { defer close(ended); _ = s.Run(t.Context(), device) }()
	t.Cleanup(func() { _ = host.Close(); <-ended })
	return s, host
}

// hear collects until it is silent for a second.
func hear(t *testing.T, c serial.Conn) string {
	t.Helper()
	var all []byte
	buf := make([]byte, 64)
	for {
		n, err := c.Receive(buf, time.Second)
		all = append(all, buf[:n]...)
		if errors.Is(err, devices.ErrTimeout) {
			return string(all)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestACodeIsSentInItsFrameAndCharset(t *testing.T) {
	for name, c := range map[string]struct {
		opts emulator.Opts
		want string
	}{
		"as it is":     {emulator.Opts{Suffix: "\r"}, "回执\r"},
		"framed":       {emulator.Opts{Prefix: "\x02", Suffix: "\r\n", Symbology: "Q1"}, "\x02]Q1回执\r\n"},
		"GB 18030":     {emulator.Opts{Charset: "gb18030"}, "\xbb\xd8\xd6\xb4"},
		"nothing else": {emulator.Opts{}, "回执"},
	} {
		synctest.Test(t, func(t *testing.T) {
			s, host := bench(t, c.opts)
			if err := s.Scan("回执"); err != nil {
				t.Fatal(err)
			}
			if got := hear(t, host); got != c.want {
				t.Errorf("%s: %q, want %q", name, got, c.want)
			}
		})
	}
}

func TestBytesTakeTheirTimeOnTheWire(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, host := bench(t, emulator.Opts{Baud: 9600})
		began := time.Now()
		s.Say(make([]byte, 960))

		hear(t, host)

		if took := time.Since(began) - time.Second; (took - time.Second).Abs() > 5*time.Millisecond {
			t.Errorf("960 bytes took %v at 9600", took)
		}
	})
}

func TestAHungUpLineEndsItsRun_AndANewOneIsServed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, err := emulator.New(emulator.Opts{})
		if err != nil {
			t.Fatal(err)
		}
		host, device := serialtest.Pipe()
		_ = host.Close()
		if err := s.Run(t.Context(), device); err == nil || errors.Is(err, context.Canceled) {
			t.Errorf("first line: %v", err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		host, device = serialtest.Pipe()
		done := make(chan error, 1)
		go func() { done <- s.Run(ctx, device) }()
		if _, err := host.Send([]byte("are you there?"), time.Second); err != nil {
			t.Fatal(err)
		}
		s.Say([]byte("code"))
		if got := hear(t, host); got != "code" {
			t.Errorf("second line: %q", got)
		}
		cancel()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("stopped: %v", err)
		}
	})
}

func TestWhatTheCharsetLacksIsAMistakeOfTheCaller(t *testing.T) {
	if _, err := emulator.New(emulator.Opts{Charset: "morse"}); err == nil {
		t.Error("a charset that does not exist")
	}
	s, err := emulator.New(emulator.Opts{Charset: "shift-jis"})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.Scan("镕")); err == nil {
		t.Error("a character that Shift JIS lacks was sent")
	}
}

var _ interface {
	Run(context.Context, io.ReadWriter) error
} = (*emulator.Scanner)(nil)
