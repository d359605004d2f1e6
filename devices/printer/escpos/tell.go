package escpos

import (
	"fmt"
	"strings"
	"time"

	"station365/devices"
	"station365/devices/printer"
)

// tellSeen reports the condition if it is another one than before.
func (o *owner) tellSeen() {
	if o.known && o.roll.see(o.seen.cover || o.seen.paperStop || o.seen.paperEnd) {
		o.keepRoll()
	}
	s, code := o.state()
	o.tell(s, code, o.detail(code))
}

// state is what the printer said last, or what its silence says. Where no sensor
// says that the roll ends, the count does.
func (o *owner) state() (printer.Status, string) {
	switch {
	case o.silent() && o.opts.Flow == FlowRtsCts && o.seen.stops():
		// It holds the line and cannot be asked: what it reported last holds.
	case o.silent():
		return printer.Absent, codeSilent
	case !o.known:
		return printer.Unknown, codeOneWay
	}
	s, code := o.seen.status()
	if s == printer.Ready && o.roll.low() {
		return printer.PaperLow, codePaperLow
	}
	return s, code
}

// detail is what a technician reads: the trouble, what the printer can, its paper.
// Of a printer that says nothing, nothing is known: a new roll neither.
func (o *owner) detail(code string) string {
	if !o.known || o.silent() {
		return details[code]
	}
	var words []string
	if code != "" {
		words = append(words, details[code])
	}
	words = append(words, o.can.words(o.drawsCodes()), fmt.Sprintf("about %d m of paper left", o.roll.left()))
	return strings.Join(words, "; ")
}

// words say how a job's end is known, and who draws the codes.
func (a abilities) words(drawsCodes bool) string {
	said := "says nothing of jobs"
	switch {
	case a.processID:
		said = "confirms jobs by process id"
	case a.ordered:
		said = "confirms jobs by ordered status"
	case a.realtime:
		said = "answers questions, jobs are reckoned by time"
	}
	if a.asb {
		said += ", reports changes by itself"
	}
	if drawsCodes {
		return said + ", draws codes itself"
	}
	return said + ", codes are drawn for it"
}

// tell reports a state and since when it holds; other words do not make it another.
func (o *owner) tell(s printer.Status, code, detail string) {
	o.reckon(s)
	h := devices.Health{Device: "printer", State: states[s], Code: code, Detail: detail, Model: o.can.model, Since: o.told.Since}
	if h == o.told {
		return
	}
	if h.State != o.told.State || h.Code != o.told.Code {
		h.Since = time.Now()
	}
	o.told = h
	o.mu.Lock()
	o.status = s
	o.mu.Unlock()
	if o.changed != nil {
		o.changed(s, h)
	}
}
