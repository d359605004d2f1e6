package receipt

import (
	"slices"

	"station365/devices/printer"
	"station365/kiosk"
	"station365/kiosk/form"
)

// given is who handed in what and when. Privacy decides what paper may say of an
// answer: a public one is printed in words, a personal one is named but not
// printed, and of a sensitive matter nothing is said at all.
func (s *sheet) given() {
	if s.kept.MaskedName != "" && !s.kept.Sensitive {
		s.pair(s.word("receipt.name"), s.kept.MaskedName, true)
	}
	if s.kept.ByHand() {
		s.pair(s.word("receipt.card"), s.word("receipt.by-hand"), true)
	} else if ending := s.cardEnding(); ending != "" {
		s.pair(s.word("receipt.card"), s.word("receipt.card-ending", "digits", ending), false)
	}
	s.pair(s.word("receipt.time"), s.time(), false)
	if s.kept.Sensitive {
		s.pair(s.word("receipt.gave"), s.word("receipt.sealed-why"), false)
		return
	}
	if s.gave == nil {
		s.pair(s.word("receipt.gave"), s.word("receipt.sealed"), false)
		return
	}
	var named []string
	if slices.ContainsFunc(s.gave, fromCard) {
		named = append(named, s.word("receipt.gave-card"))
	}
	for _, l := range s.gave {
		switch {
		case fromCard(l) || l.Source == form.FromPlace || l.Privacy == form.Sensitive:
		case l.Privacy == form.Public && l.ValueKey != "":
			s.pair(s.word(l.LabelKey), s.word(l.ValueKey), false)
		default:
			named = append(named, s.word(l.LabelKey))
		}
	}
	if len(named) > 0 {
		s.pair(s.word("receipt.gave"), s.joined(named), false)
	}
}

func fromCard(l form.Line) bool { return l.Source == form.FromCard }

// cardEnding is the end of the ID number, as the review showed it.
func (s *sheet) cardEnding() string {
	if s.kept.Sensitive {
		return ""
	}
	for _, l := range s.gave {
		if l.Mask == form.MaskID {
			return l.Value.Reveal()
		}
	}
	return ""
}

func (s *sheet) time() string {
	text := s.words().DateTime(s.kept.At)
	if s.kept.TimeTrusted {
		return text
	}
	return s.word("receipt.time-untrusted", "time", text)
}

// promise is the black block, her sentence and telephone, and how far the case
// has come. A clock that nobody has confirmed promises no day.
func (s *sheet) promise() {
	p := s.kept.Promise
	black := func(text string, size printer.Size, bold bool) {
		s.text(printer.Text{Text: text, Size: size, Bold: bold, Inverse: true})
	}
	black(s.word("receipt.promise", "officer", p.Officer), printer.Normal, false)
	if s.kept.TimeTrusted {
		black(s.words().Date(p.DueBy), printer.Large, true)
		black(s.word("receipt.promise-by"), printer.Normal, true)
	} else {
		black(s.word("receipt.promise-open"), printer.Normal, true)
	}
	s.line("receipt.sentence", "officer", p.Officer)
	s.text(printer.Text{Text: p.Phone, Size: printer.Large, Bold: true})
	s.text(printer.Text{Text: s.steps()})
}

// steps are the three windows; a full one is done.
func (s *sheet) steps() string {
	answered := s.kept.Status == kiosk.Completed || s.kept.Status == kiosk.Returned
	key := "receipt.steps"
	if answered {
		key = "receipt.steps-answered"
	}
	middle := "receipt.step-middle"
	if !s.kept.Sensitive && s.matter.Step != "" {
		middle = s.matter.Step
	}
	return s.word(key, "middle", s.word(middle))
}

// ask says how to hear more: by card where one was read, by number and check
// code otherwise, by telephone, with the code.
func (s *sheet) ask() {
	how := "receipt.ask-card"
	if len(s.kept.ResidentTag) == 0 {
		how = "receipt.ask-code"
	}
	lines := []string{s.word("receipt.ask"), s.word(how), s.word("receipt.ask-phone")}
	if s.kept.CheckCode == "" { // the sealed bytes are gone, and the hash with them
		for i, l := range lines {
			s.text(printer.Text{Text: l, Bold: i == 0})
		}
		return
	}
	s.blocks = append(s.blocks, printer.Block{QR: &printer.QR{
		Data: kiosk.QRText(s.kept.Number, s.kept.Hash), Caption: append(lines, s.word("receipt.ask-scan"))}})
}
