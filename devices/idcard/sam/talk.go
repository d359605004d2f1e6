package sam

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"station365/devices"
	"station365/devices/serial"
)

const (
	// byteGap is the longest silence inside an answer; USB adapters pass bytes on
	// in lumps some ten milliseconds apart.
	byteGap = 300 * time.Millisecond
	// stopEvery is how late a stop may be obeyed while an answer is awaited.
	stopEvery = 100 * time.Millisecond
	// sendLimit is for ten bytes on a line that takes them; more means it is stuck.
	sendLimit = time.Second
	// maxStale is how many lumps are thrown away before a command; a line that
	// still pours bytes after that is noise.
	maxStale = 16
)

// talk is the dialogue with one module over one open line: a command, an answer,
// never two at once.
type talk struct {
	conn   serial.Conn
	parser parser
	buf    [maxFed]byte
}

// answer is what a module said. Data of a reading are a person's: wipe it.
type answer struct {
	sw   sw3
	data []byte
	body []byte
}

func (a answer) wipe() { clear(a.body) }

// ask sends a command and waits for its answer, whatever its status. Once more
// is tried when either side received the other garbled, and when a short command
// met silence: a byte of it may have been lost.
func (t *talk) ask(ctx context.Context, c command) (answer, error) {
	a, err := t.once(ctx, c)
	silent := errors.Is(err, devices.ErrTimeout) && c.limit == shortAnswer
	if silent || errors.Is(err, devices.ErrGarbled) {
		a, err = t.once(ctx, c)
	}
	if err != nil {
		return answer{}, fmt.Errorf("%s: %w", c.name, err)
	}
	return a, nil
}

// want is ask for those who accept only certain answers; any other one is a
// failure.
func (t *talk) want(ctx context.Context, c command, good ...sw3) (answer, error) {
	a, err := t.ask(ctx, c)
	if err != nil {
		return answer{}, err
	}
	if !slices.Contains(good, a.sw) {
		a.wipe()
		return answer{}, fmt.Errorf("%s: %w", c.name, refusal(a.sw))
	}
	return a, nil
}

func (t *talk) once(ctx context.Context, c command) (answer, error) {
	defer t.wipe()
	if err := t.drain(); err != nil {
		return answer{}, err
	}
	if _, err := t.conn.Send(encode(c), sendLimit); err != nil {
		return answer{}, err
	}
	a, err := t.await(ctx, c.limit)
	if err == nil && (a.sw == swCheck || a.sw == swLength) {
		return answer{}, refusal(a.sw)
	}
	return a, err
}

// drain throws away what came unasked: the late end of an earlier answer, or the
// stray byte of a module that was just powered.
func (t *talk) drain() error {
	for range maxStale {
		_, err := t.conn.Receive(t.buf[:], 0)
		if errors.Is(err, devices.ErrTimeout) {
			return nil
		}
		if err != nil {
			return err
		}
	}
	return fmt.Errorf("noise before the command: %w", devices.ErrGarbled)
}

// await collects the dribbling bytes of one answer.
func (t *talk) await(ctx context.Context, limit time.Duration) (answer, error) {
	end, heard := time.Now().Add(limit), false
	for {
		wait := time.Until(end)
		if heard {
			wait = min(wait, byteGap)
		}
		n, err := t.receive(ctx, wait)
		if errors.Is(err, devices.ErrTimeout) && heard {
			return answer{}, fmt.Errorf("incomplete answer: %w", devices.ErrGarbled)
		}
		if err != nil {
			return answer{}, err
		}
		heard = true
		t.parser.feed(t.buf[:n])
		if body := t.parser.next(); body != nil {
			return answer{sw: sw3(body[2]), data: body[3:], body: body}, nil
		}
	}
}

// receive waits in slices, so that a stop is obeyed.
func (t *talk) receive(ctx context.Context, wait time.Duration) (int, error) {
	for end := time.Now().Add(wait); ; {
		if ctx.Err() != nil {
			return 0, ctx.Err()
		}
		n, err := t.conn.Receive(t.buf[:], max(0, min(stopEvery, time.Until(end))))
		if !errors.Is(err, devices.ErrTimeout) || !time.Now().Before(end) {
			return n, err
		}
	}
}

// wipe leaves nothing of a card in the buffers.
func (t *talk) wipe() {
	t.parser.wipe()
	clear(t.buf[:])
}
