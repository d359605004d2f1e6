package screen

import (
	"station365/kiosk/flow"
	"station365/kiosk/ui/kit"
)

// Welcome is the page that nobody uses: the neighbourhood by night, who is here,
// what can be done, and one large place to begin; any other place begins as well.
type Welcome struct{ Page }

// Build draws the night above or beside the paper; where all is too much, first
// the event and then the week is left out.
func (s Welcome) Build() *kit.Drawing {
	if s.View.Wiped != "" {
		return s.wakes(s.without().content(s.wiped()))
	}
	for _, c := range []kit.Box{s.content(s.week()), s.without().content(s.week())} {
		if c.Height(s.Panel().Width) <= s.Panel().Height {
			return s.wakes(c)
		}
	}
	return s.wakes(s.without().content(s.greeting()))
}

// wakes is the page that a first touch anywhere ends: nobody needs to find the place.
func (s Welcome) wakes(content kit.Box) *kit.Drawing {
	return s.Lay(kit.Frame{Bare: true, Content: overAnywhere{content, s.Touch("anywhere", kit.Style{}, nil, s.send(flow.Start))}})
}

// overAnywhere is a page that lies on one target as large as it is.
type overAnywhere struct {
	kit.Box
	anywhere *kit.Touch
}

// Draw puts the target first, so that all others lie on it.
func (o overAnywhere) Draw(d *kit.Drawing, r kit.Rect) {
	d.Box(o.anywhere, r)
	d.Box(o.Box, r)
}

// without is the page that has no room for what comes next.
func (s Welcome) without() Welcome {
	s.View.Coming = flow.Coming{}
	return s
}

func (s Welcome) content(said []kit.Box) kit.Box {
	night := s.Night(kit.Evening(s.View.Evening), kit.By[float32](s.Kit, kit.ByScale[float32](s.Kit, 100, 80, 60), 90, 30), s.sky(said))
	m := s.Margin() / s.Panel().PixelsPerMM
	if s.Class() == kit.Portrait {
		return s.Column(0, night, s.Padded(s.paper(), m, 7, m, 6))
	}
	paper := s.Padded(s.paper(), kit.By[float32](s.Kit, 11, 11, 5), kit.By[float32](s.Kit, 10, 10, 5), m, kit.By[float32](s.Kit, 8, 8, 5))
	share := kit.By[float32](s.Kit, 0, 0.46, 0.4)
	return s.Row(0, kit.Cell{Box: night, Width: share * s.Panel().Width}, kit.Cell{Box: paper})
}

// cramped is the small panel with large type: only what must be said is.
func (s Welcome) cramped() bool { return s.Class() == kit.Small && s.Scale() != kit.Standard }

// paper is everything below the night.
func (s Welcome) paper() kit.Box {
	start := s.StartButton("start", s.T("welcome.start"), s.send(flow.Start))
	ways := s.ways()
	notice := s.troubleNotice()
	boxes := []kit.Box{s.today()}
	switch {
	case s.cramped() && notice != nil:
		boxes = []kit.Box{notice}
	case s.cramped():
	case notice == nil:
		boxes = append(boxes, s.hints())
	case s.Class() == kit.Small, s.Scale() == kit.Largest, s.Class() == kit.Landscape && len(s.troubles()) > 1:
		boxes = append(boxes, notice)
	default:
		boxes = append(boxes, notice, s.hints())
	}
	boxes = append(boxes, start, ways)
	if s.Class() != kit.Small {
		boxes = append(boxes, s.foot())
	}
	return s.Column(kit.By[float32](s.Kit, kit.ByScale[float32](s.Kit, 7, 6, 5), 6, 3), boxes...)
}

// today is who is here and what comes next, beside each other where both are read
// at a glance.
func (s Welcome) today() kit.Box {
	c, w := s.View.Coming, s.Words()
	if c.Title == "" {
		return s.duty()
	}
	when := w.Date(c.At)
	if s.Class() == kit.Small || s.Scale() != kit.Standard {
		line := s.T("welcome.event-line", "date", when, "from", w.Clock(c.At), "title", c.Title)
		return s.Column(kit.By[float32](s.Kit, 4, 3, 1), s.duty(), s.Text(kit.Body, line))
	}
	lines := []*kit.TextBox{s.Text(kit.Note, s.T("welcome.event")), s.Text(kit.Label, c.Title), s.Text(kit.Body, when),
		s.Text(kit.Body, s.T("welcome.event-place", "from", w.Clock(c.At), "place", c.Place))}
	column, wide := s.Column(0), float32(0)
	for _, l := range lines {
		column.Boxes, wide = append(column.Boxes, l), max(wide, l.Natural()+1)
	}
	return s.Row(6, kit.Cell{Box: s.duty()}, kit.Cell{Box: s.Card(column).Pad(6, 4, 6, 4), Width: wide + s.MM(12)}).Centred()
}

// ways are the tools of the head that this page has not, and help.
func (s Welcome) ways() kit.Box {
	tools := append(s.languageTool(), kit.Tool{Name: "tool:size", Icon: "textsize", Text: s.T("top.size"), Do: s.send(flow.OpenSize)},
		kit.Tool{Name: "nav:help", Icon: "help", Text: s.T("bar.help"), Do: s.send(flow.CallHelp)})
	var cells []kit.Cell
	for _, t := range tools {
		if s.Class() == kit.Small {
			t.Icon = "" // three words are as wide as the paper
		}
		b := s.Button(t.Name, kit.Secondary, t.Icon, t.Text, "", t.Do).Least(21)
		cells = append(cells, kit.Cell{Box: b, Share: b.Natural()})
	}
	gap := kit.By[float32](s.Kit, 4, 4, 3)
	if n := len(cells) - 1; n > 1 && s.Class() == kit.Small && s.Scale() == kit.Largest { // three do not fit beside each other
		return s.Column(gap, s.Row(gap, cells[:n]...), s.Row(gap, cells[n]))
	}
	return s.Row(gap, cells...)
}

func (s Welcome) duty() kit.Box {
	if s.Class() != kit.Small {
		return s.dutyCard(kit.By[float32](s.Kit, 30, 30, 0))
	}
	d := s.View.Duty
	line := s.T("welcome.duty", "name", d.Name)
	if !d.Now {
		line = s.T("duty.phone", "phone", d.Phone)
	}
	return s.Text(kit.Body, line).Bold()
}

// hints are the three things that most come for; they cannot be pressed.
func (s Welcome) hints() kit.Box {
	var cards []kit.Box
	for _, d := range doors[:3] {
		pane := kit.By[float32](s.Kit, kit.ByScale[float32](s.Kit, 30, 26, 22), 26, 14)
		icon := s.Row(0, kit.Cell{}, kit.Cell{Box: s.Pane(d.icon, pane, kit.LampWash), Width: s.MM(pane)}, kit.Cell{}).Centred()
		title := s.Text(kit.By(s.Kit, kit.Title, kit.Title, kit.Label), s.T("home."+d.name)).In(kit.Indigo).Centre()
		words := s.Text(kit.Note, s.T("home."+d.name+".short")).Centre()
		column := s.Column(2, icon, title)
		if s.Class() != kit.Small {
			column = s.Column(2, icon, title, words)
		}
		pad := kit.By(s.Kit, kit.ByScale[float32](s.Kit, 6, 5, 4), 5, 2)
		cards = append(cards, s.Card(column).Pad(2, pad, 2, pad))
	}
	return s.Grid(len(cards), kit.By[float32](s.Kit, 5, 4, 3), cards...)
}
