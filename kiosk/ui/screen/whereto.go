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
	person, duty, phones := []kit.Box{s.person()}, s.duty(), s.phones()
	pages := s.fitting(s.onePage(), s.arranged(person, 1), s.arranged(person, 2), s.arranged([]kit.Box{duty, phones}, 2),
		s.arranged([]kit.Box{duty, phones}, 3), s.arranged([]kit.Box{duty, phones}, 4), s.arranged([]kit.Box{duty, phones}, 7))
	f := s.frame(pages[min(s.View.Page, len(pages)-1)], last{})
	if s.View.Said == "bar.nothing-next" { // there is nothing to choose either
		f.Said = s.T("where.nothing")
	}
	return s.Lay(f)
}

func (s WhereTo) gap() float32 { return kit.By[float32](s.Kit, 5, 5, 1.5) }

// onePage has everything: below each other, or beside each other on a lying panel.
func (s WhereTo) onePage() []kit.Box {
	title := s.headline(s.T("where.title"))
	if s.Class() == kit.Portrait {
		return []kit.Box{s.Column(s.gap(), title, s.person(), s.roster(s.View.Week), kit.Spring())}
	}
	left := s.Column(s.gap(), title, s.Card(s.stacked()), kit.Spring())
	return []kit.Box{s.Row(kit.By[float32](s.Kit, 0, 10, 4), kit.Cell{Box: left}, kit.Cell{Box: s.Column(0, s.roster(s.View.Week), kit.Spring())})}
}

// arranged has a page for each of the first boxes, and the days on n more.
func (s WhereTo) arranged(first []kit.Box, n int) (pages []kit.Box) {
	days := splitDays(s.View.Week, n)
	all := len(first) + len(days)
	for i, b := range first {
		pages = append(pages, s.Column(s.gap(), s.headline(s.T("where.title")), b, kit.Spring(), s.pager(i, all)))
	}
	for i, part := range days {
		pages = append(pages, s.Column(s.gap(), s.roster(part), kit.Spring(), s.pager(len(first)+i, all)))
	}
	return pages
}

func splitDays(days []flow.DutyDay, n int) (parts [][]flow.DutyDay) {
	per := max(1, (len(days)+n-1)/n)
	for len(days) > per {
		parts, days = append(parts, days[:per]), days[per:]
	}
	return append(parts, days)
}

// person is who can be asked and the telephones, beside each other on a lying
// panel.
func (s WhereTo) person() kit.Box {
	if s.Class() == kit.Portrait {
		return s.Card(s.stacked())
	}
	return s.Card(s.Row(8, kit.Cell{Box: s.duty(), Share: 1.2}, kit.Cell{Box: s.calls()}).Centred())
}

func (s WhereTo) stacked() kit.Box {
	if s.Class() == kit.Small {
		return s.Column(1, s.duty(), s.calls())
	}
	return s.Column(5, s.duty(), s.Rule(), s.calls())
}

// duty is who can be asked.
func (s WhereTo) duty() kit.Box {
	if s.Class() != kit.Small {
		return s.dutyCard(kit.By[float32](s.Kit, kit.ByScale[float32](s.Kit, 44, 36, 30), 30, 0))
	}
	if !s.View.Duty.Now {
		return s.Column(0, s.Text(kit.Body, s.T("help.title-nobody")).Bold(), s.Text(kit.Body, s.dutyTime()))
	}
	return s.Column(0, s.Text(kit.Body, s.T("welcome.duty", "name", s.View.Duty.Name)).Bold(), s.Text(kit.Body, s.dutyTime()))
}

// calls are the telephones below each other, phones beside each other.
func (s WhereTo) calls() kit.Box { return s.Column(kit.By[float32](s.Kit, 4, 4, 0), s.numbers()...) }

func (s WhereTo) phones() kit.Box {
	if s.Class() == kit.Portrait {
		return s.calls()
	}
	var cells []kit.Cell
	for _, b := range s.numbers() {
		cells = append(cells, kit.Cell{Box: b})
	}
	return s.Row(4, cells...)
}

func (s WhereTo) numbers() []kit.Box {
	st := s.View.Station
	out := []kit.Box{s.phone("where.phone", st.Phone)}
	if st.ComplaintPhone != "" {
		out = append(out, s.phone("where.complaint", st.ComplaintPhone))
	}
	return out
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
	var lines []kit.Box
	if s.Class() != kit.Small {
		lines = append(lines, s.Text(kit.Title, s.T("where.roster")).In(kit.Indigo))
	}
	for i, d := range days {
		if i > 0 || len(lines) > 0 {
			lines = append(lines, s.Rule())
		}
		lines = append(lines, s.day(d))
	}
	return s.Card(s.Column(kit.By[float32](s.Kit, kit.ByScale[float32](s.Kit, 5, 3, 2), 2.4, 0.3), lines...))
}

func (s WhereTo) day(d flow.DutyDay) kit.Box {
	role := kit.Body
	if s.Class() == kit.Portrait && s.Scale() == kit.Standard {
		role = kit.Label
	}
	date := s.Text(role, s.Words().Date(d.Day)).Regular()
	if s.Words().Date(d.Day) == s.Words().Date(s.View.Top.Now) {
		date = s.Text(role, s.T("where.today")).Bold()
	}
	names := s.Text(role, strings.Join(d.Names, s.T("where.pause"))).Bold()
	if len(d.Names) == 0 {
		names = s.Text(role, s.T("where.nobody")).Regular().In(kit.Ink2)
	}
	return s.Row(4, kit.Cell{Box: date, Share: 1.3}, kit.Cell{Box: names}).Centred()
}
