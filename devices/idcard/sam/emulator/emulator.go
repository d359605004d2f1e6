// Package emulator is a card reader made of software: it speaks the SAM protocol
// from the module's side over anything that carries bytes, so that the driver,
// the demonstration and the tests meet what they will meet on a desk: bytes that
// dribble, a dialogue with the card that takes its time, a card pulled away in
// the middle. It has its own frame codec; sharing the driver's would hide the
// mistakes of both. Only tests and programs import it.
package emulator

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"time"
)

// Opts are the habits of the module.
type Opts struct {
	Baud     int           // paces the bytes in both directions; 0: not paced
	CardTime time.Duration // the SAM-card dialogue of a reading; real ones take 0.8 s
	Repeats  bool          // answers "found" again while a card that was read lies there
	Plain    bool          // knows neither the newest address nor the management number: answers 21
	Mute     bool          // ... and does not even answer
	Logger   *slog.Logger  // nil: no log
}

// Reader is one emulated reader. Lay, Lift, Fail and Finds may be called from
// any goroutine, also while Run runs.
type Reader struct {
	opts Opts
	log  *slog.Logger

	mu     sync.Mutex
	card   *[textBytes]byte // nil: none lies there
	newer  []byte           // its newest address, as 30 03 gives it
	prints int              // bytes of fingerprints on it
	stage  stage
	placed int  // presentations so far, to notice a card pulled during a pause
	fail   byte // what select and read answer instead; 0: nothing
	finds  int
	radio  byte
}

// New makes a reader with no card on it.
func New(o Opts) *Reader {
	log := o.Logger
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Reader{opts: o, log: log.With("emulator", "reader")}
}

// Lay puts p's card on the reader, in the place of any other one. A person whose
// text does not fit on a card is a mistake in the data: it panics.
func (r *Reader) Lay(p Person) {
	text, err := p.Text()
	newer, newerErr := p.newest()
	if err := errors.Join(err, newerErr); err != nil {
		panic(fmt.Sprintf("emulator: a person that fits on no card: %v", err))
	}
	r.put(text, newer)
}

// LayText puts down a card with any text block, also one that is on no real card.
func (r *Reader) LayText(text [textBytes]byte) { r.put(text, nil) }

func (r *Reader) put(text [textBytes]byte, newer []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.card, r.newer, r.stage = &text, newer, fresh
	r.placed++
}

// Fingerprints sets how many bytes of fingerprints the cards have that lie here:
// 0, 512 or 1024.
func (r *Reader) Fingerprints(n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.prints = n
}

// Lift takes the card away, also in the middle of a reading.
func (r *Reader) Lift() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.card, r.stage = nil, fresh
	r.placed++
}

// Fail makes the next selects and readings answer sw3, until Fail(0): 32, 40 and
// 81 come at the select, 60 and 66 at every command, all others at the reading.
func (r *Reader) Fail(sw3 byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.fail = sw3
}

// Finds is how often the host has looked for a card: tests wait until it has
// looked again.
func (r *Reader) Finds() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.finds
}

// RadioFrame is the most bytes of a radio frame as the host has set them.
func (r *Reader) RadioFrame() byte {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.radio
}

// Run answers on line until ctx ends or the line fails. Afterwards it may be
// called again with a new line: the power stayed on. When ctx ends, a blocked
// Read is ended by the line's SetReadDeadline if it has one, otherwise by its
// Close.
func (r *Reader) Run(ctx context.Context, line io.ReadWriter) error {
	heard := make(chan []byte)
	readErr := make(chan error, 1)
	ctx, cancel := context.WithCancel(ctx)
	var reading sync.WaitGroup
	reading.Go(func() { readErr <- listen(ctx, line, heard) })
	defer func() {
		cancel()
		again := release(line)
		reading.Wait()
		again()
	}()

	s := &session{reader: r, line: line, ctx: ctx}
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case err := <-readErr:
			return fmt.Errorf("listen: %w", err)
		case b := <-heard:
			if err := s.take(b); err != nil {
				return err
			}
		}
	}
}

// listen passes on what the host sends.
func listen(ctx context.Context, line io.Reader, heard chan<- []byte) error {
	buf := make([]byte, 256)
	for {
		n, err := line.Read(buf)
		if n > 0 {
			select {
			case heard <- append([]byte(nil), buf[:n]...):
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		if err != nil {
			return err
		}
	}
}

// release ends a blocked Read; again makes the line usable once more, where a
// deadline could do it.
func release(line any) (again func()) {
	if d, ok := line.(interface{ SetReadDeadline(time.Time) error }); ok && d.SetReadDeadline(time.Now()) == nil {
		return func() { _ = d.SetReadDeadline(time.Time{}) }
	}
	if c, ok := line.(io.Closer); ok {
		_ = c.Close()
	}
	return func() {}
}

// errStopped ends a pause early.
var errStopped = errors.New("stopped")

// pause waits like a device that is busy.
func pause(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return errStopped
	}
}
