package screen

import (
	"station365/kiosk/flow"
	"station365/kiosk/ui/kit"
)

// Matters is the list of what can be done here.
type Matters struct{ Page }

// most is how many matters stand on a page at most (look §1).
const most = 6

// Build draws a row for each matter, with as many on a page as fit.
func (s Matters) Build() *kit.Drawing {
	pages := s.fitting(s.arranged(most), s.arranged(5), s.arranged(4), s.arranged(3), s.arranged(2), s.arranged(1))
	return s.Lay(s.frame(pages[min(s.View.Page, len(pages)-1)], last{}))
}

// arranged are the pages with so many matters on each.
func (s Matters) arranged(per int) (out []kit.Box) {
	gap := kit.By[float32](s.Kit, 5, 5, 3)
	all := s.View.Matters
	pages := max(1, (len(all)+per-1)/per)
	for page := range pages {
		var rows []kit.Box
		for _, m := range all[page*per : min(len(all), (page+1)*per)] {
			rows = append(rows, s.row(m))
		}
		list := s.Grid(kit.By(s.Kit, 1, 2, 2), gap, rows...)
		title := s.headline(s.T("matters.title"))
		if s.Class() == kit.Small {
			if s.View.Frozen != "" {
				title = s.frozen() // it says more than the title
			}
			out = append(out, s.Column(gap, title, list, kit.Spring(), s.pager(page, pages)))
			continue
		}
		lead, apart := kit.Box(s.Text(kit.Body, s.T("matters.lead"))), float32(1)
		if s.View.Frozen != "" {
			lead, apart = s.frozen(), 3
		}
		head := s.Column(apart, title, lead)
		out = append(out, s.Column(gap, head, list, kit.Spring(), s.pager(page, pages)))
	}
	return out
}

// row is one matter: what it is called, whom it is for, how long it takes and
// what it costs.
func (s Matters) row(m flow.MatterView) kit.Box {
	large := s.Class() != kit.Small
	words := s.Column(0.5, s.Text(kit.Title, s.T(m.Title)).In(kit.Indigo))
	if m.Short != "" && (large || s.Scale() == kit.Standard) {
		words.Boxes = append(words.Boxes, s.Text(kit.Body, s.T(m.Short)))
	}
	if large && s.Scale() != kit.Largest {
		words.Boxes = append(words.Boxes, s.Text(kit.Note, s.T("matters.terms", "due", s.dueIn(m), "fee", s.T(m.Fee))))
	}
	pane := kit.By[float32](s.Kit, 26, 26, 14)
	return s.Touch("matter:"+string(m.ID), kit.Secondary, s.Row(kit.By[float32](s.Kit, 6, 6, 4),
		kit.Cell{Box: s.Pane(m.Icon, pane, kit.LampWash), Width: s.MM(pane)}, kit.Cell{Box: words}).Centred(),
		s.sendValue(flow.OpenMatter, string(m.ID))).Least(kit.By[float32](s.Kit, 43, 43, 20)).Most(kit.By[float32](s.Kit, 60, 60, 30))
}

// dueIn is in how many working days there is a result.
func (p Page) dueIn(m flow.MatterView) string { return p.T("matter.days", "n", itoa(m.DueDays)) }
