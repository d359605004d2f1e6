package screen

import "station365/kiosk/ui/kit"

// Done is shown only when the printer said that the receipt is on paper.
type Done struct{ Page }

// Build draws the number to go by, who promised what, and one more print.
func (s Done) Build() *kit.Drawing {
	f := s.frame(s.content(), last{text: "done.next", icon: "check"})
	f.Places[1].Text = s.T("done.restart")
	return s.Lay(f)
}

func (s Done) content() kit.Box {
	c := s.View.Case
	number := s.numberCard()
	promise := s.promiseCard(c)
	again := s.printAgain("done.again")
	left := s.clears().Centre()
	if s.Class() == kit.Landscape {
		one := s.Row(8, kit.Cell{Box: s.Column(4, s.kept(), number.Fills(), again)}, kit.Cell{Box: s.Column(4, promise, s.later(), left)})
		if s.fits(one) {
			return one
		}
	}
	if s.Class() == kit.Small {
		side := s.Column(2, again, s.Text(kit.Note, s.T(s.laterKey())), kit.Spring())
		second := s.Row(4, kit.Cell{Box: promise}, kit.Cell{Box: side, Width: s.MM(kit.ByScale[float32](s.Kit, 58, 66, 76))})
		return s.leaves(s.numberLine(), nil, []kit.Box{s.Column(1, s.kept(), s.numberParts()), second})
	}
	one := s.Column(s.gap(), s.kept(), number, promise, s.later(), again, left)
	if s.Class() == kit.Portrait && s.fits(one) {
		return one
	}
	return s.leaves(s.numberLine(), left, []kit.Box{s.Column(s.gap(), s.kept(), number), promise, s.later(), again})
}

// kept is the lit window with what happened.
func (s Done) kept() kit.Box {
	c := s.View.Case
	title := "done.title"
	if s.View.Asked+s.View.Saved == 0 { // a receipt that was looked up
		title = "done.title-again"
	}
	lead := s.T("done.lead", "name", c.Masked, "matter", s.title(c, "case.title-sealed"))
	switch {
	case c.Title == "":
		lead = s.T("done.lead-sealed")
	case c.Masked == "":
		lead = s.T("done.lead-nameless", "matter", s.T(c.Title))
	}
	side := kit.By[float32](s.Kit, 18, 18, 11)
	if s.Class() == kit.Small {
		left := s.clears().Right()
		return s.Row(3, kit.Cell{Box: s.Window(kit.WindowLit, side, side), Width: s.MM(side)},
			kit.Cell{Box: s.Text(kit.Question, s.T(title))}, kit.Cell{Box: left, Width: left.Natural() + 2}).Centred()
	}
	words := s.Column(1, s.Text(kit.Question, s.T(title)), s.Text(kit.Body, lead))
	return s.Row(5, kit.Cell{Box: s.Window(kit.WindowLit, side, side+3), Width: s.MM(side)}, kit.Cell{Box: words}).Centred()
}

// numberCard is what the resident takes along.
func (s Done) numberCard() *kit.Card {
	card := s.Card(s.numberParts()).Middle()
	return card.Pad(8, 7, 8, 7)
}

// numberParts are the number, how to say it, code, delivery and QR.
func (s Done) numberParts() kit.Box {
	c := s.View.Case
	spoken := s.Text(kit.Body, s.T("done.spoken", "spoken", s.Words().Spoken(string(c.Number))))
	words := s.Column(kit.By[float32](s.Kit, 3, 3, 0), s.Text(kit.Note, s.T("done.number")), s.Text(kit.Number, string(c.Number)), spoken, s.codeLines())
	if s.Class() == kit.Small {
		words = s.Column(0, s.Text(kit.Number, string(c.Number)), spoken, s.codeLines())
	}
	if c.QR == "" {
		return words
	}
	side := kit.By(s.Kit, kit.ByScale[float32](s.Kit, 58, 60, 70), 60, 40)
	code := s.Column(1, s.QR(c.QR, side), s.Text(kit.Note, s.T("done.scan")).Centre())
	if s.Class() == kit.Portrait && s.Scale() == kit.Largest {
		return s.Column(5, words, code)
	}
	wide := max(s.MM(side), s.Text(kit.Note, s.T("done.scan")).Natural()+2)
	if s.Class() == kit.Small {
		code, wide = s.Column(0, s.QR(c.QR, side)), s.MM(side)
	}
	return s.Row(kit.By[float32](s.Kit, 6, 6, 4), kit.Cell{Box: words}, kit.Cell{Box: code, Width: wide}).Centred()
}

// codeLines are the check code and how far the case has come.
func (s Done) codeLines() kit.Box {
	c := s.View.Case
	var code kit.Box
	if c.CheckCode != "" {
		code = s.Text(kit.Note, s.T("done.code", "code", string(c.CheckCode)))
	}
	return s.Column(0, code, s.Text(kit.Note, s.delivery(c)))
}

// numberLine keeps the number before the eyes on further pages.
func (p Page) numberLine() kit.Box {
	return p.Text(kit.Title, p.T("done.number-is", "number", string(p.View.Case.Number))).In(kit.Indigo)
}

func (s Done) laterKey() string {
	if s.View.Case.ByCard {
		return "done.later"
	}
	return "done.later-code"
}

// later says how to hear of it again.
func (s Done) later() kit.Box {
	return s.Card(s.Text(kit.Body, s.T(s.laterKey()))).Pad(8, 5, 8, 5)
}

// clears says when the page goes by itself.
func (s Done) clears() *kit.TextBox {
	return s.Text(kit.Note, s.T("done.left", "seconds", itoa(left(s.View.Left))))
}
