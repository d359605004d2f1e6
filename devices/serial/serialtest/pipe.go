// Package serialtest has lines without cables for the tests of drivers and
// emulators: a pipe in memory, a player of written-down dialogues, and faults
// that cables have. Everything waits on channels and timers only, so that it
// works inside testing/synctest.
package serialtest

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"station365/devices"
	"station365/devices/serial"
)

// kernelRoom is how many bytes a direction holds before its writer must wait,
// as the kernel's buffer of a UART does.
const kernelRoom = 4096

// Pipe joins a host's line with the device's side of it. When either side
// closes, the other one sees a hang-up: devices.ErrGone at the host, io.EOF at
// the device. The device's side also has SetReadDeadline.
func Pipe() (serial.Conn, io.ReadWriteCloser) {
	down, up := newLane(), newLane()
	return &host{in: up, out: down}, &far{in: down, out: up}
}

type host struct{ in, out *lane }

func (h *host) Receive(buf []byte, wait time.Duration) (int, error) {
	n, err := h.in.take(buf, time.Now().Add(wait))
	if err != nil {
		return n, fmt.Errorf("receive: %w", hostErr(err))
	}
	return n, nil
}

func (h *host) Send(b []byte, limit time.Duration) (int, error) {
	sent := 0
	for sent < len(b) {
		n, err := h.out.put(b[sent:min(len(b), sent+serial.MaxChunk)], time.Now().Add(limit))
		sent += n
		if err != nil {
			return sent, fmt.Errorf("send: %w", hostErr(err))
		}
	}
	return sent, nil
}

// Wake implements serial.Waker.
func (h *host) Wake() { h.in.ring() }

// Close throws away what the device has not taken yet, as a port does.
func (h *host) Close() error {
	h.in.shut()
	h.out.drop()
	h.out.shut()
	return nil
}

func hostErr(err error) error {
	if errors.Is(err, errLate) {
		return devices.ErrTimeout
	}
	return devices.ErrGone
}

type far struct{ in, out *lane }

func (f *far) Read(b []byte) (int, error) {
	n, err := f.in.take(b, time.Time{})
	switch {
	case errors.Is(err, errLate):
		return n, os.ErrDeadlineExceeded
	case err != nil:
		return n, io.EOF
	}
	return n, nil
}

func (f *far) Write(b []byte) (int, error) {
	sent := 0
	for sent < len(b) {
		n, err := f.out.put(b[sent:], time.Time{})
		sent += n
		if err != nil {
			return sent, io.ErrClosedPipe
		}
	}
	return sent, nil
}

// SetReadDeadline ends a blocked Read, as it does on a file.
func (f *far) SetReadDeadline(t time.Time) error {
	f.in.until(t)
	return nil
}

func (f *far) Close() error {
	f.in.shut()
	f.out.shut()
	return nil
}
