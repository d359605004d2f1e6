package serialtest

import (
	"io"
	"sync"
	"time"
)

// Cable is the device's side of a line, over a wire with faults. Up faults meet
// what the device sends, Down faults what it receives. A fault's place counts
// bytes from the moment it is ordered.
type Cable struct {
	Up, Down *Wire
	line     io.ReadWriteCloser
	rest     []byte // received, not yet read; only Read touches it
}

// NewCable puts a cable between line, the device's side of a Pipe, and the
// device.
func NewCable(line io.ReadWriteCloser) *Cable {
	return &Cable{Up: &Wire{}, Down: &Wire{}, line: line}
}

// Write sends what the wire lets through.
func (c *Cable) Write(b []byte) (int, error) {
	for _, p := range c.Up.pass(b) {
		if err := c.obey(p, func() error { _, err := c.line.Write(p.bytes); return err }); err != nil {
			return 0, err
		}
	}
	return len(b), nil
}

// Read gives what the wire lets through.
func (c *Cable) Read(b []byte) (int, error) {
	buf := make([]byte, len(b))
	for len(c.rest) == 0 {
		n, err := c.line.Read(buf)
		for _, p := range c.Down.pass(buf[:n]) {
			if err := c.obey(p, func() error { c.rest = append(c.rest, p.bytes...); return nil }); err != nil {
				return 0, err
			}
		}
		if err != nil && len(c.rest) == 0 {
			return 0, err
		}
	}
	n := copy(b, c.rest)
	c.rest = c.rest[n:]
	return n, nil
}

func (c *Cable) obey(p piece, do func() error) error {
	if p.delay > 0 {
		<-time.After(p.delay)
	}
	if p.cut {
		_ = c.line.Close()
		return io.ErrClosedPipe
	}
	return do()
}

// SetReadDeadline is the line's, where it has one.
func (c *Cable) SetReadDeadline(t time.Time) error {
	if d, ok := c.line.(interface{ SetReadDeadline(time.Time) error }); ok {
		return d.SetReadDeadline(t)
	}
	return nil
}

// Close pulls the cable out.
func (c *Cable) Close() error { return c.line.Close() }

// Wire is one direction of a cable. Its faults may be ordered from any goroutine.
type Wire struct {
	mu     sync.Mutex
	passed int
	faults []fault
}

type fault struct {
	at, n int
	noise []byte
	delay time.Duration
	kind  faultKind
}

type faultKind int

const (
	drop faultKind = iota
	garble
	stray
	delay
	cut
)

// Drop loses n bytes from place at on: with the length of a frame's end it makes
// half a frame.
func (w *Wire) Drop(at, n int) { w.order(fault{kind: drop, at: at, n: n}) }

// Garble inverts the byte at a place.
func (w *Wire) Garble(at int) { w.order(fault{kind: garble, at: at, n: 1}) }

// Stray lets noise in before the byte at a place.
func (w *Wire) Stray(at int, noise []byte) { w.order(fault{kind: stray, at: at, n: 1, noise: noise}) }

// Delay holds the byte at a place, and all after it, back.
func (w *Wire) Delay(at int, d time.Duration) { w.order(fault{kind: delay, at: at, n: 1, delay: d}) }

// Cut hangs the line up instead of passing the byte at a place.
func (w *Wire) Cut(at int) { w.order(fault{kind: cut, at: at, n: 1}) }

func (w *Wire) order(f fault) {
	w.mu.Lock()
	defer w.mu.Unlock()
	f.at += w.passed
	w.faults = append(w.faults, f)
}

// piece is a run of bytes that go together after a delay, or the cut.
type piece struct {
	delay time.Duration
	bytes []byte
	cut   bool
}

func (w *Wire) pass(b []byte) []piece {
	w.mu.Lock()
	defer w.mu.Unlock()
	pieces := []piece{{}}
	for _, c := range b {
		pieces = w.one(pieces, c)
		w.passed++
	}
	return pieces
}

// one passes one byte through the faults at its place.
func (w *Wire) one(pieces []piece, c byte) []piece {
	lost := false
	for _, f := range w.faults {
		if w.passed < f.at || w.passed >= f.at+f.n {
			continue
		}
		switch last := &pieces[len(pieces)-1]; f.kind {
		case drop:
			lost = true
		case garble:
			c = ^c
		case stray:
			last.bytes = append(last.bytes, f.noise...)
		case delay:
			pieces = append(pieces, piece{delay: f.delay})
		case cut:
			pieces = append(pieces, piece{cut: true})
		}
	}
	if last := &pieces[len(pieces)-1]; !lost && !last.cut {
		last.bytes = append(last.bytes, c)
	}
	return pieces
}
