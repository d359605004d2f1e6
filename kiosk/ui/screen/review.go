package screen

import (
	"strings"

	"station365/kiosk/flow"
	"station365/kiosk/ui/kit"
)

// Reviewing shows exactly what will be sent. 交上去 wakes when all of it has been
// shown.
type Reviewing struct{ Page }

// Build draws the lines, page by page, and below the last ones what was asked,
// what was saved, and who will see it.
func (s Reviewing) Build() *kit.Drawing {
	var entries []entry
	for _, l := range s.View.Review {
		entries = append(entries, s.line(l))
	}
	content, atEnd := s.paged(s.T("review.title"), entries, s.foot(), true)
	return s.Lay(s.inForm(s.frame(content, last{text: "review.next", icon: "check", sleep: !atEnd, why: s.sendValue(flow.AskWhy, "review.see-all")})))
}

// line has the way to change it, or the sign that it stands on the card.
func (s Reviewing) line(l flow.ReviewLine) entry {
	e := entry{label: s.T(l.Label), value: s.said(l)}
	if l.Editable {
		wide := kit.By(s.Kit, kit.ByScale[float32](s.Kit, 36, 42, 46), kit.ByScale[float32](s.Kit, 36, 42, 46), kit.ByScale[float32](s.Kit, 28, 30, 32))
		edit := s.Button("edit:"+l.Field, kit.Secondary, "edit", s.T("review.edit"), "", s.sendValue(flow.Edit, l.Field)).Least(20)
		e.right, e.rightWide = edit, max(s.MM(wide), edit.Natural())
		return e
	}
	if !s.roomForNotes() {
		return e
	}
	said, sign := "review.card", "idcard"
	switch l.Source {
	case "number":
		said, sign = "manual.number", "keypad"
	case "place":
		said, sign = "review.place", "whereabouts"
	}
	word := s.Text(kit.Note, s.T(said))
	const icon = 8
	e.sign = s.Row(2, kit.Cell{Box: s.Icon(sign, kit.Ink2, icon), Width: s.MM(icon)}, kit.Cell{Box: word}).Centred()
	e.signWide = s.MM(icon+2) + word.Natural() + 1
	return e
}

// foot is what was asked, what was not and why, and who will see it.
func (s Reviewing) foot() kit.Box {
	privacy := s.Text(kit.Body, s.T("review.privacy"))
	if !s.roomForNotes() {
		return s.Notice(kit.Calm, "lock", privacy)
	}
	counts, sources := s.counts()
	lines := []kit.Box{s.Text(kit.Body, counts).Bold()}
	if sources != "" && s.Class() != kit.Small {
		lines = append(lines, s.Text(kit.Body, sources))
	}
	asked, kept := s.Notice(kit.Good, "", lines...), s.Notice(kit.Calm, "lock", privacy)
	if s.Class() == kit.Portrait {
		return s.Column(4, asked, kept)
	}
	return s.Row(4, kit.Cell{Box: asked, Share: kit.ByScale[float32](s.Kit, 0.8, 1, 1.3)}, kit.Cell{Box: kept})
}

// counts says how much was asked and saved, and where that came from.
func (s Reviewing) counts() (counts, sources string) {
	saved := 0
	var list []string
	for _, from := range s.View.Saved {
		saved += from.Fields
		list = append(list, s.T("review.saved."+from.From, "n", itoa(from.Fields)))
	}
	asked := itoa(s.View.Asked)
	if saved == 0 {
		return s.T("review.counts-none", "asked", asked), ""
	}
	return s.T("review.counts", "asked", asked, "saved", itoa(saved)), s.T("review.saved", "list", strings.Join(list, s.T("review.saved.and")))
}
