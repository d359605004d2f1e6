package screen

import (
	"strings"

	"station365/kiosk/flow"
	"station365/kiosk/ui/kit"
)

// WhereTo says who is here now, whom to ring and who is here on which day.
type WhereTo struct{ Page }

// Build draws the person, the telephones and the seven days, on more pages where
// type is large.
func (s WhereTo) Build() *kit.Drawing {
	pages := s.fitting(s.onePage(), s.arranged(1), s.arranged(2), s.arranged(len(s.View.Week)))
	page := min(s.View.Page, len(pages)-1)
	return s.Lay(s.frame(pages[page], last{}))
}

func (s WhereTo) gap() float32 { return kit.By[float32](s.Kit, 5, 5, 1.5) }

// onePage has everything: below each other, or beside each other on a lying panel.
func (s WhereTo) onePage() []kit.Box {
	if s.Class() == kit.Portrait {
		return []kit.Box{s.Column(s.gap(), s.headline(s.T("where.title")), s.person(), s.roster(s.View.Week), kit.Spring())}
	}
	left := s.Column(s.gap(), s.headline(s.T("where.title")), s.person(), kit.Spring())
	return []kit.Box{s.Row(kit.By[float32](s.Kit, 0, 10, 4), kit.Cell{Box: left}, kit.Cell{Box: s.roster(s.View.Week)})}
}

// arranged has the person on a page of her own and the days on n more.
func (s WhereTo) arranged(n int) []kit.Box {
	days := splitDays(s.View.Week, n)
	pages := []kit.Box{s.Column(s.gap(), s.headline(s.T("where.title")), s.person(), kit.Spring(), s.pager(0, len(days)+1))}
	for i, part := range days {
		pages = append(pages, s.Column(s.gap(), s.roster(part), kit.Spring(), s.pager(i+1, len(days)+1)))
	}
	return pages
}

func splitDays(days []flow.DutyDay, n int) (parts [][]flow.DutyDay) {
	per := max(1, (len(days)+n-1)/max(1, n))
	for len(days) > per {
		parts, days = append(parts, days[:per]), days[per:]
	}
	return append(parts, days)
}

// person is who can be asked, and the two telephones.
func (s WhereTo) person() kit.Box {
	st := s.View.Station
	lines := []kit.Box{s.dutyCard(kit.By[float32](s.Kit, kit.ByScale[float32](s.Kit, 44, 36, 30), 30, 18))}
	if s.Class() != kit.Small {
		lines = append(lines, s.Rule())
	}
	lines = append(lines, s.phone("where.phone", st.Phone))
	if st.ComplaintPhone != "" {
		lines = append(lines, s.phone("where.complaint", st.ComplaintPhone))
	}
	return s.Card(s.Column(kit.By[float32](s.Kit, 5, 4, 1), lines...))
}

// phone is a telephone with what it is for.
func (s WhereTo) phone(key, number string) kit.Box {
	label := s.Text(kit.Body, s.T(key))
	figures := s.Text(kit.Label, number).In(kit.Indigo)
	if s.Scale() != kit.Standard || s.Class() == kit.Small {
		return s.Column(0, label, figures)
	}
	return s.Row(4, kit.Cell{Box: s.Icon("phone", kit.Indigo, 9), Width: s.MM(9)}, kit.Cell{Box: label},
		kit.Cell{Box: figures.Right(), Width: figures.Natural() + 1}).Centred()
}

// roster is who is here on which day.
func (s WhereTo) roster(days []flow.DutyDay) kit.Box {
	role := kit.By(s.Kit, kit.Title, kit.Title, kit.Label)
	lines := []kit.Box{s.Text(role, s.T("where.roster")).In(kit.Indigo)}
	for _, d := range days {
		lines = append(lines, s.Rule(), s.day(d))
	}
	return s.Card(s.Column(kit.By[float32](s.Kit, kit.ByScale[float32](s.Kit, 4.5, 3, 2), 2.6, 0.4), lines...))
}

func (s WhereTo) day(d flow.DutyDay) kit.Box {
	date := s.Text(kit.Body, s.Words().Date(d.Day))
	if s.Words().Date(d.Day) == s.Words().Date(s.View.Top.Now) {
		date = s.Text(kit.Body, s.T("where.today")).Bold()
	}
	names := s.Text(kit.Body, strings.Join(d.Names, s.T("where.pause"))).Bold()
	if len(d.Names) == 0 {
		names = s.Text(kit.Body, s.T("where.nobody")).In(kit.Ink2)
	}
	return s.Row(4, kit.Cell{Box: date, Share: 1.3}, kit.Cell{Box: names}).Centred()
}
