package screen

import (
	"station365/kiosk/flow"
	"station365/kiosk/ui/kit"
)

// entry is one line of what the kiosk knows: its label with a sign of where it came
// from, its value, and at the right the way to change it.
type entry struct {
	label, value string
	sign         kit.Box // nil for none
	signWide     float32
	right        kit.Box // nil for none
	rightWide    float32
	long         bool // value and button do not fit beside each other in full size
}

// said is a line's value in words.
func (p Page) said(l flow.ReviewLine) string {
	switch {
	case l.ValueKey != "":
		return p.T(l.ValueKey)
	case l.Value.Empty():
		return p.T("review.empty")
	}
	return l.Value.Reveal()
}

// tight is a glass whose type leaves room for a few lines of a table.
func (p Page) tight() bool {
	return p.Class() == kit.Small || p.Class() == kit.Landscape && p.Scale() == kit.Largest
}

// rowGap is between a row's words and what stands at its right, in mm.
const rowGap = 4

// leastGap is between two things to press, in mm (look §4).
const leastGap = 3

// row sets an entry: the label above its value, on a wide row of a low panel
// before it. Where type is large and the panel low, one line is all there is for both.
func (p Page) row(e entry, beside bool) kit.Box {
	oneLine := beside || p.tight()
	label, value := p.labelOf(e, oneLine), p.Text(kit.Title, e.value).In(kit.Ink)
	if e.long { // a whole address beside its button
		value = p.Text(kit.Body, e.value).In(kit.Ink).Bold()
	}
	cells := []kit.Cell{{Box: p.Column(0, label, value)}}
	switch {
	case p.tight():
		cells = []kit.Cell{{Box: label, Width: p.Text(kit.Note, e.label).Natural() + 1}, {Box: value}}
	case beside:
		cells = []kit.Cell{{Box: label, Share: 0.4}, {Box: value}}
	}
	if e.sign != nil && oneLine {
		cells = append(cells, kit.Cell{Box: e.sign, Width: e.signWide})
	}
	if e.right != nil {
		cells = append(cells, kit.Cell{Box: e.right, Width: e.rightWide})
	}
	pad := kit.By[float32](p.Kit, 2.5, 2, 0.5)
	if e.right != nil {
		pad = max(pad, (leastGap-hairline)/2)
	}
	return p.Padded(p.Row(rowGap, cells...).Centred(), 0, pad, 0, pad)
}

// labelOf is an entry's label, the sign right after it where the value is below.
func (p Page) labelOf(e entry, beside bool) kit.Box {
	label := p.Text(kit.Note, e.label)
	if e.sign == nil || beside {
		return label
	}
	return p.Row(rowGap, kit.Cell{Box: label, Width: label.Natural() + 1}, kit.Cell{Box: e.sign}).Centred()
}

// rows sets entries for a width. Two short ones stand beside each other, on a
// standing panel if nothing is to be pressed there; a long one has the width for
// itself.
func (p Page) rows(entries []entry, width float32) (rows []kit.Box) {
	const columnGap = 8
	half := (width - p.MM(columnGap)) / 2
	short := func(i int) bool {
		if i >= len(entries) {
			return false
		}
		e := entries[i]
		if e.right != nil && p.Class() == kit.Portrait {
			return false
		}
		value, label := half-1, half-1
		if e.right != nil {
			value -= e.rightWide + p.MM(rowGap)
			label = value
		}
		if e.sign != nil {
			label -= e.signWide + p.MM(rowGap)
		}
		if p.tight() {
			value -= p.Text(kit.Note, e.label).Natural() + p.MM(rowGap)
			if e.sign != nil {
				value -= e.signWide + p.MM(rowGap)
			}
		}
		return p.Text(kit.Title, e.value).Natural() <= value && p.Text(kit.Note, e.label).Natural() <= label
	}
	for i := 0; i < len(entries); i++ {
		switch {
		case short(i) && short(i+1):
			rows = append(rows, p.Row(columnGap, kit.Cell{Box: p.row(entries[i], false)}, kit.Cell{Box: p.row(entries[i+1], false)}).Centred())
			i++
		case short(i) && entries[i].right == nil && !p.tight():
			rows = append(rows, p.Row(columnGap, kit.Cell{Box: p.row(entries[i], false)}, kit.Cell{Box: kit.Empty{}}).Centred())
		default:
			e := &entries[i]
			around := p.Text(kit.Note, e.label).Natural() + e.rightWide + 2*p.MM(rowGap) + 1
			e.long = e.right != nil && p.tight() && p.Text(kit.Title, e.value).Natural()+around > width
			rows = append(rows, p.row(entries[i], p.Class() != kit.Portrait && (p.tight() || !short(i))))
		}
	}
	return rows
}

