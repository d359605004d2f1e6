package escpos

import (
	"station365/devices"
	"station365/devices/printer"
)

// Technician codes. They are stable: they stand in logs and on the service page.
const (
	codeNoPort    = "P-01" // the port is not there or another program holds it
	codeSilent    = "P-02" // it answered before and does not any more: power, cable
	codeNoPaper   = "P-03"
	codeCover     = "P-04"
	codeCutter    = "P-05"
	codeError     = "P-06" // head, power supply, mechanics
	codeHot       = "P-07" // the head is hot; it goes on by itself
	codePaperLow  = "P-08"
	codeNoWord    = "P-09" // all is sent, and it did not say in time that it is printed
	codeOneWay    = "P-10" // never answered: only the line to it is wired, or it is off
	codeLineLost  = "P-11" // the line was lost during a job
	codeLineStuck = "P-12" // it took nothing for too long during a job
	codeCancelled = "P-13" // the kiosk stopped the job
)

// condition is what the printer said last about itself.
type condition struct {
	cover, paperStop, paperEnd, nearEnd bool
	cutter, mechanical, dead, hot       bool
	failed, fault                       bool // an error without a name, before and after its cause was asked
}

// realtime takes the answer to 10 04 n.
func (c *condition) realtime(n, b byte) {
	switch n {
	case 2:
		c.cover, c.paperStop, c.failed = b&0x04 != 0, b&0x20 != 0, b&0x40 != 0
	case 3:
		c.mechanical, c.cutter, c.dead, c.hot = b&0x04 != 0, b&0x08 != 0, b&0x20 != 0, b&0x40 != 0
		c.fault = c.failed && !c.hot
	case 4:
		c.nearEnd, c.paperEnd = b&0x0C != 0, b&0x60 != 0
	}
}

// packet takes what the printer said by itself.
func (c *condition) packet(p [4]byte) {
	c.cover = p[0]&0x20 != 0
	c.mechanical, c.cutter, c.dead, c.hot = p[1]&0x04 != 0, p[1]&0x08 != 0, p[1]&0x20 != 0, p[1]&0x40 != 0
	c.nearEnd, c.paperEnd = p[2]&0x03 != 0, p[2]&0x0C != 0
	c.paperStop = c.paperEnd
	c.failed, c.fault = false, false
}

// stops tells whether it prints nothing before a person has done something.
func (c *condition) stops() bool {
	s, _ := c.status()
	return s == printer.CoverOpen || s == printer.NoPaper || s == printer.Fault
}

// status names the condition; what a hand must do first comes first.
func (c *condition) status() (s printer.Status, code string) {
	switch {
	case c.cover:
		return printer.CoverOpen, codeCover
	case c.paperStop || c.paperEnd:
		return printer.NoPaper, codeNoPaper
	case c.cutter:
		return printer.Fault, codeCutter
	case c.dead || c.mechanical || c.fault:
		return printer.Fault, codeError
	case c.nearEnd:
		return printer.PaperLow, codePaperLow
	case c.hot:
		return printer.Ready, codeHot
	}
	return printer.Ready, ""
}

// states says how usable a printer of each status is.
var states = map[printer.Status]devices.State{
	printer.Ready:     devices.Ready,
	printer.PaperLow:  devices.Attention,
	printer.NoPaper:   devices.Attention,
	printer.CoverOpen: devices.Attention,
	printer.Fault:     devices.OutOfService,
	printer.Absent:    devices.Absent,
	printer.Unknown:   devices.Unknown,
}

// details say a code in a technician's words.
var details = map[string]string{
	codeNoPort:    "the port cannot be opened",
	codeSilent:    "it answered before and is silent now: power or cable",
	codeNoPaper:   "paper end",
	codeCover:     "cover open",
	codeCutter:    "cutter jammed",
	codeError:     "error of the head, the power supply or the mechanics",
	codeHot:       "the head cools down",
	codePaperLow:  "paper near its end",
	codeNoWord:    "sent, not confirmed in time",
	codeOneWay:    "never answers: one-way line, or off",
	codeLineLost:  "line lost during a job",
	codeLineStuck: "took nothing for too long during a job",
	codeCancelled: "stopped by the kiosk",
}

// Explain says what a code of this package means, in a technician's words; "" if it
// has none such.
func Explain(code string) string { return details[code] }
