package screen

import "station365/kiosk/ui/kit"

// words are title and sentences, in the middle of a standing panel.
func (s Help) words(centred bool) []kit.Box {
	head := s.Text(kit.Question, s.title())
	if centred {
		head.Centre()
	}
	boxes := []kit.Box{head}
	if s.rings() {
		number := s.Text(kit.By(s.Kit, kit.Question, kit.Question, kit.Title), s.View.Duty.Phone).In(kit.Indigo)
		if s.Scale() == kit.Standard && s.Class() != kit.Small {
			number = s.Text(kit.Number, s.View.Duty.Phone).In(kit.Indigo)
		}
		if centred {
			number.Centre()
		}
		boxes = append(boxes, number)
	}
	for _, line := range s.sentences() {
		t := s.Text(kit.Label, line).Regular()
		if centred {
			t.Centre()
		}
		boxes = append(boxes, t)
	}
	return boxes
}

// ways are what happens next, and what to do if nobody comes.
func (s Help) ways() kit.Box {
	line := func(icon, text string) kit.Box {
		return s.Row(4, kit.Cell{Box: s.Icon(icon, kit.Indigo, 9), Width: s.MM(9)}, kit.Cell{Box: s.Text(kit.Body, text).Bold()}).Centred()
	}
	var lines []kit.Box
	if text := s.waiting(); text != "" {
		lines = append(lines, s.Text(kit.Body, s.T("help.nobody")).In(kit.Ink2), line("clock", text))
	}
	if s.rings() {
		return s.Card(line("help", s.T("help.again")))
	}
	lines = append(lines, line("phone", s.T("help.phone", "phone", s.View.Duty.Phone)))
	return s.Card(s.Column(kit.By[float32](s.Kit, 4, 3, 1.5), lines...))
}

// face is who is called, or who comes next; nobody is drawn beside a telephone.
func (s Help) face() string {
	return firstOf(s.View.Call.Face, s.View.Duty.Face)
}

// whole is the page with the face large, for a standing panel.
func (s Help) whole() []kit.Box {
	if s.Class() != kit.Portrait {
		return s.besideFace(true)
	}
	wide := kit.ByScale[float32](s.Kit, 120, 84, 52)
	if s.View.Call.Leaves && s.leave() != nil || s.View.Call.Kept.Number != "" {
		wide *= 0.55
	}
	side := (s.Panel().Width - 2*s.Margin() - s.MM(wide)) / 2
	face := s.Row(0, kit.Cell{Width: side}, kit.Cell{Box: s.Person(s.face(), wide), Width: s.MM(wide)}, kit.Cell{Width: side})
	boxes := append([]kit.Box{face}, s.words(true)...)
	return []kit.Box{s.Column(kit.By[float32](s.Kit, 6, 5, 2), append(boxes, s.told(), s.safe(), s.ways(), kit.Spring(), s.leave())...)}
}

// besideFace is the page of a lying panel; full has the ways in their card.
func (s Help) besideFace(full bool) []kit.Box {
	if s.Class() == kit.Portrait {
		return s.plain(true)
	}
	wide := kit.By[float32](s.Kit, 0, 96, 34)
	ways := s.ways()
	if !full {
		wide *= 0.8
		ways = s.call()
	}
	face := s.Column(0, s.Person(s.face(), wide), kit.Spring())
	gap := kit.By[float32](s.Kit, 0, 5, 1.5)
	right := s.Column(gap, append(s.words(false), s.told(), s.safe(), ways, kit.Spring(), s.leave())...)
	return []kit.Box{s.Row(kit.By[float32](s.Kit, 0, 12, 5), kit.Cell{Box: face, Width: s.MM(wide)}, kit.Cell{Box: right})}
}

// call is the telephone in a line; nil where it stands large already.
func (s Help) call() kit.Box {
	if s.rings() {
		return nil
	}
	return s.Text(kit.Label, s.T("help.phone", "phone", s.View.Duty.Phone)).In(kit.Indigo)
}

// plain is the page without a face.
func (s Help) plain(told bool) []kit.Box {
	boxes := s.words(false)
	if told {
		boxes = append(boxes, s.told(), s.safe())
	}
	return []kit.Box{s.Column(kit.By[float32](s.Kit, 5, 4, 1), append(boxes, s.call(), kit.Spring(), s.leave())...)}
}

// brief is what must be said on the smallest glass with the largest type.
func (s Help) brief() []kit.Box {
	role := kit.By(s.Kit, kit.Question, kit.Title, kit.Label)
	boxes := []kit.Box{s.Text(role, s.title()).In(kit.Indigo)}
	if s.rings() {
		boxes = append(boxes, s.Text(role, s.View.Duty.Phone).In(kit.Indigo))
	}
	lines := s.sentences()
	if s.leave() != nil {
		lines = lines[:1]
	}
	for _, l := range lines {
		boxes = append(boxes, s.Text(kit.Body, l))
	}
	if s.leave() == nil && !s.rings() {
		boxes = append(boxes, s.Text(kit.Body, s.T("help.phone", "phone", s.View.Duty.Phone)).Bold())
	}
	return []kit.Box{s.Column(kit.By[float32](s.Kit, 3, 2, 0.3), append(boxes, kit.Spring(), s.leave())...)}
}