// rowMost is how high a row may grow, in mm.
const rowMost = 46

// table is rows on a card, hairlines between them.
func (p Page) table(rows []kit.Box) kit.Box { return p.tableCard(p.List(rowMost, rows...)) }

func (p Page) tableCard(inside kit.Box) *kit.Card {
	c := p.Card(inside)
	if p.Class() == kit.Small {
		return c.Pad(3, 0, 3, 0)
	}
	return c.Pad(6, 1, 6, 1)
}

// tableInside is the width that rows have on a card of width.
func (p Page) tableInside(width float32) float32 {
	return width - p.MM(kit.By[float32](p.Kit, 12, 12, 6))
}

// tableFrame is the height that a card takes besides its rows.
func (p Page) tableFrame() float32 { return p.MM(kit.By[float32](p.Kit, 2, 2, 0)) }

// hairline is the distance that a rule takes between rows, in mm.
const hairline = 0.4

// shareOut puts rows on as few pages as height allows, evenly, with foot below
// the last ones where it fits and on a page of its own where it does not.
func (p Page) shareOut(rows []kit.Box, foot kit.Box, width, height, gap float32) [][]kit.Box {
	inside, most := p.tableInside(width), height-p.tableFrame()
	footHigh := foot.Height(width) + gap
	count := func(limit float32) ([][]kit.Box, bool) {
		pages := p.Pages(rows, inside, limit, hairline)
		return pages, p.highest(pages[len(pages)-1:], inside)+footHigh <= most
	}
	best, fits := count(most)
	for limit := most - 1; limit > most/2; limit -= p.MM(2) {
		pages, ok := count(limit)
		if len(pages) > len(best) && fits || len(pages) > len(best)+1 {
			break
		}
		if ok {
			best, fits = pages, true
		}
	}
	if !fits {
		return append(best, nil)
	}
	return best
}

// highest is the height of the highest page.
func (p Page) highest(pages [][]kit.Box, width float32) (h float32) {
	for _, page := range pages {
		sum := p.MM(hairline) * float32(len(page)-1)
		for _, b := range page {
			sum += b.Height(width)
		}
		h = max(h, sum)
	}
	return h
}

// spill puts rows on pages of which only the first has room taken by a headline of
// height head: where it is tight it would be half of each.
func (p Page) spill(rows []kit.Box, foot kit.Box, width, height, head, gap float32) [][]kit.Box {
	inside := p.tableInside(width)
	height -= p.tableFrame()
	pages := p.Pages(rows, inside, height, hairline)[:1]
	if rest := rows[len(pages[0]):]; len(rest) > 0 {
		height += head
		pages = append(pages, p.Pages(rest, inside, height, hairline)...)
	}
	if p.highest(pages[len(pages)-1:], inside)+foot.Height(width)+gap > height {
		pages = append(pages, nil)
	}
	return pages
}

// paged is a titled table over as many pages as it needs; atEnd tells that the
// last one is shown, with foot on it.
func (p Page) paged(title string, entries []entry, foot kit.Box, steps bool) (content kit.Box, atEnd bool) {
	width, height := p.Inside(steps)
	if p.View.Said != "" && p.Class() != kit.Small {
		height -= p.Notice(kit.Stop, "", p.Text(kit.Body, p.T(p.View.Said)).Bold()).Height(width) + p.MM(3)
	}
	gap := p.MM(p.gap())
	head := p.headline(title)
	headHigh := head.Height(width) + gap
	height -= headHigh + gap // the other gap is above what is left empty
	rows := p.rows(entries, p.tableInside(width))
	pages := p.shareOut(rows, foot, width, height, gap)
	if len(pages) > 1 {
		height -= p.pager(0, 2).Height(width) + gap
		if p.tight() {
			pages = p.spill(rows, foot, width, height, headHigh, gap)
		} else {
			pages = p.shareOut(rows, foot, width, height, gap)
		}
	}
	page := min(p.View.Page, len(pages)-1)
	atEnd = page == len(pages)-1
	var parts []kit.Box
	if page == 0 || !p.tight() {
		parts = append(parts, head)
	}
	if len(pages[page]) > 0 {
		parts = append(parts, p.table(pages[page]))
	}
	if atEnd {
		parts = append(parts, foot)
	}
	return p.Column(p.gap(), append(parts, kit.Spring(), p.pager(page, len(pages)))...), atEnd
}
