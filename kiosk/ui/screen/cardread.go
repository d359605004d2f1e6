package screen

import "station365/kiosk/ui/kit"

// CardRead shows, masked, what the card gave: the card may go.
type CardRead struct{ Page }

// Build draws the lines, what a person will look at, and what is not asked any
// more.
func (s CardRead) Build() *kit.Drawing {
	var entries []entry
	for _, l := range s.View.Card.Fields {
		entries = append(entries, entry{label: s.T(l.Label), value: s.said(l)})
	}
	given := len(entries)
	for _, key := range s.View.Card.Doubts {
		entries = append(entries, entry{label: s.T(doubtLabel(key)), value: s.T(key)})
	}
	saved, masked := s.T("card.read.saved", "n", itoa(given)), s.T("card.read.masked")
	lines := []kit.Box{s.Text(kit.Body, saved).Bold()}
	switch {
	case s.Class() == kit.Portrait:
		lines = append(lines, s.Text(kit.Body, masked))
	case s.roomForNotes():
		lines = []kit.Box{s.Text(kit.Body, saved+masked)}
	}
	content, _ := s.paged(s.T("card.read"), entries, s.Notice(kit.Good, "", lines...), true)
	return s.Lay(s.inForm(s.frame(content, last{})))
}

// doubtLabel stands above what does not fit together on a card: it is looked at by a
// person and keeps nobody from going on. The newer address is only news.
func doubtLabel(key string) string {
	if key == "card.newest-address" {
		return "card.news"
	}
	return "card.warning"
}
