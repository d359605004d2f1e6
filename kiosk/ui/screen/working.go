package screen

import (
	"station365/kiosk/flow"
	"station365/kiosk/ui/kit"
)

// Keeping is the moment in which the case is written; it is read from a step
// away.
type Keeping struct{ Page }

// Build draws that the machine is at work.
func (s Keeping) Build() *kit.Drawing {
	words := s.Column(s.gap(), s.Text(kit.Question, s.T("printing.keeping")).Centre(), s.Text(kit.Body, s.T("printing.keeping-help")).Centre())
	return s.Lay(s.working(s.Column(s.gap(), kit.Spring(), s.paper(), words, kit.Spring())))
}

// Printing tells that the case is kept, with its number, while the paper comes.
type Printing struct{ Page }

// Build draws the receipt as the paper will show it and the number.
func (s Printing) Build() *kit.Drawing {
	words := s.Column(kit.By[float32](s.Kit, 3, 3, 1), s.Text(kit.Question, s.T("printing.title")).Centre(), s.comes())
	if s.cramped() {
		number := s.Text(kit.Number, string(s.View.Case.Number)).Centre()
		return s.Lay(s.working(s.Column(0, words, kit.Spring(), number, kit.Spring(), s.Text(kit.Body, s.T("printing.safe")).Centre())))
	}
	kept := s.Card(s.Column(kit.By[float32](s.Kit, 2, 2, 0.5), s.Text(kit.Note, s.T("printing.kept")).Centre(),
		s.Text(kit.Number, string(s.View.Case.Number)).Centre(), s.Text(kit.Body, s.T("printing.safe")).Centre()))
	if s.Class() == kit.Portrait {
		return s.Lay(s.working(s.Column(s.gap(), s.receipt(), words, kept)))
	}
	side := s.Column(s.gap(), kit.Spring(), words, kept, kit.Spring())
	wide := s.MM(kit.By(s.Kit, 0, kit.ByScale[float32](s.Kit, 150, 140, 120), kit.ByScale[float32](s.Kit, 62, 50, 40)))
	return s.Lay(s.working(s.Row(kit.By[float32](s.Kit, 8, 12, 5), kit.Cell{Box: s.receipt(), Width: wide}, kit.Cell{Box: side})))
}

// comes says where the receipt comes out, or only that it does.
func (s Printing) comes() kit.Box {
	at := s.View.Housing.Printer
	if at == "" {
		return s.Text(kit.Label, s.T("printing.help")).Regular().Centre()
	}
	part := printerPart
	if s.cramped() {
		part = onlyPlace
	}
	return s.toward(s.Text(kit.Label, s.where(part, at)).Centre(), at, kit.Persimmon)
}

// working is the frame while only waiting is to be done: one place is awake.
func (p Page) working(content kit.Box) kit.Frame {
	return p.frame(content, last{text: "printing.wait", icon: "clock", sleep: true, why: p.send(flow.Next)})
}

// receipt is the paper itself, dot by dot; where nobody can draw it, a slip.
func (p Page) receipt() kit.Box {
	if p.View.Case.Preview == nil {
		return p.paper()
	}
	return p.Receipt(p.View.Case.Preview)
}

// paper is a picture of a slip; small panels and high contrast show an icon.
func (p Page) paper() kit.Box {
	if p.Class() == kit.Small || p.Theme() == kit.High {
		return p.Icon("printer", kit.Indigo, kit.By[float32](p.Kit, 60, 48, 24))
	}
	return p.Scene("slip", kit.By[float32](p.Kit, 90, 60, 24)).Fixed()
}
