package escpos

import "time"

// probeID is the process id of the probe.
const probeID = "S365"

// probe asks once per line, and again after a silence, what the printer can.
// Printers that lack a command leave its text in their line, which the last
// command, initialise, throws away. One that is off line answers in part now and in
// part when it is back: abilities are noted whenever answers come.
func (o *owner) probe() error {
	o.can, o.ordered, o.ids = abilities{}, tally{}, nil
	o.held, o.misses, o.known = false, 0, false
	if o.torn {
		if err := o.mend(); err != nil {
			return err
		}
	}
	o.asked, o.askedAt = []byte{1}, time.Now()
	o.ordered.asked = 1
	err := o.put(join([]byte{0x10, 0x04, 1}, // first: the only one that is answered off line
		[]byte{0x1D, 'a', 0xFF},
		[]byte{0x1D, 'I', 'C'},
		[]byte{0x1D, '(', 'k', 3, 0, '1', 'R', '0'},
		[]byte{0x1D, 'r', 1},
		processID(probeID),
		initialise))
	if err != nil {
		return err
	}
	all := func() bool { return o.can.realtime && o.can.asb && o.can.processID }
	if err := o.listen(answerWithin, all); err != nil {
		return err
	}
	if o.can.realtime {
		if err := o.ask(); err != nil {
			return err
		}
		if err := o.listen(answerWithin, o.answered); err != nil {
			return err
		}
	}
	// Off line it takes no command but the first: the others are asked again later.
	o.again, o.doubt = o.seen.stops(), false
	return nil
}

// answered tells that no real-time question is open.
func (o *owner) answered() bool { return len(o.asked) == 0 }

// listen hears answers until enough, or for at most limit.
func (o *owner) listen(limit time.Duration, enough func() bool) error {
	until := time.Now().Add(limit)
	for !enough() {
		left := time.Until(until)
		if left <= 0 {
			return nil
		}
		if err := o.hear(min(left, lookEvery)); err != nil {
			return err
		}
	}
	return nil
}

// mend gets rid of the torn part of a job: its bytes in the buffer, the rest of a
// command that the printer may wait for, which empty dots complete, and the paper.
func (o *owner) mend() error {
	rest := []byte(nil)
	if o.midStep {
		rest = make([]byte, bandMax)
	}
	if err := o.put(join(clearAll, rest, initialise, spacing(0), lineFeed, cutPaper)); err != nil {
		return err
	}
	o.torn, o.midStep = false, false
	o.roll.cut()
	return nil
}
