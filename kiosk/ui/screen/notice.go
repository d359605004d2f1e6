package screen

import "station365/kiosk/ui/kit"

// Notice says three things before anything personal is read: what for, who sees
// it, how long it is kept. Going on is agreeing.
type Notice struct{ Page }

// noticeHeads are the icons and headings of the three lines.
var noticeHeads = []struct{ icon, key string }{{"papers", "notice.purpose"}, {"eye", "notice.readers"}, {"lock", "notice.keeping"}}

// Build draws the three lines, on pages of their own where type is large.
func (s Notice) Build() *kit.Drawing {
	var lines, dense, plain []kit.Box
	for i, key := range s.View.Matter.Notice {
		if i < len(noticeHeads) {
			lines = append(lines, s.line(noticeHeads[i].icon, s.T(noticeHeads[i].key), s.T(key)))
			dense = append(dense, s.Column(0, s.Text(kit.Label, s.T(noticeHeads[i].key)).In(kit.Indigo), s.Text(kit.Body, s.T(key))))
			plain = append(plain, s.Column(1, s.headline(s.T(noticeHeads[i].key)), s.Text(kit.Body, s.T(key))))
		}
	}
	pages := s.fitting(s.arranged(s.title(), lines, 1, s.refusal()), s.arranged(s.title(), lines, 1, nil),
		s.arranged(s.title(), dense, 1, nil), s.arranged(s.title(), lines, 2, nil), s.arranged(nil, plain, len(plain), nil))
	page := min(s.View.Page, len(pages)-1)
	return s.Lay(s.frame(pages[page], s.awake(last{text: "notice.next", icon: "check"}, page, len(pages))))
}

// arranged are the whole pages of an arrangement of n.
func (s Notice) arranged(title kit.Box, lines []kit.Box, n int, foot kit.Box) (pages []kit.Box) {
	parts := split(lines, n)
	for i, part := range parts {
		boxes := append([]kit.Box{title}, part...)
		boxes = append(boxes, kit.Spring(), foot, s.pager(i, len(parts)))
		pages = append(pages, s.Column(kit.By[float32](s.Kit, 5, 4, 1.5), boxes...))
	}
	return pages
}

func (s Notice) title() kit.Box {
	title := s.headline(s.T("notice.title"))
	if s.Class() == kit.Small || s.Scale() == kit.Largest {
		return title
	}
	return s.Column(1, title, s.Text(kit.Body, s.T("notice.lead")))
}

// line is one of the three, in a card of its own.
func (s Notice) line(icon, head, text string) kit.Box {
	pane := kit.By[float32](s.Kit, 26, 24, 12)
	said := s.Text(kit.Body, text)
	if s.Scale() == kit.Standard && s.Class() != kit.Small {
		said = s.Text(kit.Label, text).Regular()
	}
	words := s.Column(0.5, s.Text(kit.By(s.Kit, kit.Title, kit.Title, kit.Label), head).In(kit.Indigo), said)
	row := s.Row(kit.By[float32](s.Kit, 6, 6, 3), kit.Cell{Box: s.Pane(icon, pane, kit.LampWash), Width: s.MM(pane)}, kit.Cell{Box: words}).Centred()
	if s.Class() == kit.Portrait && s.Scale() == kit.Standard {
		return s.Card(row).Pad(8, 10, 8, 10)
	}
	return s.Card(row)
}

// refusal says that leaving costs nothing.
func (s Notice) refusal() kit.Box {
	if s.Class() == kit.Small {
		return nil
	}
	return s.Notice(kit.Calm, "", s.Text(kit.Body, s.T("notice.refuse")))
}
