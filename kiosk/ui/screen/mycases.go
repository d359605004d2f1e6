package screen

import (
	"station365/kiosk/flow"
	"station365/kiosk/ui/kit"
)

// MyCases is the list of what was handed in with this card.
type MyCases struct{ Page }

// Build draws the list, newest first.
func (s MyCases) Build() *kit.Drawing {
	return s.Lay(s.frame(s.content(), last{text: "cases.next", icon: "check"}))
}

func (s MyCases) content() kit.Box {
	cases := s.View.Cases
	if len(cases) == 0 {
		number := s.otherWay("find:number", "receipt", s.T("find.by-number"), s.T("cases.none-help"), s.send(flow.ByNumber))
		return s.Column(s.gap(), s.Text(kit.Question, s.T("cases.none")), number, kit.Spring())
	}
	headline := s.headlineOf()
	switch said := s.asOf(); {
	case said == "":
	case s.cramped(): // no room for both, and how many there are is seen
		headline = s.Text(kit.Note, said)
	default:
		headline = s.Column(0, headline, s.Text(kit.Note, said))
	}
	tiles := make([]kit.Box, 0, len(cases))
	for _, c := range cases {
		tiles = append(tiles, s.tile(c))
	}
	per, columns := s.perPage(headline, tiles)
	pages := (len(tiles) + per - 1) / per
	page := min(s.View.Page, pages-1)
	shown := tiles[page*per : min(len(tiles), (page+1)*per)]
	return s.Column(s.gap(), headline, s.Grid(columns, s.apart(), shown...), kit.Spring(), s.pager(page, pages))
}

// perPage is how many tiles the glass bears, with a pager if there are more: two
// beside each other where that leaves room for a row of them.
func (s MyCases) perPage(headline kit.Box, tiles []kit.Box) (per, columns int) {
	for columns = kit.By(s.Kit, 1, 2, kit.ByScale(s.Kit, 2, 1, 1)); ; columns-- {
		if per = s.perPageIn(columns, headline, tiles); per > 0 || columns == 1 {
			return max(1, per), columns
		}
	}
}

func (s MyCases) perPageIn(columns int, headline kit.Box, tiles []kit.Box) (per int) {
	w, h := s.room()
	h -= headline.Height(w)
	high := s.MM(s.apart())
	for _, t := range tiles {
		high = max(high, t.Height((w-s.MM(s.apart())*float32(columns-1))/float32(columns))+s.MM(s.apart()))
	}
	if rows := int(h / high); rows*columns >= len(tiles) && len(tiles) <= most {
		return len(tiles)
	}
	h -= s.pager(0, 2).Height(w) + s.MM(s.apart())
	per = int(h/high) * columns
	if s.Scale() == kit.Largest {
		per = min(per, 3)
	}
	return min(per, most)
}

func (s MyCases) headlineOf() kit.Box {
	n, name := itoa(len(s.View.Cases)), s.View.Card.MaskedName
	title := s.T("cases.title-nameless", "n", n)
	if name != "" {
		title = s.T("cases.title", "n", n, "name", name)
	}
	if s.View.Card.LastFour == "" {
		return s.Text(kit.Question, title)
	}
	ending := s.Text(kit.Note, s.T("cases.ending", "digits", s.View.Card.LastFour)).Right()
	return s.Row(3, kit.Cell{Box: s.Text(kit.Question, title)}, kit.Cell{Box: ending, Width: ending.Natural() + 2}).Centred()
}

// tile is one case. A sealed one tells its number and its day, no more.
func (s MyCases) tile(c flow.CaseView) kit.Box {
	side := kit.By[float32](s.Kit, 16, 16, 10)
	mark := s.Window(light(c), side, side+kit.By[float32](s.Kit, 3, 3, 1))
	style, words := kit.Secondary, s.lines(c)
	if c.Title == "" {
		mark = s.Pane("lock", side, kit.LampWash)
		date := s.Words().Date(c.At)
		if s.Class() == kit.Small {
			date = firstPart(date)
		}
		words = []kit.Box{s.Text(kit.Body, s.T("cases.sealed-line", "number", string(c.Number), "date", date)),
			s.Text(kit.Body, s.T("cases.sealed-help")).In(kit.Ink2)}
	} else if c.Late {
		style = kit.Attention
	}
	heading := s.title(c, "cases.sealed")
	if s.cramped() {
		heading = s.T("cases.heading", "title", heading, "number", string(c.Number))
		words = []kit.Box{s.oneLine(c)}
	}
	title := s.Text(kit.Title, heading).In(kit.Indigo)
	arrow := kit.By[float32](s.Kit, 10, 10, 7)
	row := s.Row(kit.By[float32](s.Kit, 5, 4, 3), kit.Cell{Box: mark, Width: s.MM(side)},
		kit.Cell{Box: s.Column(0, append([]kit.Box{title}, words...)...)},
		kit.Cell{Box: s.Icon("pagenext", kit.Indigo, arrow), Width: s.MM(arrow)}).Centred()
	touch := s.Touch("case:"+string(c.Number), style, row, s.sendValue(flow.OpenCase, string(c.Number)))
	if s.Class() == kit.Small {
		return touch.Pad(3, 0.5, 2, 0.5)
	}
	return touch.Pad(6, 3, 5, 3).Most(60)
}

// oneLine is what matters most of a case, for the small glass with large type.
func (s MyCases) oneLine(c flow.CaseView) kit.Box {
	status := s.T("status." + string(c.Status))
	switch {
	case c.Title == "":
		return s.Text(kit.Body, s.T("cases.sealed-short", "date", s.Words().Date(c.At)))
	case c.Late:
		return s.Text(kit.Body, s.T("cases.late", "n", s.daysLate(c))).Bold().In(kit.Persimmon)
	case isSettled(c) || c.DayOpen:
		return s.Text(kit.Body, status)
	}
	return s.Text(kit.Body, s.T("cases.promise-short", "status", status, "date", s.Words().Date(c.Promise.DueBy)))
}

// lines are where a case stands, and by when or since when.
func (s MyCases) lines(c flow.CaseView) []kit.Box {
	status := s.T("status." + string(c.Status))
	lines := []kit.Box{s.Text(kit.Body, s.T("cases.line", "number", string(c.Number), "status", status))}
	switch {
	case c.Late:
		lines = append(lines, s.Text(kit.Body, s.T("cases.late", "n", s.daysLate(c))).Bold().In(kit.Persimmon))
	case isSettled(c) && len(c.History) > 0:
		at := c.History[len(c.History)-1].At
		lines = append(lines, s.Text(kit.Body, s.T("cases.finished", "date", s.Words().Date(at), "status", status)).In(kit.Ink2))
	case !isSettled(c) && !c.DayOpen:
		promise := kit.By(s.Kit, "cases.promise", "cases.promise", "case.latest")
		lines = append(lines, s.Text(kit.Body, s.T(promise, "date", s.Words().Date(c.Promise.DueBy))))
	}
	return lines
}
