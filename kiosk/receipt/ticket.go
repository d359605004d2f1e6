package receipt

import (
	"strconv"
	"time"

	"station365/devices/printer"
	"station365/kiosk"
)

// Ticket is the paper of a call for help that nobody answered: a number to say and
// a telephone to ring. There is nothing of the person on it.
func (p *Papers) Ticket(number int, at time.Time, phone string) printer.Page {
	s := &sheet{Papers: p, kept: kiosk.Kept{}, now: at}
	s.head()
	centre := func(text string, size printer.Size) {
		s.text(printer.Text{Text: text, Align: printer.Centre, Size: size, Bold: true})
	}
	centre(s.word("ticket.title"), printer.Large)
	centre(s.word("ticket.number", "n", strconv.Itoa(number)), printer.Huge)
	s.line("ticket.when", "clock", s.words().Clock(at), "kiosk", p.Kiosk)
	s.rule(true)
	s.text(printer.Text{Text: s.word("ticket.ring"), Align: printer.Centre})
	centre(phone, printer.Large)
	s.text(printer.Text{Text: s.word("ticket.say"), Align: printer.Centre})
	s.blocks = append(s.blocks, printer.Block{Feed: feedBeforeCut})
	return printer.Page{Blocks: s.blocks}
}
