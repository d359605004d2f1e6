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

// ask sends a command and waits for its answer, whatever its status. Commands
// that may be sent twice are, when a side received the other garbled or when
// there was silence: a byte of the command may have been lost.
func (t *talk) ask(ctx context.Context, c command) (answer, error) {
	a, err := t.once(ctx, c)
	if c.twice && (errors.Is(err, devices.ErrTimeout) || errors.Is(err, devices.ErrGarbled)) {
		t.hush(ctx)
		a, err = t.once(ctx, c)
	}
	if err != nil {
		return answer{}, fmt.Errorf("%s: %w", c.name, err)
	}
	return a, nil
}

// hush waits until the rest of a broken answer has gone by.
func (t *talk) hush(ctx context.Context) {
	for range maxStale {
		if _, err := t.receive(ctx, byteGap); err != nil {
			return // silence; anything worse the next command will meet
		}
	}
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
	switch {
	case err != nil:
		return answer{}, err
	case a.sw == swCheck, a.sw == swLength:
		return answer{}, refusal(a.sw)
	case a.sw == swDone && len(a.data) < c.least:
		// What looks like a frame may stand in the photo of a broken one.
		a.wipe()
		return answer{}, fmt.Errorf("%d bytes of data, want %d: %w", len(a.data), c.least, devices.ErrGarbled)
	}
	return a, nil
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
		if err == nil && wait <= 0 {
			err = devices.ErrTimeout // a line that pours noise never falls silent
		}
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
