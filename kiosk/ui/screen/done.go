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
	switch s.Class() {
	case kit.Landscape:
		return s.wide()
	case kit.Small:
		if one := s.small(); one != nil && s.fits(one) {
			return one
		}
		return s.leaves(s.numberLine(), nil, s.low())
	}
	number, again, left := s.numberCard(), s.printAgain("done.again"), s.clears().Centre()
	one := s.Column(s.gap(), s.kept(), number, s.promiseCard(), s.later(), again, left)
	if s.fits(one) {
		return one
	}
	return s.leaves(s.numberLine(), s.foot(), []kit.Box{s.Column(s.gap(), s.kept(), number), s.promiseCard(), s.later(), again})
}

// foot is the countdown; a notice above the bar takes its place where type is large.
func (s Done) foot() kit.Box {
	if s.View.Said != "" && s.Scale() != kit.Standard {
		return nil
	}
	return s.clears().Centre()
}

// wide stands number and promise beside each other, or one on each page.
func (s Done) wide() kit.Box {
	again, left := s.printAgain("done.again"), s.clears().Centre()
	one := s.Row(8, kit.Cell{Box: s.Column(4, s.kept(), s.numberCard().Fills(), again)}, kit.Cell{Box: s.Column(4, s.promiseCard(), s.later(), left)})
	if s.fits(one) {
		return one
	}
	number := s.Row(6, kit.Cell{Box: s.kept()}, kit.Cell{Box: s.numberCard(), Width: s.MM(256)}).Centred()
	head := s.Row(6, kit.Cell{Box: s.numberLine()}, kit.Cell{Box: again, Width: s.MM(140)}).Centred()
	return s.leaves(head, s.foot(), []kit.Box{number, s.promiseCard()})
}

// small is number and promise on one page, without what stands on the paper as well;
// nil where something must be said besides.
func (s Done) small() kit.Box {
	c := s.View.Case
	if s.cramped() || c.ByHand || s.View.Card.MayLie {
		return nil
	}
	words := s.Column(0, s.promisedLine(c), s.Text(kit.Note, s.T("done.missed.short")))
	promise := s.Row(3, s.who(c, 14), kit.Cell{Box: words}, kit.Cell{Box: s.printAgain("done.again"), Width: s.MM(47)}).Centred()
	return s.Column(1, s.kept(), s.numberParts(), kit.Spring(), promise)
}

// low is the words one below the other, for a low glass.
func (s Done) low() []kit.Box {
	c := s.View.Case
	again, missed, later := s.printAgain("done.again"), s.Text(kit.Body, s.T("done.missed")), s.laterText()
	if !s.cramped() {
		promise := s.Row(4, kit.Cell{Box: s.promiseLine(c)}, kit.Cell{Box: again, Width: s.MM(58)}).Centred()
		return []kit.Box{s.Column(1, s.kept(), s.numberParts()), promise, missed, later}
	}
	const side, gap = 34, 4
	width, _ := s.room()
	if c.QR != "" {
		width -= s.MM(side + gap)
	}
	number := s.smallNumber(width)
	if c.QR != "" {
		number = s.Row(gap, kit.Cell{Box: number}, kit.Cell{Box: s.QR(c.QR, side), Width: s.MM(side)}).Centred()
	}
	boxes := []kit.Box{s.Column(1, s.kept(), number), s.promiseLine(c), s.spoken()}
	if c.CheckCode != "" {
		boxes = append(boxes, s.Text(kit.Note, s.T("done.code", "code", string(c.CheckCode))))
	}
	if c.ByHand {
		boxes = append(boxes, s.Text(kit.Body, s.T("done.by-hand")).Bold())
	}
	sent := s.Text(kit.Note, s.delivery(c))
	return append(boxes, missed, later, s.Row(4, kit.Cell{Box: sent.Middle()}, kit.Cell{Box: again, Share: 1.2}))
}

func (s Done) spoken() kit.Box {
	return s.Text(kit.Body, s.T("done.spoken", "spoken", s.Words().Spoken(string(s.View.Case.Number))))
}

