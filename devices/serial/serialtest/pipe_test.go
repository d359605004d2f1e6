package serialtest_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"testing"
	"testing/synctest"
	"time"

	"station365/devices"
	"station365/devices/serial/serialtest"
)

func TestPipeCarriesBothWays(t *testing.T) {
	host, device := serialtest.Pipe()
	buf := make([]byte, 16)

	_, _ = host.Send([]byte("ask"), 0)
	if n, err := device.Read(buf); string(buf[:n]) != "ask" || err != nil {
		t.Errorf("device read %q, %v", buf[:n], err)
	}
	_, _ = device.Write([]byte("answer"))
	if n, err := host.Receive(buf, 0); string(buf[:n]) != "answer" || err != nil {
		t.Errorf("host received %q, %v", buf[:n], err)
	}
}

func TestPipeWaitsAsLongAsItWasTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		host, device := serialtest.Pipe()
		began := time.Now()

		_, err := host.Receive(make([]byte, 1), 300*time.Millisecond)
		if !errors.Is(err, devices.ErrTimeout) || time.Since(began) != 300*time.Millisecond {
			t.Errorf("receive: %v after %v", err, time.Since(began))
		}
		n, err := host.Send(make([]byte, 10000), time.Second)
		if !errors.Is(err, devices.ErrTimeout) || n != 4096 || time.Since(began) != 1300*time.Millisecond {
			t.Errorf("send: %d, %v after %v", n, err, time.Since(began))
		}
		go func() { _, _ = io.Copy(io.Discard, device) }()
		if n, err := host.Send(make([]byte, 10000), time.Second); n != 10000 || err != nil {
			t.Errorf("send with a reader: %d, %v", n, err)
		}
		_ = host.Close()
	})
}

func TestEitherEndOfThePipeHangsUp(t *testing.T) {
	host, device := serialtest.Pipe()
	_, _ = device.Write([]byte("last words"))
	_ = device.Close()
	buf := make([]byte, 16)

	if n, err := host.Receive(buf, 0); err != nil || !bytes.Equal(buf[:n], []byte("last words")) {
		t.Errorf("%q, %v", buf[:n], err)
	}
	if _, err := host.Receive(buf, 0); !errors.Is(err, devices.ErrGone) {
		t.Errorf("receive: %v", err)
	}
	if _, err := host.Send(buf, 0); !errors.Is(err, devices.ErrGone) {
		t.Errorf("send: %v", err)
	}
	if _, err := device.Read(buf); !errors.Is(err, io.EOF) {
		t.Errorf("device: %v", err)
	}
}

func TestADeadlineEndsTheDevicesRead(t *testing.T) {
	_, device := serialtest.Pipe()
	d, ok := device.(interface{ SetReadDeadline(time.Time) error })
	if !ok {
		t.Fatal("no SetReadDeadline")
	}
	_ = d.SetReadDeadline(time.Now())

	if _, err := device.Read(make([]byte, 1)); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("read: %v", err)
	}
}
