package screen

import (
	"station365/kiosk/ui/kit"
)

// FlowCard tells all of a matter before any card is asked for: who, what to
// bring, how long, how much, who answers.
type FlowCard struct{ Page }

// Build draws the facts on one page, or on two or more where type is large.
func (s FlowCard) Build() *kit.Drawing {
	rows := s.rows()
	alone := rows // where the notice has no room beside a fact, it is a page of its own
	if notice := s.noCard(); notice != nil {
		alone = append([]kit.Box{notice}, rows...)
	}
	pages := s.fitting(s.standing(rows), s.arranged(rows, 1), s.arranged(rows, 2), s.arranged(rows, len(rows)), s.bare(rows, s.title(), s.noCard()),
		s.bare(rows, s.noCard(), nil), s.bare(alone, nil, nil))
	page := min(s.View.Page, len(pages)-1)
	return s.Lay(s.frame(pages[page], s.awake(last{text: "flowcard.next"}, page, len(pages))))
}

// arranged are the whole pages of an arrangement of n.
func (s FlowCard) arranged(rows []kit.Box, n int) (pages []kit.Box) {
	pad := kit.By[float32](s.Kit, kit.ByScale[float32](s.Kit, 8, 7, 5), 7, 2)
	parts := split(rows, n)
	for i, facts := range parts {
		card := s.Card(s.Column(kit.By[float32](s.Kit, 5, 3, 1), s.ruled(facts)...)).Fills().Pad(pad, pad, pad, pad)
		pages = append(pages, s.Column(kit.By[float32](s.Kit, 5, 5, 1.5), s.title(), card, s.noCard(), s.pager(i, len(parts))))
	}
	return pages
}

// standing is the page of a standing panel: who and what to bring in one card, and
// the four short facts in a card each, which share what height is left.
func (s FlowCard) standing(rows []kit.Box) []kit.Box {
	if s.Class() != kit.Portrait || s.Scale() == kit.Largest {
		return s.arranged(rows, 1)
	}
	pad := kit.ByScale[float32](s.Kit, 9, 7, 5)
	first := s.Card(s.Column(pad*0.7, s.fact("who", s.who()), s.Rule(), s.fact("papers", s.papers()))).Pad(pad, pad, pad, pad)
	var cards []kit.Box
	for _, c := range []struct {
		icon  string
		words []kit.Box
	}{{"calendar", s.due()}, {"fee", s.fee()}, {"clock", s.here()}, {"person", s.answers()}} {
		side := kit.ByScale[float32](s.Kit, 36, 22, 18)
		picture := kit.Box(s.Pane(c.icon, side, kit.LampWash))
		if c.icon == "person" && s.View.Duty.Face != "" {
			picture = s.Person(s.View.Duty.Face, side)
		}
		head := s.Row(0, kit.Cell{Box: picture, Width: s.MM(side)}, kit.Cell{})
		cards = append(cards, s.Card(s.Column(3, append([]kit.Box{head}, c.words...)...)).Fills().Pad(pad, pad*0.7, pad, pad*0.7))
	}
	return []kit.Box{s.Column(5, s.title(), first, s.Grid(2, 5, cards...), s.noCard())}
}

// bare are pages of one fact each without a card, and without title and notice
// (nil) where those leave no room.
func (s FlowCard) bare(rows []kit.Box, title, notice kit.Box) (pages []kit.Box) {
	for i, r := range rows {
		pages = append(pages, s.Column(1.5, title, r, kit.Spring(), notice, s.pager(i, len(rows))))
	}
	return pages
}

// title is the matter's name.
func (s FlowCard) title() kit.Box {
	name := s.headline(s.T(s.View.Matter.Title))
	if s.Class() == kit.Small || s.Scale() == kit.Largest {
		return name
	}
	return s.Column(1, name, s.Text(kit.Body, s.T("flowcard.lead")))
}

// noCard says why this matter cannot be begun now: no new ones are taken, or the
// card that it needs cannot be read.
func (s FlowCard) noCard() kit.Box {
	if s.View.Frozen != "" {
		return s.frozen()
	}
	if !s.View.Matter.NeedsCard || !s.noReader() {
		return nil
	}
	key, short := "flowcard.no-reader", "flowcard.no-reader-short"
	if s.View.Matter.ByHand {
		key, short = "flowcard.by-hand", "flowcard.by-hand-short"
	}
	if s.Class() == kit.Small || s.Scale() == kit.Largest {
		key = short
	}
	return s.Notice(kit.Stop, "idcard", s.Text(kit.Body, s.T(key)).Bold())
}

