package screen

import (
	"station365/devices"
	"station365/kiosk/flow"
	"station365/kiosk/ui/kit"
)

// AwaitingCard asks for the card, or says that the reader cannot read now.
type AwaitingCard struct{ Page }

// Build draws where and how to lay the card down.
func (s AwaitingCard) Build() *kit.Drawing {
	switch {
	case s.isSearching():
		return ReadingCard{s.Page}.Build()
	case !s.readerWorks():
		return s.withoutReader()
	}
	lines := s.lines()
	if s.noCard() != nil && !s.roomForNotes() {
		lines = lines[:kit.ByScale(s.Kit, 3, 2, 1)]
	}
	todo := s.ToDo(lines...)
	side := []kit.Box{s.Padded(todo, 0, 1, 0, 1)}
	if s.Class() != kit.Small {
		side = []kit.Box{s.Card(todo)}
	}
	tight := s.Class() == kit.Landscape && s.Scale() == kit.Largest && s.View.Said != ""
	switch {
	case s.View.Reader == devices.Starting && s.roomForNotes() && !tight:
		side = append(side, s.starting())
	case s.View.Reader == devices.Starting:
		side = []kit.Box{s.starting()}
	case s.roomForNotes():
		side = append(side, s.marked("eye", s.T("card.put.masked")))
	}
	if way := s.noCard(); way != nil {
		side = append(side, way)
	}
	return s.scenic(s.T("card.put"), "card.first", s.scene("card-put", "reader", s.below()), side...)
}

// lines are what to do. The small panel with large type has no room for a place
// below the picture: there it is the first of them.
func (s AwaitingCard) lines() []kit.Box {
	flat, still, until := s.Text(kit.Body, s.T("card.put.flat")), s.Text(kit.Body, s.T("card.put.still")), s.Text(kit.Body, s.T("card.put.until"))
	if at := s.View.Housing.Reader; at != "" && s.cramped() {
		return []kit.Box{s.toward(s.Text(kit.Body, s.where(onlyPlace, at)).Bold(), at, kit.Persimmon), flat, still}
	}
	return []kit.Box{flat, still, until}
}

// below says under the picture where the reader is, or what to lay the card on.
func (s AwaitingCard) below() kit.Box {
	at := s.View.Housing.Reader
	switch {
	case s.Class() != kit.Small && at == "":
		return s.Text(kit.Title, s.T("card.put.where")).In(kit.Ink).Centre()
	case s.Class() != kit.Small:
		return s.toward(s.Text(kit.Title, s.where(readerPart, at)).In(kit.Ink).Centre(), at, kit.Persimmon)
	case at == "" || s.cramped():
		return nil
	}
	return s.toward(s.Text(kit.Label, s.where(onlyPlace, at)).Centre(), at, kit.Persimmon)
}

// noCard is the honest way of somebody who has no card along, where the matter
// allows it.
func (s AwaitingCard) noCard() kit.Box {
	if !s.View.ByHand || s.View.Reader == devices.Starting { // that takes a moment only
		return nil
	}
	return s.Button("way:by-hand", kit.Secondary, "", s.brief("manual.no-card"), "", s.send(flow.ByHand)).Least(20)
}

func (s AwaitingCard) starting() kit.Box {
	return s.Notice(kit.Calm, "clock", s.Text(kit.Body, s.T("card.starting")))
}

// withoutReader says so kindly and offers the ways that are left.
func (s AwaitingCard) withoutReader() *kit.Drawing {
	said := "card.no-reader.sorry"
	if !s.isFinding() && !s.View.ByHand {
		said = "manual.needs-person"
	}
	sorry := s.Notice(kit.Stop, "", s.Text(kit.Body, s.T(said)))
	parts := []kit.Box{s.headline(s.T("card.no-reader")), sorry, kit.Spring()}
	if s.Class() == kit.Small && s.View.Said != "" {
		parts = parts[:1] // what is said above the page is why
	}
	parts = append(parts, s.otherWays()...)
	return s.Lay(s.cardFrame(s.Column(s.gap(), parts...), "way.first"))
}

// readerWorks: a card that is laid down can be read, now or in a moment.
func (p Page) readerWorks() bool {
	switch p.View.Reader {
	case devices.Unknown, devices.Absent, devices.OutOfService:
		return false
	}
	return true
}

// isFinding: the card is wanted for the resident's own cases, not for a matter.
func (p Page) isFinding() bool { return len(p.View.Steps) == 0 }

// isSearching: the card is read and its cases are being looked for.
func (p Page) isSearching() bool { return p.isFinding() && p.View.Card.Verified }

// ReadingCard is a still picture while the reader or the look-up works.
type ReadingCard struct{ Page }

// Build draws it with words, because it can take longer than a second.
func (s ReadingCard) Build() *kit.Drawing {
	if s.isSearching() {
		return s.scenic(s.T("card.searching"), "card.wait", s.scene("card-take", "mycases", nil), s.Notice(kit.Good, "", s.Text(kit.Body, s.T("card.searching.wait"))))
	}
	return s.scenic(s.T("card.reading"), "card.wait", s.scene("card-put", "reader", nil), s.Notice(kit.PleaseDo, "idcard", s.Text(kit.Body, s.T("card.reading.wait"))))
}

