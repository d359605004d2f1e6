package screen

import "station365/kiosk/ui/kit"

// room is what a page without a step line has for its content.
func (p Page) room() (width, height float32) {
	width, height = p.Inside(false)
	if p.View.Said != "" {
		said := p.Notice(kit.Stop, "", p.Text(kit.Body, p.T(p.View.Said)).Bold())
		height -= said.Height(width) + p.MM(3)
	}
	return width, height
}

// fits tells whether a box needs no more than there is.
func (p Page) fits(b kit.Box) bool {
	w, h := p.room()
	return b.Height(w) <= h
}

// gap is between the groups of a page, in mm.
func (p Page) gap() float32 { return kit.By[float32](p.Kit, 5, 4, 1.5) }

// leaves shares out what does not fit on one page. head stands on every page but
// the first, so that nobody loses whose page it is; foot stands on every one.
func (p Page) leaves(head, foot kit.Box, boxes []kit.Box) kit.Box {
	w, h := p.room()
	pager := p.pager(0, 2)
	for _, b := range []kit.Box{head, foot, pager} {
		if b != nil {
			h -= b.Height(w) + p.MM(p.gap())
		}
	}
	pages := p.Pages(boxes, w, h, p.gap())
	page := min(p.View.Page, len(pages)-1)
	parts := pages[page]
	if page > 0 && head != nil {
		parts = append([]kit.Box{head}, parts...)
	}
	parts = append(parts, kit.Spring())
	if pager := p.pager(page, len(pages)); pager != nil {
		parts = append(parts, pager)
	}
	if foot != nil {
		parts = append(parts, foot)
	}
	return p.Column(p.gap(), parts...)
}
