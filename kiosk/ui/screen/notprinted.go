package screen

import (
	"station365/devices/printer"
	"station365/kiosk/ui/kit"
)

// NotPrinted is a case that is kept and a paper that did not come, or nobody
// knows whether it did.
type NotPrinted struct{ Page }

// Build draws what happened, what stays safe, the number large, and what to do.
func (s NotPrinted) Build() *kit.Drawing {
	f := s.frame(s.content(), last{text: "notprinted.next", icon: "check"})
	f.Places[1].Text = s.T("done.restart")
	return s.Lay(f)
}

// trouble is what stood between the case and its paper, as its words are called.
func (s NotPrinted) trouble() string {
	o := s.View.Case.Paper
	if o.Result == printer.Indefinite {
		return "unknown"
	}
	switch o.Status {
	case printer.NoPaper, printer.CoverOpen, printer.Fault, printer.Absent:
		return string(o.Status)
	}
	return "failed"
}

// advice follows the printer: once it is ready again, the way on is to print.
func (s NotPrinted) advice() string {
	ready := s.View.Printer == printer.Ready || s.View.Printer == printer.PaperLow
	switch t := s.trouble(); t {
	case "no-paper", "cover-open", "absent":
		if ready {
			return "notprinted.ready"
		}
		fallthrough
	default:
		return "notprinted." + t + ".do"
	}
}

// looks is an arrow to where the paper may lie, when it is to be looked for.
func (s NotPrinted) looks() string {
	if at := s.View.Housing.Printer; at != "" && s.trouble() == "unknown" {
		return arrowTo(at)
	}
	return "" // the notice's own
}

func (s NotPrinted) content() kit.Box {
	headline := s.Column(0, s.Text(kit.Question, s.T("notprinted."+s.trouble())), s.Text(kit.Title, s.T("notprinted.kept")).In(kit.Indigo))
	do := s.Notice(kit.Calm, s.looks(), s.Text(kit.Body, s.T(s.advice())).Bold())
	again := s.printAgain("notprinted.again")
	technician := s.Text(kit.Note, s.T("notprinted.code", "code", s.View.Case.Paper.Code)).Right()
	if s.View.Case.Paper.Code == "" {
		technician = s.Text(kit.Note, "")
	}
	promise := s.Card(s.promiseRow(s.View.Case))
	switch s.Class() {
	case kit.Landscape:
		one := s.Row(8, kit.Cell{Box: s.number()}, kit.Cell{Box: s.Column(4, headline, do, promise, kit.Spring(), again, technician)})
		if s.fits(one) {
			return one
		}
		first := s.Row(6, kit.Cell{Box: s.Column(4, headline, do)}, kit.Cell{Box: s.number(), Width: s.MM(200)})
		return s.leaves(s.numberLine(), nil, []kit.Box{first, promise, again, technician})
	case kit.Small:
		side := s.Column(1.5, headline, do, kit.Spring(), again)
		const wide, pads = 114, 8
		one := s.Row(4, kit.Cell{Box: s.number(), Width: s.MM(wide)}, kit.Cell{Box: side})
		whole := s.Text(kit.Number, string(s.View.Case.Number)).Natural() < s.MM(wide-pads) // a number is never broken
		if whole && s.fits(one) {
			return one
		}
		what := s.Column(0, s.Text(kit.Question, s.T("notprinted."+s.trouble())), s.Text(kit.Number, string(s.View.Case.Number)))
		kept := s.Text(kit.Body, s.T("notprinted.kept")).Bold()
		return s.leaves(s.numberLine(), nil, append([]kit.Box{what, kept, do, again}, s.takeAlong()...))
	}
	one := s.Column(s.gap(), headline, s.number(), promise, do, again, technician)
	if s.fits(one) {
		return one
	}
	return s.leaves(s.numberLine(), nil, []kit.Box{headline, s.number(), do, again, promise, technician})
}

// takeAlong is code and check code beside each other, for a low glass.
func (s NotPrinted) takeAlong() []kit.Box {
	c := s.View.Case
	if c.QR == "" || c.CheckCode == "" {
		return nil
	}
	return []kit.Box{s.Row(4, kit.Cell{Box: s.Text(kit.Note, s.T("done.code", "code", string(c.CheckCode))).In(kit.Ink)},
		kit.Cell{Box: s.QR(c.QR, 34), Width: s.MM(34)}).Centred()}
}

// number is what to remember instead of a paper.
func (s NotPrinted) number() kit.Box {
	c := s.View.Case
	parts := []kit.Box{s.Text(kit.Number, string(c.Number)).Centre()}
	if s.View.Said == "" || s.Class() != kit.Landscape { // there a notice above the bar takes its place
		parts = []kit.Box{s.Text(kit.Note, s.T("notprinted.remember")).In(kit.Ink).Centre(), parts[0]}
	}
	if s.Class() == kit.Portrait || s.Class() == kit.Landscape && s.Scale() == kit.Standard {
		parts = append(parts, s.Text(kit.Body, s.Words().Spoken(string(c.Number))).Centre())
	}
	if c.QR != "" {
		parts = append(parts, s.QR(c.QR, kit.By(s.Kit, 64, kit.ByScale[float32](s.Kit, 60, 54, 54), 32)))
	}
	if c.CheckCode != "" {
		parts = append(parts, s.Text(kit.Note, s.T("done.code", "code", string(c.CheckCode))).In(kit.Ink).Centre())
	}
	card := s.Card(s.Column(kit.By[float32](s.Kit, 4, 3, 0), parts...)).On(kit.LampWash).Middle().Fills()
	if s.Class() == kit.Small {
		card.Pad(3, 1, 3, 1)
	}
	return card
}