// scenic is a page of one picture with a few words; reason is why it does not go
// on yet.
func (p Page) scenic(title, reason string, picture kit.Box, words ...kit.Box) *kit.Drawing {
	return p.Lay(p.cardFrame(p.pictured(title, picture, words...), reason))
}

// pictured sets a picture and a few words for the glass.
func (p Page) pictured(title string, picture kit.Box, words ...kit.Box) kit.Box {
	switch p.Class() {
	case kit.Portrait:
		return p.Column(p.gap(), append([]kit.Box{p.headline(title), picture}, words...)...)
	case kit.Landscape:
		side := p.Column(p.gap(), append([]kit.Box{p.headline(title)}, words...)...)
		width := p.MM(kit.ByScale[float32](p.Kit, 170, 190, 210))
		return p.Row(10, kit.Cell{Box: side, Width: width}, kit.Cell{Box: picture})
	}
	side := p.Column(p.gap(), append(words, kit.Spring())...)
	row := p.Row(5, kit.Cell{Box: side}, kit.Cell{Box: picture, Width: p.MM(kit.ByScale[float32](p.Kit, 74, 62, 50))})
	return p.Column(p.gap(), p.headline(title), row)
}

// scene is a picture on the lamp's ground, with words close below it (nil for none).
func (p Page) scene(name, icon string, caption kit.Box) kit.Box {
	picture := p.drawn(name, icon, kit.By[float32](p.Kit, 46, 40, 24))
	inside := p.Column(0, kit.Spring(), p.Column(kit.By[float32](p.Kit, 6, 4, 2), picture, caption), kit.Spring())
	return p.Card(inside).On(kit.LampWash).Fills()
}

// drawn is a picture of at least high mm; in high contrast a large icon stands for
// it.
func (p Page) drawn(name, icon string, high float32) kit.Box {
	if p.Theme() == kit.High {
		large := high * kit.ByScale[float32](p.Kit, 1.7, 1.2, 1)
		return p.Column(0, kit.Spring(), p.Icon(icon, kit.Indigo, large), kit.Spring())
	}
	return p.Scene(name, high).Snug()
}

// cardFrame has the step line where the card is wanted for a matter. The last
// place sleeps on these pages, for a reason of their own.
func (p Page) cardFrame(content kit.Box, reason string) kit.Frame {
	f := p.frame(content, last{sleep: true, why: p.sendValue(flow.AskWhy, reason)})
	if p.isFinding() {
		return f
	}
	return p.inForm(f)
}

// roomForNotes: the small panel with large type shows what is needed, no more.
func (p Page) roomForNotes() bool { return p.Class() != kit.Small || p.Scale() == kit.Standard }

// marked is a note with an icon before it.
func (p Page) marked(icon, text string) kit.Box {
	side := kit.By[float32](p.Kit, 9, 9, 7)
	return p.Row(2.5, kit.Cell{Box: p.Icon(icon, kit.Ink2, side), Width: p.MM(side)}, kit.Cell{Box: p.Text(kit.Note, text)}).Centred()
}

// otherWays are what is left when no card can be read: the person on duty, the case
// number, a matter that needs no card.
func (p Page) otherWays() []kit.Box {
	d := p.View.Duty
	title, note := p.T("way.help", "name", d.Name), p.T("way.help.where", "name", d.Name, "window", d.Window)
	if !d.Now {
		title, note = p.T("way.nobody"), p.T("way.nobody.who")
	}
	ways := []kit.Box{p.otherWay("way:help", "help", title, note, p.send(flow.CallHelp))}
	if p.isFinding() {
		ways = append(ways, p.otherWay("find:number", "receipt", p.T("find.by-number"), p.T("find.by-number-help"), p.send(flow.ByNumber)))
	} else if p.View.ByHand {
		ways = append(ways, p.otherWay("way:by-hand", "edit", p.T("manual.way"), p.T("manual.way.note"), p.send(flow.ByHand)))
	} else {
		ways = append(ways, p.otherWay("way:other", "matter", p.T("way.other"), p.T("way.other.which"), p.send(flow.Restart)))
	}
	grid := p.Grid(kit.By(p.Kit, 1, 2, 2), kit.By[float32](p.Kit, 4, 4, 3), ways...)
	if !p.roomForNotes() {
		return []kit.Box{grid}
	}
	return []kit.Box{p.Text(kit.Label, p.T("way.title")), grid}
}

func (p Page) otherWay(name, icon, title, note string, on func()) kit.Box {
	if !p.roomForNotes() {
		note = ""
	}
	const around = 26 // mm of a way that are no words: its icon, edges and gaps
	if width, _ := p.Inside(false); p.cramped() && p.Text(kit.Title, title).Natural() > (width-p.MM(3))/2-p.MM(around) {
		icon = "" // the words are needed
	}
	return p.Way(name, icon, title, note, on)
}
