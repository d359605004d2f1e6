package escpos

import (
	"errors"
	"fmt"
	"time"
)

const (
	// piece is how much is handed over before the input is looked at again: what a
	// printer still takes after it said XOFF.
	piece = 256
	// ahead is how far the bytes handed over may run ahead of what the line has
	// carried; without it the kernel's buffer would hide an XOFF for a third of a second.
	ahead = 20 * time.Millisecond
	// sendLimit is for a line that takes nothing at all.
	sendLimit = 3 * time.Second
	// heldLimit: 4 KB of text at the slowest motor are printed in less.
	heldLimit = 15 * time.Second
	// heldAsk is when a printer that holds the line is asked why, flow control or not.
	heldAsk = 2 * time.Second
)

// Why sending stopped, besides a lost line.
var (
	errStopped = errors.New("the printer cannot print") // paper, cover, cutter
	errStuck   = errors.New("the printer takes nothing")
)

// hear waits at most wait for answers and takes all that have come.
func (o *owner) hear(wait time.Duration) error {
	var buf [128]byte
	n, err := o.conn.Receive(buf[:], wait)
	for _, b := range buf[:n] {
		if a, ok := o.ear.hear(b); ok {
			o.take(a)
		}
	}
	if gone(err) {
		return fmt.Errorf("listen to the printer: %w", err)
	}
	return nil
}

// take notes one answer.
func (o *owner) take(a answer) {
	switch a.kind {
	case flowOn:
		o.held = false
		return
	case flowOff:
		o.held = o.opts.Flow == FlowXonXoff
		return
	case realtimeAnswer:
		o.takeRealtime(a.b)
	case statusPacket:
		o.can.asb = true
		o.seen.packet(a.asb)
	case orderedAnswer:
		o.takeOrdered()
		return
	case block:
		o.takeBlock(a.block)
		return
	}
	if !o.known || o.silent() && o.answered() {
		o.again = true // switched on late, or again: what it was told before is lost
	}
	if o.answered() { // half an answer is none
		o.misses = 0
	}
	o.known = true
}

// takeOrdered counts the answer, unless nothing was asked: noise is often a zero,
// and looks like it.
func (o *owner) takeOrdered() {
	if o.ordered.heard < o.ordered.asked {
		o.can.ordered = true
		o.ordered.heard++
	}
}

func (o *owner) takeRealtime(b byte) {
	o.can.realtime = true
	if len(o.asked) == 0 {
		return // late: it cannot be told to which question it belongs
	}
	o.seen.realtime(o.asked[0], b)
	o.asked = o.asked[1:]
}

// takeBlock knows the three blocks that are asked for: 37 22 a process id, 37 36 a
// code's size, 5F the model.
func (o *owner) takeBlock(b []byte) {
	switch {
	case len(b) == 6 && b[0] == 0x37 && b[1] == 0x22:
		o.can.processID = true
		o.takeID(string(b[2:]))
	case len(b) > 1 && b[0] == 0x37 && b[1] == 0x36:
		o.can.qr = true
	case b[0] == 0x5F:
		o.can.model = printableASCII(b[1:])
	}
}

// takeID notes what is on paper. An id of an earlier job says that the printer did
// not obey the command to clear, and that a second paper may lie there.
func (o *owner) takeID(id string) {
	if _, asked := o.ids[id]; asked {
		o.ids[id] = true
		return
	}
	if id != probeID {
		o.opts.Logger.Warn("a job that was cleared came out", "device", o.Dev.String(), "processID", id)
	}
}

func printableASCII(b []byte) string {
	out := make([]byte, 0, len(b))
	for _, c := range b {
		if c >= 0x20 && c < 0x7F {
			out = append(out, c)
		}
	}
	return string(out)
}

// ask sends the four real-time questions. Flow control does not hold them: they are
// the way to learn why a printer holds the line.
func (o *owner) ask() error {
	// One question at a time: answers carry no name.
	if err := o.listen(o.patience(), o.answered); err != nil {
		return err
	}
	if !o.answered() {
		o.miss()
	}
	if !o.can.realtime {
		return o.askFor(1)
	}
	return o.askFor(1, 2, 3, 4)
}

func (o *owner) askFor(ns ...byte) error {
	var b []byte
	for _, n := range ns {
		b = append(b, 0x10, 0x04, n)
	}
	o.asked = append([]byte(nil), ns...)
	o.askedAt = time.Now()
	return o.put(b)
}

// patience is how long an answer may take. Behind a wire that holds the line the
// question waits in the kernel.
func (o *owner) patience() time.Duration {
	if o.opts.Flow == FlowRtsCts {
		return answerBusy
	}
	return answerWithin
}

// put hands bytes over at once. A line that is held by its wire takes a part, or
// nothing, until the printer goes on or says what is wrong.
func (o *owner) put(b []byte) error {
	limit := sendLimit
	if o.opts.Flow == FlowRtsCts {
		limit = lookEvery
	}
	for since := time.Now(); ; {
		n, err := o.conn.Send(b, limit)
		o.sent(n)
		b = b[n:]
		switch {
		case err == nil:
			return nil
		case gone(err):
			return fmt.Errorf("send to the printer: %w", err)
		case n > 0:
			since = time.Now()
		case o.opts.Flow != FlowRtsCts, time.Since(since) > heldLimit:
			return fmt.Errorf("%w: %w", errStuck, err)
		}
		if err := o.hear(0); err != nil {
			return err
		}
		if o.seen.stops() {
			return errStopped
		}
	}
}

// sent reckons when the line will have carried n bytes more.
func (o *owner) sent(n int) {
	from := time.Now()
	if o.clear.After(from) {
		from = o.clear
	}
	o.clear = from.Add(time.Duration(n) * 10 * time.Second / time.Duration(o.opts.Baud))
}

// send hands a step over in pieces, each when the printer has room for it.
func (o *owner) send(b []byte) error {
	o.midStep = true
	for len(b) > 0 {
		if err := o.room(); err != nil {
			return err
		}
		n := min(piece, len(b))
		if err := o.put(b[:n]); err != nil {
			return err
		}
		b = b[n:]
	}
	o.midStep = false
	return nil
}

// room waits until the line has carried nearly all and the printer does not hold it.
func (o *owner) room() error {
	since, askedWhy := time.Now(), time.Now()
	for {
		wait := max(0, time.Until(o.clear)-ahead)
		if o.held {
			wait = max(wait, lookEvery)
		}
		if err := o.hear(wait); err != nil {
			return err
		}
		o.tellSeen()
		switch {
		case o.seen.stops():
			return errStopped
		case !o.held && time.Until(o.clear) <= ahead:
			return nil
		case o.held && time.Since(since) > heldLimit:
			return errStuck
		case o.held && time.Since(askedWhy) > heldAsk && !o.can.asb:
			// In the middle of a picture this may cost a dot, but only a printer that
			// never reports by itself is asked here, and only when it has stopped.
			askedWhy = time.Now()
			if err := o.ask(); err != nil {
				return err
			}
		}
	}
}
