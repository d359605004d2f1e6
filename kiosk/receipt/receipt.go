// Package receipt turns a kept case into a page for the printer. It promises
// that the paper names who answers by when, and that no whole name, number,
// address or telephone of a resident is on it, nor what a sensitive matter is
// about. It knows no printer's bytes, no catalogue and no station file: it is
// given their facts.
package receipt

import (
	"strconv"
	"strings"
	"time"

	"station365/devices/printer"
	"station365/kiosk"
	"station365/kiosk/form"
	"station365/kiosk/words"
)

// Station is what the paper says of the station.
type Station struct {
	Community, Name string
	Hours           string // when somebody is there: "9:00–17:00"
	AllDay          bool   // the machine works outside those hours too
	ComplaintPhone  string
}

// Matter is what the paper says of a matter; both are string keys.
type Matter struct {
	Title string
	Step  string // what happens between handed in and answered
}

// Papers makes receipts. All fields are needed. The paper is in the first of the
// languages, whatever the resident reads: those whom she shows it read that one.
type Papers struct {
	Words   []*words.Table
	Station Station
	Kiosk   string                         // this machine's name in words, for the foot
	Matter  func(id kiosk.MatterID) Matter // the zero Matter for one that is unknown now
}

// feedBeforeCut is in millimetres: the last line must come past the cutter's
// bar, or a hand tears it off.
const feedBeforeCut = 4

// Page is the receipt of k at now. gave is what the resident gave, as the review
// showed it; nil once the session is over: the paper then says that the content
// is sealed. k.Receipt.Copies above zero marks the page as a reprint.
// Where the resident reads another language, number, day and way to ask stand in
// that too.
func (p *Papers) Page(k kiosk.Kept, gave []form.Line, now time.Time, language string) printer.Page {
	s := &sheet{Papers: p, kept: k, gave: gave, now: now, matter: p.Matter(k.Matter)}
	s.head()
	s.number()
	s.rule(false)
	s.given()
	s.rule(true)
	s.promise()
	s.rule(true)
	s.ask()
	s.rule(true)
	s.text(printer.Text{Lead: s.word("receipt.complain"), Text: s.word("receipt.complain-how", "phone", p.Station.ComplaintPhone)})
	s.rule(false)
	s.again(language)
	s.foot()
	return printer.Page{Blocks: s.blocks, Copy: k.Receipt.Copies}
}

// sheet is a page being written.
type sheet struct {
	*Papers
	kept   kiosk.Kept
	gave   []form.Line
	now    time.Time
	matter Matter
	blocks []printer.Block
}

func (s *sheet) word(key string, args ...string) string { return s.words().T(key, args...) }

func (p *Papers) words() *words.Table { return p.Words[0] }

func (s *sheet) text(t printer.Text) {
	if t.Align == "" {
		t.Align = printer.Left
	}
	if t.Size == "" {
		t.Size = printer.Normal
	}
	s.blocks = append(s.blocks, printer.Block{Text: &t})
}

func (s *sheet) line(key string, args ...string) { s.text(printer.Text{Text: s.word(key, args...)}) }

func (s *sheet) pair(label, value string, bold bool) {
	s.blocks = append(s.blocks, printer.Block{Pair: &printer.Pair{Label: label, Value: value, Bold: bold}})
}

func (s *sheet) rule(dashed bool) {
	s.blocks = append(s.blocks, printer.Block{Rule: &printer.Rule{Dashed: dashed}})
}

// names are what the station is called.
func (s *sheet) names() {
	for _, name := range []string{s.Station.Community, s.Station.Name} {
		s.text(printer.Text{Text: name, Align: printer.Centre, Size: printer.Large, Bold: true})
	}
}

func (s *sheet) head() {
	s.names()
	key := "receipt.staffed-only"
	if s.Station.AllDay {
		key = "receipt.staffed"
	}
	s.text(printer.Text{Text: s.word(key, "hours", s.Station.Hours), Align: printer.Centre})
	s.rule(false)
}

// number is the matter, the case number and how to say it. A sensitive matter
// is not named: the slip may be seen on a kitchen table.
func (s *sheet) number() {
	title := s.word("receipt.title-sealed")
	if !s.kept.Sensitive && s.matter.Title != "" {
		title = s.word("receipt.title", "matter", s.word(s.matter.Title))
	}
	s.text(printer.Text{Text: title, Align: printer.Centre, Size: printer.Large, Bold: true})
	if n := s.kept.Receipt.Copies; n > 0 {
		s.text(printer.Text{Text: s.word("receipt.copy", "n", strconv.Itoa(n)), Align: printer.Centre, Bold: true})
	}
	number := string(s.kept.Number)
	s.text(printer.Text{Text: number, Align: printer.Centre, Size: printer.Huge, Bold: true})
	s.text(printer.Text{Text: s.word("receipt.spoken", "spoken", s.words().Spoken(number)), Align: printer.Centre})
}

// foot is where the case is, which machine took it, and the check code.
func (s *sheet) foot() {
	switch s.kept.Delivery {
	case kiosk.Acknowledged:
		s.line("receipt.sent", "clock", s.moment(s.kept.AckedAt))
	case kiosk.Quarantined:
		s.line("receipt.quarantined", "clock", s.moment(s.kept.At))
	default:
		s.line("receipt.kept", "clock", s.moment(s.kept.At))
	}
	s.text(printer.Text{Text: s.Kiosk})
	if s.kept.CheckCode != "" {
		s.line("receipt.check", "code", string(s.kept.CheckCode))
	}
	if s.kept.Sensitive {
		s.line("receipt.privacy-sealed")
	} else {
		s.line("receipt.privacy")
	}
	s.blocks = append(s.blocks, printer.Block{Feed: feedBeforeCut})
}

// moment is the time of day for today, with its date for any other day.
func (s *sheet) moment(at time.Time) string {
	if s.words().Date(at) == s.words().Date(s.now) && s.now.Sub(at) < 24*time.Hour {
		return s.words().Clock(at)
	}
	return s.words().DateTime(at)
}

// joined lists texts in the language's own way.
func (s *sheet) joined(texts []string) string {
	return strings.Join(texts, s.word("receipt.gave-pause"))
}
