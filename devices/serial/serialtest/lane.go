package serialtest

import (
	"errors"
	"sync"
	"time"
)

var (
	errLate = errors.New("too late")
	errShut = errors.New("shut")
)

// lane is one direction of a pipe.
type lane struct {
	mu       sync.Mutex
	bytes    []byte
	closed   bool
	rung     bool          // the next take that finds nothing ends at once
	deadline time.Time     // of every take; zero: none
	changed  chan struct{} // closed and made anew at each change
}

func newLane() *lane { return &lane{changed: make(chan struct{})} }

// take gives what is there, or waits for it until end. What came before the
// lane was shut is still given.
func (l *lane) take(b []byte, end time.Time) (int, error) {
	for {
		n, changed, latest, err := l.tryTake(b)
		if n > 0 || err != nil {
			return n, err
		}
		if !await(changed, earlier(end, latest)) {
			return 0, errLate
		}
	}
}

func (l *lane) tryTake(b []byte) (n int, changed chan struct{}, latest time.Time, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	n = copy(b, l.bytes)
	l.bytes = l.bytes[n:]
	switch {
	case n > 0:
		l.wake()
	case l.closed:
		err = errShut
	case l.rung:
		l.rung, err = false, errLate
	}
	return n, l.changed, l.deadline, err
}

// put hands over as much as there is room for, at least one byte, and waits for
// room until end.
func (l *lane) put(b []byte, end time.Time) (int, error) {
	for {
		n, changed, err := l.tryPut(b)
		if n > 0 || err != nil {
			return n, err
		}
		if !await(changed, end) {
			return 0, errLate
		}
	}
}

func (l *lane) tryPut(b []byte) (n int, changed chan struct{}, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return 0, nil, errShut
	}
	n = min(len(b), kernelRoom-len(l.bytes))
	if n > 0 {
		l.bytes = append(l.bytes, b[:n]...)
		l.wake()
	}
	return n, l.changed, nil
}

// ring ends a take that waits, or the next one that would.
func (l *lane) ring() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.rung = true
	l.wake()
}

// drop loses what nobody has taken.
func (l *lane) drop() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.bytes = nil
}

func (l *lane) shut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed = true
	l.wake()
}

func (l *lane) until(t time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.deadline = t
	l.wake()
}

// wake tells all who wait; the lock is held.
func (l *lane) wake() {
	close(l.changed)
	l.changed = make(chan struct{})
}

// await waits for changed until end; a zero end never comes.
func await(changed <-chan struct{}, end time.Time) bool {
	if end.IsZero() {
		<-changed
		return true
	}
	timer := time.NewTimer(time.Until(end))
	defer timer.Stop()
	select {
	case <-changed:
		return true
	case <-timer.C:
		return false
	}
}

// earlier is the first of two ends of which each may be missing.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || (!b.IsZero() && b.Before(a)) {
		return b
	}
	return a
}
