package screen

import (
	"station365/kiosk/flow"
	"station365/kiosk/ui/kit"
)

// characters is a grid of what the strokes may be; its last place turns the page.
func (s Writing) characters(columns, rows int, least float32) kit.Box {
	p := s.View.Panel
	per := columns*rows - 1
	if len(p.Candidates) <= per+1 {
		per++
	}
	first := min(p.Page*per, max(0, len(p.Candidates)-1)) / per * per
	var boxes []kit.Box
	for i := first; i < min(first+per, len(p.Candidates)); i++ {
		boxes = append(boxes, s.candidate(i, p.Candidates[i], kit.By(s.Kit, kit.Question, kit.Title, kit.Title), least).Most(44))
	}
	for len(boxes) < per {
		boxes = append(boxes, kit.Empty{High: s.MM(least)})
	}
	if per < columns*rows {
		next := first/per + 1
		if next*per >= len(p.Candidates) {
			next = 0
		}
		boxes = append(boxes, s.pageKey("texts:next", "pagenext", next).Least(least).Most(44))
	}
	return s.Grid(columns, 3, boxes...)
}

func (s Writing) pageKey(name, icon string, page int) *kit.Touch {
	inside := s.Row(0, kit.Cell{Box: s.Icon(icon, kit.Indigo, 8)}).Centred()
	return s.Touch(name, kit.Secondary, inside, s.sendValue(flow.TurnTexts, itoa(page))).Pad(1, 0, 1, 0).Radius(3.5)
}

// textsOrMarks is what the letters may mean; while there are none, marks stand
// there, and the key that erases all.
func (s Writing) textsOrMarks(rows int) kit.Box {
	if len(s.View.Panel.Candidates) > 0 {
		return s.texts(rows)
	}
	least := s.textHeight()
	hint := kit.Box(kit.Empty{High: s.MM(least)})
	if rows > 1 && s.View.Question.Typed.Empty() {
		hint = s.Row(0, kit.Cell{Box: kit.Empty{High: s.MM(least)}, Width: 1}, kit.Cell{Box: s.Text(kit.Body, s.T("writing.pinyin-here")).In(kit.Ink2)}).Centred()
	}
	marks, row := hanMarks, s.Row(3)
	if s.Class() != kit.Small {
		marks = moreMarks
	}
	for _, m := range marks {
		row.Cells = append(row.Cells, kit.Cell{Box: s.Letter(string(m), s.press).Least(least)})
	}
	if !s.View.Question.Typed.Empty() {
		clear := s.wordKey("key:clear", kit.Secondary, "question.clear", func() { s.press("clear") })
		row.Cells = append(row.Cells, kit.Cell{Box: clear.Least(least), Share: 1.8})
	}
	if rows == 1 {
		return row
	}
	return s.Column(3, hint, row)
}

// textHeight is a candidate's, in mm.
func (s Writing) textHeight() float32 {
	return kit.By[float32](s.Kit, kit.ByScale[float32](s.Kit, 26, 24, 22), 20, 13)
}

// texts is so many rows of what the letters may mean, as wide as they need; the
// last row ends with the keys that turn the page.
func (s Writing) texts(rows int) kit.Box {
	least := s.textHeight()
	pages := s.packed(rows)
	page := min(s.View.Panel.Page, len(pages)-1)
	column := s.Column(kit.By[float32](s.Kit, 3, 3, 2))
	for i, line := range pages[page] {
		row := s.Row(3)
		for _, at := range line {
			row.Cells = append(row.Cells, kit.Cell{Box: s.candidate(at, s.View.Panel.Candidates[at], s.textRole(), least), Width: s.textWide(at)})
		}
		row.Cells = append(row.Cells, kit.Cell{Box: kit.Empty{High: s.MM(least)}})
		if i == rows-1 && len(pages) > 1 {
			back := s.pageKey("texts:previous", "pageprev", max(0, page-1)).Least(least)
			next := s.pageKey("texts:next", "pagenext", (page+1)%len(pages)).Least(least)
			row.Cells = append(row.Cells, kit.Cell{Box: back, Width: s.MM(pageKeyWide)}, kit.Cell{Box: next, Width: s.MM(pageKeyWide)})
		}
		column.Boxes = append(column.Boxes, row)
	}
	return column
}

const pageKeyWide = 20 // mm

func (s Writing) textRole() kit.Role {
	if s.Class() == kit.Small && s.Scale() == kit.Largest {
		return kit.Note
	}
	return kit.By(s.Kit, kit.Title, kit.Label, kit.Body)
}

// textWide is a finger's width, or what the words need.
func (s Writing) textWide(i int) float32 {
	words := s.Text(s.textRole(), s.View.Panel.Candidates[i].Reveal()).Regular().Natural()
	return min(max(s.MM(20), words+s.MM(7)), s.padWide()-2*s.MM(pageKeyWide+3)-s.MM(3))
}

// padWide is the width of the pad.
func (s Writing) padWide() float32 {
	width, _ := s.Inside(true)
	if s.Class() == kit.Landscape {
		width -= s.MM(kit.ByScale[float32](s.Kit, 150, 150, 158) + 8)
	}
	return width
}

// packed shares the candidates out: pages of rows, each as full as it can be. An
// empty list is one page of empty rows.
func (s Writing) packed(rows int) (pages [][][]int) {
	page, line, used := make([][]int, 0, rows), []int{}, float32(0)
	room := func() float32 {
		if len(page) == rows-1 {
			return s.padWide() - 2*s.MM(pageKeyWide+3)
		}
		return s.padWide()
	}
	flush := func() {
		page, line, used = append(page, line), nil, 0
		if len(page) == rows {
			pages, page = append(pages, page), make([][]int, 0, rows)
		}
	}
	for i := range s.View.Panel.Candidates {
		wide := s.textWide(i) + s.MM(3)
		if len(line) > 0 && used+wide > room() {
			flush()
		}
		line, used = append(line, i), used+wide
	}
	for len(line) > 0 || len(page) > 0 || len(pages) == 0 {
		flush()
	}
	return pages
}
