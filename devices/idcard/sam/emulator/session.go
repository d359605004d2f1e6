package emulator

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"time"
)

var head = [5]byte{0xAA, 0xAA, 0xAA, 0x96, 0x69}

const (
	headLength = len(head) + 2 // preamble and length
	maxCommand = 64            // no command is longer; more is noise
	burst      = 16            // bytes that a UART's fifo lets go at once
	bitsAByte  = 10            // 8N1: start, eight, stop
)

// session is the module's side of one line.
type session struct {
	reader *Reader
	line   io.Writer
	ctx    context.Context // of Run, which owns the session
	in     []byte
}

// take adds what arrived and answers every whole command in it.
func (s *session) take(b []byte) error {
	s.in = append(s.in, b...)
	if err := pause(s.ctx, s.wire(len(b))); err != nil {
		return s.ctx.Err()
	}
	for {
		command, verdict := s.cut()
		if verdict == incomplete {
			return nil
		}
		a := answer{sw3: byte(verdict)}
		if verdict == whole {
			a = s.reader.obey(s.ctx, command)
		}
		if a.mute {
			continue
		}
		if err := s.send(frame(a)); err != nil {
			return err
		}
	}
}

// verdict is what the module makes of the bytes it has; the failures are the
// status it answers.
type verdict byte

const (
	incomplete  verdict = 0
	whole       verdict = 0x90
	wrongCheck  verdict = 0x10
	wrongLength verdict = 0x11
)

// cut takes one command off the front.
func (s *session) cut() (command []byte, v verdict) {
	for len(s.in) > 0 && !startsLikeHead(s.in) {
		s.in = s.in[1:]
	}
	if len(s.in) < headLength {
		return nil, incomplete
	}
	n := int(binary.BigEndian.Uint16(s.in[len(head):]))
	if n < 3 || n > maxCommand {
		s.in = s.in[1:]
		return nil, wrongLength
	}
	if len(s.in) < headLength+n {
		return nil, incomplete
	}
	body := s.in[len(head) : headLength+n]
	s.in = s.in[headLength+n:]
	var sum byte
	for _, b := range body {
		sum ^= b
	}
	if sum != 0 {
		return nil, wrongCheck
	}
	return body[2 : len(body)-1], whole
}

func startsLikeHead(b []byte) bool {
	for i := range min(len(b), len(head)) {
		if b[i] != head[i] {
			return false
		}
	}
	return true
}

// frame packs an answer.
func frame(a answer) []byte {
	n := 3 + len(a.data) + 1
	f := append(head[:len(head):len(head)], byte(n>>8), byte(n), a.sw1, a.sw2, a.sw3)
	f = append(f, a.data...)
	var sum byte
	for _, b := range f[len(head):] {
		sum ^= b
	}
	return append(f, sum)
}

// send lets the bytes go as fast as the rate allows: each burst at its own moment
// after the first, since the pauses themselves are never exact.
func (s *session) send(b []byte) error {
	if s.reader.opts.Baud <= 0 {
		return s.write(b)
	}
	due := time.Now()
	for len(b) > 0 {
		n := min(burst, len(b))
		due = due.Add(s.wire(n))
		if err := pause(s.ctx, time.Until(due)); err != nil {
			return s.ctx.Err()
		}
		if err := s.write(b[:n]); err != nil {
			return err
		}
		b = b[n:]
	}
	return nil
}

func (s *session) write(b []byte) error {
	if _, err := s.line.Write(b); err != nil {
		return fmt.Errorf("answer: %w", err)
	}
	return nil
}

// wire is how long n bytes are on the wire.
func (s *session) wire(n int) time.Duration {
	if s.reader.opts.Baud <= 0 {
		return 0
	}
	return time.Duration(n*bitsAByte) * time.Second / time.Duration(s.reader.opts.Baud)
}
