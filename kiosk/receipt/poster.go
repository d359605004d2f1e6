package receipt

import (
	"strconv"
	"strings"
	"time"

	"station365/devices/printer"
)

// Desk is where people are while the machine is dark.
type Desk struct {
	Window string    // where it is, seen from the machine; "" says nothing of it
	Open   []Opening // when somebody is there
	Phone  string    // of whoever is on duty
}

// Opening is the hours of some days, from Monday on.
type Opening struct {
	Days        []time.Weekday
	From, Until string // "9:00"
}

// Poster is what hangs on a machine that has no power or is broken, printed while it
// had some: that what was handed in is kept, and where people and a telephone are.
// sure: the clock that says at is believed.
func (p *Papers) Poster(d Desk, at time.Time, sure bool) printer.Page {
	s := &sheet{Papers: p, now: at}
	s.names()
	s.rule(false)
	centre := func(key string, size printer.Size, bold bool) {
		s.text(printer.Text{Text: s.word(key), Align: printer.Centre, Size: size, Bold: bold})
	}
	centre("poster.title", printer.Huge, true)
	centre("poster.why", printer.Normal, false)
	s.feed(besideBlack)
	s.text(printer.Text{Text: s.word("poster.kept"), Size: printer.Large, Bold: true, Inverse: true})
	s.text(printer.Text{Text: s.word("poster.kept-do"), Bold: true, Inverse: true})
	s.text(printer.Text{Text: s.word("poster.go"), Size: printer.Large, Bold: true})
	s.desk(d)
	s.rule(true)
	s.text(printer.Text{Text: s.word("poster.phone"), Size: printer.Large, Bold: true})
	for _, part := range inTwo(d.Phone) {
		s.text(printer.Text{Text: part, Align: printer.Centre, Size: printer.Huge, Bold: true})
	}
	s.blocks = append(s.blocks, printer.Block{QR: &printer.QR{Data: dial(d.Phone), Caption: []string{s.word("poster.scan"), s.word("poster.scan-do")}}})
	s.rule(false)
	s.othersRead(d.Phone)
	s.line("poster.foot", "kiosk", p.Kiosk, "time", s.day(sure))
	s.feed(feedBeforeCut)
	return printer.Page{Blocks: s.blocks}
}

// besideBlack is in millimetres: what stands close to a black block is hard to read.
const besideBlack = 2

func (s *sheet) feed(mm int) { s.blocks = append(s.blocks, printer.Block{Feed: mm}) }

// day is when it was printed, about if nobody vouches for the clock.
func (s *sheet) day(sure bool) string {
	text := s.words().LongDate(s.now)
	if sure {
		return text
	}
	return s.word("receipt.time-untrusted", "time", text)
}

// desk is where the window is, and when somebody sits there.
func (s *sheet) desk(d Desk) {
	if d.Window != "" {
		s.pair(s.word("poster.window"), d.Window, true)
	}
	for i, o := range d.Open {
		label := ""
		if i == 0 {
			label = s.word("poster.open")
		}
		s.pair(label, s.opening(o), true)
	}
}

func (s *sheet) opening(o Opening) string {
	if len(o.Days) == 7 {
		return s.word("poster.every-day", "from", o.From, "until", o.Until)
	}
	var names []string
	for _, day := range o.Days {
		names = append(names, s.word("date.weekday."+strconv.Itoa(int(day))))
	}
	text := strings.Join(names, s.word("poster.pause"))
	if len(names) > 2 && isRun(o.Days) {
		text = s.word("poster.run", "first", names[0], "last", names[len(names)-1])
	}
	return s.word("poster.days", "days", text, "from", o.From, "until", o.Until)
}

// isRun tells whether each day follows the one before it.
func isRun(days []time.Weekday) bool {
	for i := 1; i < len(days); i++ {
		if days[i] != (days[i-1]+1)%7 {
			return false
		}
	}
	return true
}

// inTwo are a telephone's area and its number. As large as people can read from the
// door they do not stand side by side, and eight figures have no room for a hyphen on
// narrow paper.
func inTwo(phone string) []string {
	area, number, both := strings.Cut(phone, "-")
	if !both {
		return []string{phone}
	}
	return []string{area + "-", strings.ReplaceAll(number, "-", "")}
}

// dial is a telephone number as a phone's camera takes it: figures only, since not
// every one skips what stands between them.
func dial(phone string) string {
	return "tel:" + strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '+' {
			return r
		}
		return -1
	}, phone)
}

// othersRead says the main thing in each further language that is written: nobody
// chooses one on a dark machine.
func (s *sheet) othersRead(phone string) {
	said := map[string]bool{s.word("poster.again", "phone", phone): true}
	for _, w := range s.Words[1:] {
		text := w.T("poster.again", "phone", phone)
		if !said[text] { // a language that is only spoken borrows another one's
			s.text(printer.Text{Text: text})
		}
		said[text] = true
	}
}
