package screen

import "station365/kiosk/ui/kit"

// fitting returns the first arrangement of which every page fits the glass, and
// the last one if none does. An arrangement is one page or several.
func (p Page) fitting(arrangements ...[]kit.Box) (pages []kit.Box) {
	width, height := p.Inside(len(p.View.Steps) > 0)
	if p.View.Said != "" && p.Class() != kit.Small {
		height -= p.Notice(kit.Stop, "", p.Text(kit.Body, p.T(p.View.Said)).Bold()).Height(width) + p.MM(3)
	}
	for _, pages = range arrangements {
		if fit(pages, width, height) {
			return pages
		}
	}
	return pages
}

func fit(pages []kit.Box, width, height float32) bool {
	for _, b := range pages {
		if b.Height(width) > height+0.5 { // half a pixel is rounding
			return false
		}
	}
	return true
}

// split shares boxes out over n pages of the same number.
func split(boxes []kit.Box, n int) (pages [][]kit.Box) {
	per := (len(boxes) + n - 1) / n
	for len(boxes) > per {
		pages, boxes = append(pages, boxes[:per]), boxes[per:]
	}
	return append(pages, boxes)
}

// awake is the last place of a page of several: it sleeps until the last one, and
// pressing it before goes on reading.
func (p Page) awake(l last, page, pages int) last {
	if page < pages-1 {
		l.sleep, l.why = true, func() { p.turn(page + 1) }
	}
	return l
}
