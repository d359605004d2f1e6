package serialtest

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"station365/devices"
	"station365/devices/serial"
)

// Redact copies what one side said without what is personal; it gets whole runs,
// between two words of the other side. It keeps the length.
type Redact func(said []byte) []byte

// Recorder writes down a live line as Play reads it.
type Recorder struct {
	serial.Conn
	to   io.Writer
	mask map[byte]Redact

	mu    sync.Mutex
	mark  byte
	run   []byte
	begun time.Time
	since string // when the run began
	err   error  // the first write that failed
}

var _ serial.Conn = (*Recorder)(nil)

// Record writes the dialogue on line to to, begun with title as a comment. What
// goes down passes through down, what comes up through up; nil keeps it as it is.
// Nothing is written before it is masked.
func Record(line serial.Conn, to io.Writer, title string, down, up Redact) *Recorder {
	r := &Recorder{Conn: line, to: to, mask: map[byte]Redact{'>': down, '<': up}, begun: time.Now(), run: make([]byte, 0, longestRun)}
	for _, text := range strings.Split(title, "\n") {
		r.write("# " + text + "\n")
	}
	return r
}

// Receive implements serial.Conn.
func (r *Recorder) Receive(buf []byte, wait time.Duration) (int, error) {
	n, err := r.Conn.Receive(buf, wait)
	r.note('<', buf[:n], err)
	return n, err
}

// Send implements serial.Conn.
func (r *Recorder) Send(b []byte, limit time.Duration) (int, error) {
	n, err := r.Conn.Send(b, limit)
	r.note('>', b[:n], err)
	return n, err
}

// Close ends the line and writes down what is left.
func (r *Recorder) Close() error {
	err := r.Conn.Close()
	r.mu.Lock()
	defer r.mu.Unlock()
	r.flush()
	return errors.Join(err, r.err)
}

// Err is why the transcript is not whole, nil if it is.
func (r *Recorder) Err() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.err
}

// note gathers one side's bytes until the other one speaks: chunks are an accident
// of the cable, and half a frame cannot be masked.
func (r *Recorder) note(mark byte, b []byte, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(b) > 0 {
		if mark != r.mark {
			r.flush()
			r.mark = mark
		}
		if len(r.run)+len(b) > cap(r.run) {
			r.flush()
		}
		if len(r.run) == 0 {
			r.since = r.after()
		}
		r.run = append(r.run, b...)
	}
	if err != nil && !errors.Is(err, devices.ErrTimeout) {
		r.flush()
		r.write(fmt.Sprintf("# %s: %v\n", r.after(), err))
	}
}

// longestRun is more than any answer has; the room is made once, since growing it
// would leave copies of what a card says behind. A longer run is noise.
const longestRun = 8192

// lineBytes is how many bytes stand on one line of a transcript.
const lineBytes = 32

func (r *Recorder) flush() {
	if len(r.run) == 0 {
		return
	}
	said := r.run
	if mask := r.mask[r.mark]; mask != nil {
		said = mask(said)
	}
	comment := "  " + r.since
	for ; len(said) > 0; comment = "" {
		n := min(lineBytes, len(said))
		r.write(fmt.Sprintf("%c %X%s\n", r.mark, said[:n], comment))
		said = said[n:]
	}
	clear(r.run)
	r.run = r.run[:0]
}

// after is how long after the beginning.
func (r *Recorder) after() string {
	return fmt.Sprintf("after %v", time.Since(r.begun).Round(time.Millisecond))
}

func (r *Recorder) write(text string) {
	if r.err != nil {
		return
	}
	if _, err := io.WriteString(r.to, text); err != nil {
		r.err = fmt.Errorf("write transcript: %w", err)
	}
}
