package screen

import (
	"strings"

	"station365/kiosk"
	"station365/kiosk/ui/kit"
)

// CaseDetail is one case: where it stands, what came of it, who answers by when.
type CaseDetail struct{ Page }

// Build draws the case with its history.
func (s CaseDetail) Build() *kit.Drawing {
	f := s.frame(s.content(), last{text: "case.next", icon: "check"})
	f.Places[1].Text = s.T("done.restart")
	return s.Lay(f)
}

func (s CaseDetail) content() kit.Box {
	w, _ := s.room()
	again := s.printAgain("case.again")
	deeds := s.history()
	if s.Class() == kit.Landscape {
		left := s.Column(4, append(append(s.head(), s.answer(w*0.45, nil)...), s.due(), kit.Spring(), s.code(), again)...)
		one := s.Row(10, kit.Cell{Box: left}, kit.Cell{Box: s.Card(s.Column(0, append(deeds, kit.Spring())...)).Fills()})
		if s.fits(one) {
			return one
		}
	}
	if s.Class() == kit.Small {
		return s.low(deeds, again)
	}
	boxes := append(s.head(), s.answer(w, s.head()[0])...)
	boxes = append(boxes, s.due())
	line := s.Card(s.Column(0, deeds...))
	one := s.Column(s.gap(), append(append([]kit.Box{}, boxes...), line, kit.Spring(), s.code(), again)...)
	if s.fits(one) {
		return one
	}
	parts := make([]kit.Box, 0, len(boxes)+len(deeds)+2)
	for _, b := range append(append(boxes, s.code(), again), deeds...) {
		if b != nil {
			parts = append(parts, b)
		}
	}
	return s.leaves(s.numberLine(), nil, parts)
}

// low is the page of a low glass: what belongs together stands side by side.
func (s CaseDetail) low(deeds []kit.Box, again kit.Box) kit.Box {
	w, _ := s.room()
	boxes := s.head()
	switch due := s.due(); {
	case due == nil:
	case s.cramped():
		boxes = append(boxes, due)
	default:
		boxes = []kit.Box{s.Row(3, kit.Cell{Box: boxes[0]}, kit.Cell{Box: due, Share: 1.2}).Centred()}
	}
	boxes = append(boxes, s.answer(w, boxes[0])...)
	if code := s.code(); code != nil {
		again = s.Row(3, kit.Cell{Box: code}, kit.Cell{Box: again, Width: s.MM(70)}).Centred()
	}
	return s.leaves(s.numberLine(), nil, append(append(boxes, again), deeds...))
}

// head is the matter, the number and where it stands.
func (s CaseDetail) head() []kit.Box {
	c := s.View.Case
	side := kit.By[float32](s.Kit, 16, 16, 10)
	words := s.Column(0, s.Text(kit.Question, s.title(c, "case.title-sealed")),
		s.Text(kit.Body, s.T("case.line", "number", string(c.Number), "status", s.T("status."+string(c.Status)))))
	if said := s.asOf(); said != "" {
		words.Boxes = append(words.Boxes, s.Text(kit.Note, said))
	}
	return []kit.Box{s.Row(5, kit.Cell{Box: s.Window(light(c), side, side+3), Width: s.MM(side)}, kit.Cell{Box: words}).Centred()}
}

// answer is the officer's own words; what is longer than a page goes on to the
// next. It begins below the head, if there is one.
func (s CaseDetail) answer(width float32, head kit.Box) []kit.Box {
	text := s.View.Case.Answer.Reveal()
	if text == "" {
		return nil
	}
	width -= s.MM(kit.By[float32](s.Kit, 14, 14, 10))
	lines := s.Wrap(text, s.Size(kit.Body), width, false)
	const few = 2                   // fewer begin on the next page
	take := s.answerLines(head) - 1 // one is the heading's
	if head == nil || take < few {
		take = s.answerLines(s.numberLine()) - 1
	}
	heading := s.Text(kit.Note, s.T("case.answer")).In(kit.Ink)
	var cards []kit.Box
	for len(lines) > 0 {
		n := min(len(lines), max(1, take))
		inside := s.Column(0, s.Text(kit.Body, strings.Join(lines[:n], "\n")))
		if heading != nil {
			inside.Boxes = append([]kit.Box{heading}, inside.Boxes...)
		}
		card := s.Card(inside).On(kit.IndigoWash).Pad(5, 4, 5, 4)
		if s.Class() == kit.Small {
			card.Pad(4, 1, 4, 1)
		}
		cards, lines, heading, take = append(cards, card), lines[n:], nil, s.answerLines(s.numberLine())
	}
	return cards
}

// answerLines is how many lines of an answer stand below a head on a page that
// has a pager.
func (s CaseDetail) answerLines(head kit.Box) int {
	if head == nil {
		return 0
	}
	w, h := s.room()
	h -= s.pager(0, 2).Height(w) + head.Height(w) + s.MM(3*s.gap()+kit.By[float32](s.Kit, 8, 8, 2))
	return int(h / s.Text(kit.Body, "0").Height(w))
}

// due is the promise, or an apology when its day has passed.
func (s CaseDetail) due() kit.Box {
	c := s.View.Case
	if c.Late {
		key := "case.late"
		if s.Class() == kit.Small {
			key = "case.late-short"
		}
		return s.Notice(kit.Stop, "", s.Text(kit.Body, s.T(key, "n", s.daysLate(c), "phone", c.Promise.Phone, "name", c.Promise.Officer)).Bold())
	}
	if isSettled(c) {
		return nil
	}
	if s.cramped() {
		return s.promiseLine(c)
	}
	card := s.Card(s.promiseRow(c)).On(kit.LampWash)
	if s.Class() == kit.Small {
		return card.Pad(3, 1, 3, 1)
	}
	return card.Pad(6, 4, 6, 4)
}

func (s CaseDetail) code() kit.Box {
	c := s.View.Case
	if c.CheckCode == "" {
		return nil
	}
	return s.Text(kit.Note, s.T("case.code", "code", string(c.CheckCode)))
}

// history is what happened, and the promised day as the last, empty window.
func (s CaseDetail) history() []kit.Box {
	c := s.View.Case
	open := !isSettled(c)
	var deeds []kit.Box
	for i, e := range c.History {
		state := kit.WindowLit
		if e.Status == kiosk.Returned || e.Status == kiosk.Withdrawn {
			state = kit.WindowEmpty
		}
		if open && i > 0 && i == len(c.History)-1 {
			state = kit.WindowHalf
		}
		when := s.T("case.when", "date", s.Words().Date(e.At), "clock", s.Words().Clock(e.At))
		deeds = append(deeds, s.Deed(state, when, s.T("case.event."+string(e.Status)), i == 0, !open && i == len(c.History)-1))
	}
	if !open {
		return deeds
	}
	state, when := kit.WindowEmpty, s.T("done.step-due")
	if c.Late {
		state = kit.WindowLate
	}
	if !c.DayOpen {
		when = s.T("case.latest", "date", s.Words().Date(c.Promise.DueBy))
	}
	return append(deeds, s.Deed(state, when, s.T("case.result"), len(deeds) == 0, true))
}
