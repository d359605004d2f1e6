package screen

import "station365/kiosk/ui/kit"

// room is what a page without a step line has for its content.
func (p Page) room() (width, height float32) {
	width, height = p.Inside(false)
	if p.View.Said != "" && p.Class() != kit.Small { // there it takes the head's place
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

// apart is between the touchables of a page, in mm: a finger's error.
func (p Page) apart() float32 { return kit.By[float32](p.Kit, 5, 4, 3) }

// cramped is the small glass with large type: lines of words, few beside each
// other.
func (p Page) cramped() bool { return p.Class() == kit.Small && p.Scale() != kit.Standard }

// leaves shares out what does not fit on one page. head stands on every page but
// the first, so that nobody loses whose page it is; foot stands on every one.
func (p Page) leaves(head, foot kit.Box, boxes []kit.Box) kit.Box {
	w, h := p.room()
	h -= p.MM(p.gap()) // around the spring
	for _, b := range []kit.Box{foot, p.pager(0, 2)} {
		if b != nil {
			h -= b.Height(w) + p.MM(p.gap())
		}
	}
	pages := p.Pages(boxes, w, h, p.gap())[:1]
	if rest := boxes[len(pages[0]):]; len(rest) > 0 {
		if head != nil {
			h -= head.Height(w) + p.MM(p.gap())
		}
		pages = append(pages, p.Pages(rest, w, h, p.gap())...)
	}
	page := min(p.View.Page, len(pages)-1)
	parts := append([]kit.Box{}, pages[page]...)
	if page > 0 && head != nil {
		parts = append([]kit.Box{head}, parts...)
	}
	return p.Column(p.gap(), append(parts, kit.Spring(), p.pager(page, len(pages)), foot)...)
}
