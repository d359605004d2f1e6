package screen

import (
	"station365/kiosk/flow"
	"station365/kiosk/ui/kit"
)

// Question is one question of the form.
type Question struct{ Page }

// Build draws the question with its choices or its number pad.
func (s Question) Build() *kit.Drawing {
	if s.View.Question.Kind == "digits" {
		return s.Lay(s.inForm(s.frame(s.digits(), last{})))
	}
	content, hidden := s.choices()
	f := s.inForm(s.frame(content, last{}))
	if hidden && s.View.Question.Chosen == "" && f.Said == "" && s.View.Question.Problem != "" {
		f.Said = s.T("question.more-pages")
	}
	return s.Lay(f)
}

// asked is the question with its help and, when an answer was refused, why.
func (s Question) asked() []kit.Box {
	q := s.View.Question
	boxes := []kit.Box{s.headline(s.T(q.Title))}
	if q.Help != "" && s.Scale() != kit.Largest && s.Class() != kit.Small {
		boxes = append(boxes, s.Text(kit.Body, s.T(q.Help)))
	}
	if q.Problem != "" {
		boxes = append(boxes, s.Notice(kit.Stop, "", s.Text(kit.Body, s.T(q.Problem)).Bold()))
	}
	return boxes
}

func (s Question) why() kit.Box {
	if w := s.View.Question.Why; w != "" && s.Scale() == kit.Standard && s.Class() != kit.Small {
		return s.Notice(kit.Calm, "", s.Text(kit.Body, s.T(w)))
	}
	return nil
}

// perPage is how many choices stand on a page.
func (s Question) perPage() int {
	if s.Class() == kit.Portrait {
		return kit.ByScale(s.Kit, 6, 6, 4)
	}
	return kit.ByScale(s.Kit, 6, 4, kit.By(s.Kit, 4, 4, 2))
}

// choices is the list, paged; hidden tells that some stand on other pages.
func (s Question) choices() (content kit.Box, hidden bool) {
	q := s.View.Question
	all := append(append([]flow.Choice{}, q.Choices...), q.Skips...)
	per := s.perPage()
	pages := max(1, (len(all)+per-1)/per)
	page := min(s.View.Page, pages-1)
	var boxes []kit.Box
	for _, c := range all[page*per : min(len(all), (page+1)*per)] {
		text := c.Text
		if text == "" {
			text = s.T(c.Title)
		}
		boxes = append(boxes, s.Choice("choice:"+c.Value, q.Chosen == c.Value, c.Icon, text, "", s.sendValue(flow.Answer, c.Value)))
	}
	if len(all) == 0 {
		boxes = append(boxes, s.Notice(kit.Stop, "", s.Text(kit.Body, s.T("question.unavailable"))))
	}
	pager := s.pager(page, pages)
	gap := kit.By[float32](s.Kit, 5, 4, 1.5)
	if s.Class() == kit.Landscape {
		side := s.Column(gap, append(s.asked(), kit.Spring(), s.why())...)
		list := s.Column(gap, s.Grid(2, 4, boxes...), kit.Spring(), pager)
		return s.Row(10, kit.Cell{Box: side, Width: s.MM(150)}, kit.Cell{Box: list}), pages > 1
	}
	columns := kit.By(s.Kit, 1, 2, 2)
	parts := append(s.asked(), s.Grid(columns, kit.By[float32](s.Kit, 4, 4, 3), boxes...), kit.Spring(), pager, s.why())
	return s.Column(gap, parts...), pages > 1
}

// digits is the field with the number pad and the honest ways out.
func (s Question) digits() kit.Box {
	q := s.View.Question
	typed := q.Typed.Reveal()
	if q.Masked {
		typed = kit.Dots(typed)
	}
	lacking := ""
	if n := q.Min - len([]rune(q.Typed.Reveal())); n > 0 {
		lacking = s.T("question.missing", "n", itoa(n))
		if q.Max > q.Min {
			lacking = s.T("question.at-least", "n", itoa(q.Min))
		}
	}
	pad := s.NumberPad(s.T("question.clear"), func(key string) { s.Send(flow.Event{Kind: flow.Key, Value: key}) })
	var skips []kit.Cell
	for _, c := range q.Skips {
		skips = append(skips, kit.Cell{Box: s.Button("choice:"+c.Value, kit.Secondary, "", s.T(c.Title), "", s.sendValue(flow.Answer, c.Value))})
	}
	var ways kit.Box
	if len(skips) > 0 {
		ways = s.Row(4, skips...)
	}
	var hidden kit.Box
	if q.Masked && s.Scale() == kit.Standard && s.Class() != kit.Small {
		hidden = s.Row(2, kit.Cell{Box: s.Icon("lock", kit.Ink2, 6), Width: s.MM(6)}, kit.Cell{Box: s.Text(kit.Note, s.T("question.masked"))}).Centred()
	}
	field := s.Field(typed, lacking)
	if s.Class() == kit.Portrait {
		return s.Column(4, append(s.asked(), field, hidden, pad, ways)...)
	}
	side := s.Column(kit.By[float32](s.Kit, 4, 4, 1.5), append(s.asked(), field, hidden, kit.Spring(), ways)...)
	return s.Row(kit.By[float32](s.Kit, 8, 10, 5), kit.Cell{Box: side}, kit.Cell{Box: pad})
}

// pager is the way through a long list; nil when one page holds it.
func (p Page) pager(page, pages int) kit.Box {
	count := "page.count"
	if p.Scale() != kit.Standard {
		count = "page.count-short"
	}
	return p.Pager(kit.Pager{Page: page, Pages: pages, Back: p.T("page.previous"), Forward: p.T("page.next"),
		Count: p.T(count, "n", itoa(page+1), "of", itoa(pages)), Turn: p.turn})
}
