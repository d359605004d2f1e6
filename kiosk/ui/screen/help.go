package screen

import "station365/kiosk/ui/kit"

// Help says who can come and how to call her; with nobody there, what can honestly
// be done. It calls nobody by itself and does not say so.
type Help struct{ Page }

// Build draws the person large, or the ways without one.
func (s Help) Build() *kit.Drawing {
	l := last{text: "help.alone", icon: "check"}
	f := s.frame(nil, l)
	f.Places[2].Asleep = true // this page is the help
	f.Content = s.fitting(s.whole(), s.faceAndPhone(), s.brief())[0]
	return s.Lay(f)
}

// words are the lines below the face.
func (s Help) words(centred bool) []kit.Box {
	d := s.View.Duty
	title, lines := s.T("help.title", "name", d.Name), []string{s.T("help.seat", "name", d.Name, "window", d.Window), s.T("help.call")}
	if !d.Now {
		title, lines = s.T("help.title-nobody"), []string{s.next()}
	}
	head := s.Text(kit.Question, title)
	boxes := []kit.Box{head}
	if centred {
		head.Centre()
	}
	for _, line := range lines {
		t := s.Text(kit.Label, line).Regular()
		if centred {
			t.Centre()
		}
		boxes = append(boxes, t)
	}
	return boxes
}

// next is who comes next, and when if that is known.
func (s Help) next() string {
	d := s.View.Duty
	if d.From.IsZero() {
		return s.T("help.soon", "name", d.Name)
	}
	return s.T("help.soon-when", "name", d.Name, "date", s.Words().Date(d.From), "from", s.Words().Clock(d.From))
}

// ways are what to do if nobody comes.
func (s Help) ways() kit.Box {
	line := func(icon, text string) kit.Box {
		return s.Row(4, kit.Cell{Box: s.Icon(icon, kit.Indigo, 9), Width: s.MM(9)}, kit.Cell{Box: s.Text(kit.Body, text).Bold()}).Centred()
	}
	lines := []kit.Box{line("phone", s.T("help.phone", "phone", s.View.Duty.Phone)), line("calendar", s.T("help.later"))}
	if s.View.Duty.Now {
		lines = append([]kit.Box{s.Text(kit.Body, s.T("help.nobody")).In(kit.Ink2)}, lines...)
	}
	return s.Card(s.Column(kit.By[float32](s.Kit, 4, 3, 1.5), lines...))
}

// kept says that going back loses nothing; nil when nothing was filled in.
func (s Help) kept() kit.Box {
	if !s.View.Wipes {
		return nil
	}
	return s.Notice(kit.Good, "", s.Text(kit.Body, s.T("help.kept")).Bold())
}

// whole is the page with the face.
func (s Help) whole() []kit.Box {
	gap := kit.By[float32](s.Kit, 6, 5, 2)
	if s.Class() != kit.Portrait {
		wide := kit.By[float32](s.Kit, 0, 96, 34)
		face := s.Column(0, s.Person(s.View.Duty.Face, wide), kit.Spring())
		right := s.Column(gap, append(s.words(false), s.kept(), s.ways(), kit.Spring())...)
		return []kit.Box{s.Row(kit.By[float32](s.Kit, 0, 12, 5), kit.Cell{Box: face, Width: s.MM(wide)}, kit.Cell{Box: right})}
	}
	wide := kit.ByScale[float32](s.Kit, 130, 90, 56)
	if !s.View.Duty.Now {
		wide *= 0.6
	}
	side := (s.Panel().Width - 2*s.Margin() - s.MM(wide)) / 2
	face := s.Row(0, kit.Cell{Width: side}, kit.Cell{Box: s.Person(s.View.Duty.Face, wide), Width: s.MM(wide)}, kit.Cell{Width: side})
	boxes := append([]kit.Box{face}, s.words(true)...)
	return []kit.Box{s.Column(gap, append(boxes, s.kept(), s.ways(), kit.Spring())...)}
}

// faceAndPhone is the page of a lying panel with large type.
func (s Help) faceAndPhone() []kit.Box {
	if s.Class() == kit.Portrait {
		return s.whole()
	}
	wide := kit.By[float32](s.Kit, 0, 76, 30)
	face := s.Column(0, s.Person(s.View.Duty.Face, wide), kit.Spring())
	right := s.Column(kit.By[float32](s.Kit, 0, 4, 1), append(s.words(false), s.call(), s.kept(), kit.Spring())...)
	return []kit.Box{s.Row(kit.By[float32](s.Kit, 0, 12, 5), kit.Cell{Box: face, Width: s.MM(wide)}, kit.Cell{Box: right})}
}

// call is the telephone, large.
func (s Help) call() kit.Box {
	return s.Text(kit.Label, s.T("help.phone", "phone", s.View.Duty.Phone)).In(kit.Indigo)
}

// brief is the page without face and card: what must be said on the smallest
// glass with the largest type.
func (s Help) brief() []kit.Box {
	return []kit.Box{s.Column(kit.By[float32](s.Kit, 5, 4, 0.5), append(s.words(false), s.call(), kit.Spring())...)}
}
