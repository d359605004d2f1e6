// Package emulator is a scanner of printed codes made of software: it sends what
// a scanner on the desk would send, in the frame and charset it was set to, at
// the line's pace, and also what a broken one sends. It has its own encoder;
// sharing the driver's would hide the mistakes of both. Only tests and programs
// import it.
package emulator

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// Opts are the settings that a maker's manual has codes for.
type Opts struct {
	Baud      int    // paces the bytes; 0: not paced
	Prefix    string // before every code
	Suffix    string // after every code
	Charset   string // "utf-8", "gb18030", "gbk" or "shift-jis"; "" is utf-8
	Symbology string // AIM identifier without its bracket, "Q1"; "" sends none
}

// Scanner is one emulated scanner. Its methods may be called from any goroutine.
type Scanner struct {
	opts Opts
	wake chan struct{}

	mu  sync.Mutex
	out []byte
}

// burst is how much a UART's fifo lets go at once; ten bits a byte are 8N1.
const (
	burst    = 16
	bitsByte = 10
)

var charsets = map[string]encoding.Encoding{
	"gb18030": simplifiedchinese.GB18030, "gbk": simplifiedchinese.GBK, "shift-jis": japanese.ShiftJIS,
	"": encoding.Nop, "utf-8": encoding.Nop,
}

// New makes a scanner with no code before it.
func New(o Opts) (*Scanner, error) {
	if _, ok := charsets[o.Charset]; !ok {
		return nil, fmt.Errorf("make an emulated scanner: no charset is called %q", o.Charset)
	}
	return &Scanner{opts: o, wake: make(chan struct{}, 1)}, nil
}

// Scan holds up a code with text in it. Text that the charset lacks is a mistake
// of the caller.
func (s *Scanner) Scan(text string) error {
	frame, err := s.frame(text)
	if err != nil {
		return err
	}
	s.Say(frame)
	return nil
}

// Half sends a code whose second half is lost.
func (s *Scanner) Half(text string) error {
	frame, err := s.frame(text)
	if err != nil {
		return err
	}
	s.Say(frame[:len(frame)/2])
	return nil
}

// Hold sends the same code n times without a pause, as a scanner does that was
// set to read without end.
func (s *Scanner) Hold(text string, n int) error {
	for range n {
		if err := s.Scan(text); err != nil {
			return err
		}
	}
	return nil
}

// Say sends any bytes: noise, or what another scanner was seen to send.
func (s *Scanner) Say(b []byte) {
	s.mu.Lock()
	s.out = append(s.out, b...)
	s.mu.Unlock()
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

func (s *Scanner) frame(text string) ([]byte, error) {
	body, err := charsets[s.opts.Charset].NewEncoder().Bytes([]byte(text))
	if err != nil {
		return nil, fmt.Errorf("scan: the charset %q lacks a character", s.opts.Charset)
	}
	frame := []byte(s.opts.Prefix)
	if s.opts.Symbology != "" {
		frame = append(frame, "]"+s.opts.Symbology...)
	}
	return append(append(frame, body...), s.opts.Suffix...), nil
}

// Run sends along line until ctx ends or the line fails; it may be called again
// with another line. What a host says to it is lost, as most scanners like this
// one do not listen. When ctx ends the line is closed, if it can be.
func (s *Scanner) Run(ctx context.Context, line io.ReadWriter) error {
	ctx, hangUp := context.WithCancelCause(ctx)
	var deaf sync.WaitGroup
	deaf.Go(func() {
		_, err := io.Copy(io.Discard, line)
		hangUp(errors.Join(errHungUp, err))
	})
	defer func() {
		hangUp(nil)
		if c, ok := line.(io.Closer); ok {
			_ = c.Close()
		}
		deaf.Wait()
	}()
	return s.send(ctx, line)
}

var errHungUp = errors.New("the line was hung up")

func (s *Scanner) send(ctx context.Context, line io.Writer) error {
	for {
		b := s.next()
		if len(b) == 0 {
			select {
			case <-s.wake:
				continue
			case <-ctx.Done():
				return context.Cause(ctx)
			}
		}
		if err := s.pace(ctx, len(b)); err != nil {
			return err
		}
		if _, err := line.Write(b); err != nil {
			return errors.Join(ctx.Err(), fmt.Errorf("send: %w", err))
		}
	}
}

// next takes the next few bytes off what is to be sent.
func (s *Scanner) next() []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := min(burst, len(s.out))
	b := s.out[:n:n]
	s.out = s.out[n:]
	return b
}

// pace waits as long as n bytes are on the line.
func (s *Scanner) pace(ctx context.Context, n int) error {
	if s.opts.Baud <= 0 {
		return context.Cause(ctx)
	}
	timer := time.NewTimer(time.Duration(n*bitsByte) * time.Second / time.Duration(s.opts.Baud))
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
