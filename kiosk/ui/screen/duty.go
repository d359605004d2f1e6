package screen

import "station365/kiosk/ui/kit"

// dutyCard is the person who can be asked, with face and hours; wide is the face
// in mm.
func (p Page) dutyCard(wide float32) kit.Box {
	return p.Row(kit.By[float32](p.Kit, 6, 5, 4),
		kit.Cell{Box: p.Person(p.View.Duty.Face, wide), Width: p.MM(wide)}, kit.Cell{Box: p.dutyWords()}).Centred()
}

// dutyWords says who is here, until when and where; without anybody, who comes
// next and whom to ring.
func (p Page) dutyWords() kit.Box {
	d := p.View.Duty
	if !d.Now {
		return p.Column(0.5, p.Text(kit.Body, p.T("duty.nobody")).Bold(), p.Text(kit.Body, p.dutyTime()),
			p.Text(kit.Body, p.T("duty.phone", "phone", d.Phone)))
	}
	return p.Column(0, p.Text(kit.Note, p.T("where.now")), p.Text(kit.Title, d.Name).In(kit.Indigo), p.Text(kit.Body, p.dutyTime()))
}

// dutyTime is until when the person is here, or when the next one comes.
func (p Page) dutyTime() string {
	d, w := p.View.Duty, p.Words()
	switch {
	case d.Now && d.Until.IsZero():
		return d.Window
	case d.Now:
		return p.T("duty.here", "from", w.Clock(d.From), "until", w.Clock(d.Until), "window", d.Window)
	case d.From.IsZero():
		return p.T("help.soon", "name", d.Name)
	}
	return p.T("duty.next", "name", d.Name, "date", w.Date(d.From), "from", w.Clock(d.From))
}
