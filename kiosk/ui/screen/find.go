package screen

import (
	"station365/devices"
	"station365/kiosk/flow"
	"station365/kiosk/ui/kit"
)

// FindCase asks how to look: with the card, with the receipt's number or, where
// there is a scanner, with the receipt itself.
type FindCase struct{ Page }

// Build draws the two ways; without a reader only the one that works.
func (s FindCase) Build() *kit.Drawing {
	card := s.otherWay("find:card", "idcard", s.T("find.by-card"), s.T("find.by-card-help"), s.send(flow.ByCard))
	number := s.otherWay("find:number", "receipt", s.T("find.by-number"), s.T("find.by-number-help"), s.send(flow.ByNumber))
	head := []kit.Box{s.headline(s.T("find.title"))}
	if s.roomForNotes() {
		head = append(head, s.Text(kit.Body, s.T("find.help")))
	}
	ways, scan := []kit.Box{card, number}, s.byScan()
	if !s.readerWorks() && !s.View.Card.Verified {
		ways = ways[1:]
		if scan == nil || s.Class() != kit.Small || s.Scale() != kit.Largest {
			head = append(head, s.Notice(kit.Stop, "", s.Text(kit.Body, s.T("card.no-reader.sorry"))))
		}
	}
	if scan != nil && len(ways) == 1 && s.Class() == kit.Small {
		ways, scan = append(ways, scan), nil // the card's place is free, and there is no other
	}
	grid := s.Grid(kit.By(s.Kit, 1, 2, 2), kit.By[float32](s.Kit, 5, 5, 3), ways...)
	end := last{sleep: true, why: s.sendValue(flow.AskWhy, "find.choose-first")}
	return s.Lay(s.frame(s.Column(s.gap(), append(head, grid, scan, kit.Spring())...), end))
}

// byScan is no place to press: the receipt is simply held there.
func (s FindCase) byScan() kit.Box {
	if s.View.Scanner != devices.Ready {
		return nil
	}
	at, scan := s.View.Housing.Scanner, s.Text(kit.Label, s.T("find.by-scan"))
	if !s.roomForNotes() || s.View.Said != "" {
		return s.Notice(kit.PleaseDo, "receipt", s.toward(scan, at, kit.Persimmon))
	}
	lines := []kit.Box{scan}
	if at != "" {
		lines = append(lines, s.toward(s.Text(kit.Body, s.where(scannerPart, at)).Bold(), at, kit.Persimmon))
	} else {
		lines = append(lines, s.Text(kit.Note, s.T("find.by-scan-help")))
	}
	return s.Notice(kit.PleaseDo, "receipt", lines...)
}

// EnterNumber asks for the figures of the case number.
type EnterNumber struct{ Page }

// Build draws the number pad; an empty field lets the last place sleep.
func (s EnterNumber) Build() *kit.Drawing {
	s.View.Question.Help = "find.number-help"
	end := last{text: "find.next", sleep: s.View.Question.Typed.Empty(), why: s.sendValue(flow.AskWhy, "find.type-first")}
	return s.Lay(s.withProblem(s.frame(Question{s.Page}.digits(), end)))
}

// EnterCode asks for the check code, in the groups that the receipt prints.
type EnterCode struct{ Page }

// Build draws the code's fields and its keys.
func (s EnterCode) Build() *kit.Drawing {
	q := s.View.Question
	keys := s.CodeKeys(func(key string) { s.Send(flow.Event{Kind: flow.Key, Value: key}) })
	end := last{text: "find.look", sleep: q.Typed.Empty(), why: s.sendValue(flow.AskWhy, "find.code-first")}
	if s.Class() == kit.Small {
		gap := s.gap()
		if s.roomForNotes() && !q.Typed.Empty() { // a key stands above the keys
			gap = s.apart()
		}
		return s.Lay(s.withProblem(s.frame(s.Column(gap, s.smallField(), keys), end)))
	}
	columns := kit.By(s.Kit, kit.ByScale(s.Kit, 4, 2, 2), 2, 4)
	width, _ := s.Inside(false)
	parts := append(s.asked("find.code-help", width), s.CodeField(q.Typed.Reveal(), columns), s.below(), kit.Spring())
	if s.Class() == kit.Portrait {
		return s.Lay(s.frame(s.Column(s.gap(), append(parts, keys)...), end))
	}
	side := kit.Cell{Box: s.Column(s.gap(), parts...), Width: s.MM(kit.ByScale[float32](s.Kit, 150, 160, 180))}
	return s.Lay(s.frame(s.Row(10, side, kit.Cell{Box: keys}), end))
}

// smallField has question and field in one row; large type has room for the
// question only until the first key is pressed.
func (s EnterCode) smallField() kit.Box {
	q := s.View.Question
	title := s.Text(kit.Title, s.T(q.Title)).In(kit.Indigo).Middle()
	field := s.CodeField(q.Typed.Reveal(), 4)
	switch {
	case s.roomForNotes() && !q.Typed.Empty(): // who is typing knows what
		return s.Row(3, kit.Cell{Box: s.clear(), Width: s.MM(46)}, kit.Cell{Box: field}).Centred()
	case s.roomForNotes():
		return s.Row(3, kit.Cell{Box: title, Width: title.Natural() + 1}, kit.Cell{Box: field}).Centred()
	case q.Typed.Empty():
		return title
	}
	return field
}

// below is what is lacking, and the key that erases all.
func (s EnterCode) below() kit.Box {
	if s.View.Question.Typed.Empty() {
		return s.lacking()
	}
	return s.Row(4, kit.Cell{Box: s.lacking()}, kit.Cell{Box: s.clear(), Width: s.MM(kit.ByScale[float32](s.Kit, 62, 74, 92))}).Centred()
}

// clear erases all; the smallest glass has no room for it in large type.
func (s EnterCode) clear() kit.Box {
	return s.Button("key:clear", kit.Secondary, "", s.T("question.clear"), "", s.sendValue(flow.Key, "clear")).Least(20)
}

// lacking is how many characters are still to come.
func (s EnterCode) lacking() kit.Box {
	n := s.View.Question.Min - len([]rune(s.View.Question.Typed.Reveal()))
	if n <= 0 {
		return s.Text(kit.Note, "")
	}
	return s.Text(kit.Note, s.T("find.code-left", "n", itoa(n)))
}
