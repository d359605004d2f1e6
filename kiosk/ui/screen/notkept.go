package screen

import "station365/kiosk/ui/kit"

// NotKept is the one end at which nothing was kept, and the resident knows it.
type NotKept struct{ Page }

// Build draws what happened, that nothing is left behind, and what to do.
func (s NotKept) Build() *kit.Drawing {
	return s.Lay(s.frame(s.content(), last{text: "notkept.next", icon: "check"}))
}

func (s NotKept) content() kit.Box {
	f := s.View.Failure
	headline := s.Text(kit.Question, s.T("notkept.title"))
	what := s.Notice(kit.Stop, "", s.Text(kit.Body, s.T(f.Key)).Bold(), s.Text(kit.Body, s.T("notkept.safe")))
	do := s.Notice(kit.Calm, "", s.Text(kit.Body, s.T(f.Key+".do")).Bold())
	code := s.Text(kit.Note, s.T("notkept.code", "code", f.Code)).Right()
	if s.Class() == kit.Small {
		what := s.Notice(kit.Stop, "", s.Text(kit.Body, s.T(f.Key)).Bold())
		boxes := []kit.Box{headline, what, s.Text(kit.Body, s.T("notkept.safe")), do, s.contact(), code}
		if one := s.Column(s.gap(), boxes...); s.fits(one) {
			return one
		}
		return s.leaves(nil, nil, boxes)
	}
	one := s.Column(s.gap(), headline, what, do, s.contact(), kit.Spring(), code)
	if s.fits(one) {
		return one
	}
	return s.leaves(nil, nil, []kit.Box{headline, what, do, s.contact(), code})
}

// contact is the person to turn to.
func (s NotKept) contact() kit.Box {
	d := s.View.Duty
	if s.Class() == kit.Small {
		return s.Text(kit.Body, s.T("notkept.contact", "name", d.Name, "phone", d.Phone)).Bold()
	}
	wide := kit.By[float32](s.Kit, 44, 36, 16)
	where := s.Text(kit.Body, d.Window)
	if !d.Now {
		where = s.Text(kit.Body, s.dutyTime())
	}
	words := s.Column(1, s.Text(kit.Title, d.Name), s.Text(kit.Question, d.Phone), where)
	return s.Card(s.Row(6, kit.Cell{Box: s.Person(d.Face, wide), Width: s.MM(wide)}, kit.Cell{Box: words}).Centred()).On(kit.LampWash).Pad(8, 7, 8, 7)
}