// rows are the facts as they stand below each other.
func (s FlowCard) rows() []kit.Box {
	who, papers, due, fee := s.fact("who", s.who()), s.fact("papers", s.papers()), s.fact("calendar", s.due()), s.fact("fee", s.fee())
	here, answers := s.fact("clock", s.here()), s.fact("person", s.answers())
	row := func(cells ...kit.Cell) kit.Box { return s.Row(4, cells...) }
	switch {
	case s.Class() == kit.Small && s.Scale() == kit.Standard, s.Class() == kit.Landscape && s.Scale() != kit.Standard:
		return []kit.Box{row(kit.Cell{Box: who}, kit.Cell{Box: papers}),
			row(kit.Cell{Box: due, Share: 1.7}, kit.Cell{Box: fee, Share: 0.8}, kit.Cell{Box: here}, kit.Cell{Box: answers, Share: 0.7})}
	case s.Class() == kit.Landscape:
		return []kit.Box{row(kit.Cell{Box: who, Share: 1.2}, kit.Cell{Box: due}, kit.Cell{Box: fee, Share: 0.8}),
			row(kit.Cell{Box: papers, Share: 1.2}, kit.Cell{Box: here}, kit.Cell{Box: answers, Share: 0.8})}
	}
	lines := []kit.Box{who, papers}
	if s.Class() == kit.Small { // a page has room for one paper
		lines = []kit.Box{who}
		for _, p := range s.View.Matter.Papers {
			lines = append(lines, s.Column(0, s.Text(kit.Note, s.T("flowcard.papers")), s.Text(kit.Body, s.T(p)).Bold()))
		}
	}
	return append(lines, row(kit.Cell{Box: due, Share: 1.5}, kit.Cell{Box: fee}), row(kit.Cell{Box: here, Share: 1.5}, kit.Cell{Box: answers}))
}

// ruled puts a hairline between facts, which share the card's height evenly.
func (s FlowCard) ruled(facts []kit.Box) (out []kit.Box) {
	const whole = 400 // mm: as much as there is
	for i, f := range facts {
		if i > 0 {
			out = append(out, s.Rule())
		}
		out = append(out, s.Room(f, whole))
	}
	return out
}

// fact is one thing to know: an icon in its pane and words; the small panel has
// room for words only.
func (s FlowCard) fact(icon string, words []kit.Box) kit.Box {
	if s.Class() == kit.Small {
		return s.Column(0, words...)
	}
	pane := kit.By[float32](s.Kit, kit.ByScale[float32](s.Kit, 36, 22, 18), kit.ByScale[float32](s.Kit, 22, 20, 18), 0)
	return s.Row(5, kit.Cell{Box: s.Pane(icon, pane, kit.LampWash), Width: s.MM(pane)}, kit.Cell{Box: s.Column(0.5, words...)}).Centred()
}

// said is a label, what counts, and one more line ("" for none), which the small
// panel leaves out.
func (s FlowCard) said(label, text, more string) []kit.Box {
	role := kit.By(s.Kit, kit.ByScale(s.Kit, kit.Question, kit.Title, kit.Title), kit.Title, kit.Label)
	out := []kit.Box{s.Text(kit.By(s.Kit, kit.ByScale(s.Kit, kit.Body, kit.Note, kit.Note), kit.Note, kit.Note), s.T(label)).In(kit.Ink2), s.Text(role, text).In(kit.Ink)}
	if more != "" && s.Class() != kit.Small {
		out = append(out, s.Text(kit.Body, more))
	}
	return out
}

func (s FlowCard) who() []kit.Box {
	m := s.View.Matter
	more := ""
	if m.WhoMore != "" {
		more = s.T(m.WhoMore)
	}
	return s.said("flowcard.who", s.T(m.Who), more)
}

func (s FlowCard) papers() []kit.Box {
	papers := s.View.Matter.Papers
	if len(papers) == 0 {
		return s.said("flowcard.papers", s.T("flowcard.no-papers"), "")
	}
	out := s.said("flowcard.papers", s.T(papers[0]), "")
	for _, p := range papers[1:] {
		out = append(out, s.Text(kit.Body, s.T(p)))
	}
	return out
}

func (s FlowCard) due() []kit.Box {
	m := s.View.Matter
	if m.DueBy.IsZero() {
		return s.said("flowcard.due", s.dueIn(m), "")
	}
	if s.Class() == kit.Small {
		return s.said("flowcard.latest", s.Words().Date(m.DueBy), "")
	}
	return s.said("flowcard.due", s.dueIn(m), s.T("flowcard.due-by", "date", s.Words().Date(m.DueBy)))
}

func (s FlowCard) fee() []kit.Box { return s.said("flowcard.fee", s.T(s.View.Matter.Fee), "") }

func (s FlowCard) here() []kit.Box {
	m := s.View.Matter
	more := "flowcard.with-card"
	switch {
	case s.Class() == kit.Portrait && m.Where != "":
		more = m.Where
	case !m.NeedsCard:
		more = "flowcard.without-card"
	}
	return s.said("flowcard.here", s.T("flowcard.minutes", "n", itoa(m.Minutes)), s.T(more))
}

func (s FlowCard) answers() []kit.Box { return s.said("flowcard.answers", s.View.Duty.Name, "") }