// kept is the lit window with what happened.
func (s Done) kept() kit.Box {
	c := s.View.Case
	title := "done.title"
	if s.View.Asked == 0 { // a receipt that was looked up
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
	words := s.Column(1, s.Text(kit.Question, s.T(title)), s.cameOut(), s.Text(kit.Body, lead))
	return s.Row(5, kit.Cell{Box: s.Window(kit.WindowLit, side, side+3), Width: s.MM(side)}, kit.Cell{Box: words}).Centred()
}

// cameOut says where the receipt is; nil where nobody has said.
func (s Done) cameOut() kit.Box {
	at := s.View.Housing.Printer
	if at == "" {
		return nil
	}
	return s.toward(s.Text(kit.Body, s.where(printerPart, at)).In(kit.Ink).Bold(), at, kit.Persimmon)
}

// smallNumber has where the receipt is beside the number, in as many words as there
// is room for.
func (s Done) smallNumber(width float32) kit.Box {
	const gap = 5
	number, at := s.Text(kit.Number, string(s.View.Case.Number)), s.View.Housing.Printer
	if at == "" {
		return number
	}
	left := width - number.Natural() - 1 - s.MM(gap)
	for _, part := range []string{printerPart, onlyPlace} {
		text := s.Text(kit.ByScale(s.Kit, kit.Body, kit.Note, kit.Note), s.where(part, at)).In(kit.Ink).Bold()
		place := s.Pointing(text, arrowTo(at), kit.Persimmon)
		if place.Lines(left) <= 2 && place.Least() <= left && place.Height(left) <= number.Height(width) {
			return s.Row(gap, kit.Cell{Box: number, Width: number.Natural() + 1}, kit.Cell{Box: place}).Centred()
		}
	}
	const arrow = 12 // the title above it says what is there
	if left < s.MM(arrow) {
		return number
	}
	return s.Row(gap, kit.Cell{Box: number, Width: number.Natural() + 1}, kit.Cell{Box: s.Icon(arrowTo(at), kit.Persimmon, arrow), Width: s.MM(arrow)}, kit.Cell{}).Centred()
}

// numberCard is what the resident takes along.
func (s Done) numberCard() *kit.Card {
	card := s.Card(s.numberParts()).Middle()
	if s.Class() == kit.Landscape && s.Scale() == kit.Largest {
		return card.Pad(8, 4, 8, 4)
	}
	return card.Pad(8, 7, 8, 7)
}

// numberParts are the number, how to say it, code, delivery and QR.
func (s Done) numberParts() kit.Box {
	c := s.View.Case
	spoken := s.spoken()
	side, gap := kit.By(s.Kit, kit.ByScale[float32](s.Kit, 58, 60, 58), 60, 38), kit.By[float32](s.Kit, 6, 6, 4)
	words := s.Column(kit.By[float32](s.Kit, 3, 3, 0), s.Text(kit.Note, s.T("done.number")), s.Text(kit.Number, string(c.Number)), spoken, s.codeLines())
	if s.Class() == kit.Small {
		width, _ := s.room()
		if c.QR != "" {
			width -= s.MM(side + gap)
		}
		words = s.Column(0, s.smallNumber(width), spoken, s.codeLines())
	}
	if c.QR == "" {
		return words
	}
	scan := kit.ByScale(s.Kit, "done.scan", "done.scan-short", "done.scan-short")
	code := s.Column(1, s.QR(c.QR, side), s.Text(kit.Note, s.T(scan)).Centre())
	if s.Class() == kit.Portrait && s.Scale() == kit.Largest {
		return s.Column(5, words, code)
	}
	wide := max(s.MM(side), s.Text(kit.Note, s.T(scan)).Natural()+2)
	if s.Class() == kit.Small {
		code, wide = s.Column(0, s.QR(c.QR, side)), s.MM(side)
	}
	return s.Row(gap, kit.Cell{Box: words}, kit.Cell{Box: code, Width: wide}).Centred()
}

// codeLines are the check code and how far the case has come.
func (s Done) codeLines() kit.Box {
	c := s.View.Case
	var code kit.Box
	if c.CheckCode != "" {
		code = s.Text(kit.Note, s.T("done.code", "code", string(c.CheckCode)))
	}
	if s.Class() == kit.Small && code != nil {
		return s.Text(kit.Note, s.T("done.code-and", "code", string(c.CheckCode), "delivery", s.delivery(c)))
	}
	return s.Column(0, code, s.Text(kit.Note, s.delivery(c)))
}

// numberLine keeps the number before the eyes on further pages.
func (p Page) numberLine() kit.Box {
	return p.Text(kit.Title, p.T("done.number-is", "number", string(p.View.Case.Number))).In(kit.Indigo)
}

// laterText says how to hear of it again, and reminds of a card that a reader which
// cannot tell may still have.
func (s Done) laterText() kit.Box {
	said := s.T("done.later-code")
	if s.View.Case.ByCard {
		said = s.T("done.later")
	}
	if s.View.Case.ByHand && !s.cramped() {
		said = s.T("done.by-hand") + said
	}
	if s.View.Card.MayLie {
		said += s.T("done.card")
	}
	return s.Text(kit.Body, said)
}

// later is that on a card.
func (s Done) later() kit.Box {
	return s.Card(s.laterText()).Pad(8, 5, 8, 5)
}

// clears says when the page goes by itself.
func (s Done) clears() *kit.TextBox {
	return s.Text(kit.Note, s.T("done.left", "seconds", itoa(left(s.View.Left))))
}

// promiseCard always says name, day with weekday, and what happens if it is
// missed.
func (s Done) promiseCard() kit.Box {
	c := s.View.Case
	face := kit.ByScale[float32](s.Kit, 44, 44, 36)
	top := s.Row(6, s.who(c, face), kit.Cell{Box: s.promised(c, kit.Question)}).Centred()
	inside := s.Column(kit.By[float32](s.Kit, 6, 5, 2), top, s.ways(c), s.Rule(), s.Text(kit.Body, s.T("done.missed")))
	card := s.Card(inside)
	if s.Class() == kit.Landscape && s.Scale() != kit.Standard {
		beside := s.Row(8, kit.Cell{Box: top, Share: 1.4}, kit.Cell{Box: s.ways(c)}).Centred()
		card = s.Card(s.Column(4, beside, s.Rule(), s.Text(kit.Body, s.T("done.missed")))).Pad(8, 3, 8, 3)
	} else {
		card.Pad(8, 7, 8, 7)
	}
	return card.On(kit.LampWash).Middle().Fills()
}
