package screen

import "station365/kiosk/ui/kit"

// CardFailed says that the card was not read and what to do; it blames nobody.
type CardFailed struct{ Page }

// Build draws what to do, how often it can still be tried, and the other ways.
func (s CardFailed) Build() *kit.Drawing {
	if s.Class() == kit.Landscape {
		side := s.Column(s.gap(), s.headline(s.title()), s.advice(), s.triesLine(), s.whereTo(kit.Body), kit.Spring(), s.code())
		right := s.Column(s.gap(), append(s.again(), s.otherWays()...)...)
		width := s.MM(kit.ByScale[float32](s.Kit, 170, 180, 190))
		return s.Lay(s.cardFrame(s.Row(10, kit.Cell{Box: side, Width: width}, kit.Cell{Box: right}), "way.first"))
	}
	if s.Class() == kit.Small {
		parts := []kit.Box{s.smallTitle(), s.advice(), s.smallTries()}
		if s.roomForNotes() || !s.canTryAgain() {
			parts = append(parts, s.otherWays()...)
		}
		return s.Lay(s.cardFrame(s.Column(s.gap(), append(parts, kit.Spring())...), "way.first"))
	}
	parts := append([]kit.Box{s.headline(s.title()), s.advice()}, s.again()...)
	parts = append(parts, s.otherWays()...)
	return s.Lay(s.cardFrame(s.Column(s.gap(), append(parts, s.code())...), "way.first"))
}

// canTryAgain: laying the card down once more may still help.
func (s CardFailed) canTryAgain() bool { return s.View.Failure.Left > 0 }

func (s CardFailed) title() string { return s.T(s.View.Failure.Key + ".title") }

// advice is what to do by the kind of trouble; after the last try it is to go
// another way.
func (s CardFailed) advice() kit.Box {
	f := s.View.Failure
	text := s.T(f.Key + ".do")
	if f.Try > 0 && !s.canTryAgain() {
		text = s.T("card.last", "n", itoa(f.Try))
	}
	icon := "idcard"
	if at := s.View.Housing.Reader; at != "" && s.canTryAgain() && s.noRoomForPlace() {
		icon = arrowTo(at)
	}
	return s.Notice(kit.PleaseDo, icon, s.Text(kit.Body, text))
}

// noRoomForPlace: of where the reader is there is an arrow only, at the words that
// ask for the card.
func (s CardFailed) noRoomForPlace() bool {
	return s.cramped() || s.Class() == kit.Landscape && s.Scale() == kit.Largest && s.View.Said != ""
}

// whereTo says where the reader is, while laying the card down may still help.
func (s CardFailed) whereTo(role kit.Role) kit.Box {
	at := s.View.Housing.Reader
	if at == "" || !s.canTryAgain() || s.noRoomForPlace() {
		return nil
	}
	part := readerPart
	if s.Scale() == kit.Largest {
		part = onlyPlace
	}
	text := s.Text(role, s.where(part, at)).Bold()
	if s.Class() == kit.Portrait {
		text.Centre()
	}
	return s.toward(text, at, kit.Persimmon)
}

// smallTries has where the reader is beside how often can still be tried.
func (s CardFailed) smallTries() kit.Box {
	at := s.View.Housing.Reader
	if at == "" || !s.canTryAgain() || s.cramped() {
		return s.triesLine()
	}
	place := s.Pointing(s.Text(kit.Body, s.where(onlyPlace, at)).Bold(), arrowTo(at), kit.Persimmon)
	return s.Row(4, kit.Cell{Box: s.triesLine()}, kit.Cell{Box: place, Width: place.Natural() + 2}).Centred()
}

// again is the picture of laying it down once more, or empty room when that is
// over. In the largest type it makes room for words about a sleeping place.
func (s CardFailed) again() []kit.Box {
	portrait := s.Class() == kit.Portrait
	switch {
	case !s.canTryAgain() && portrait:
		return []kit.Box{kit.Spring()}
	case !s.canTryAgain():
		return nil
	case s.View.Said != "" && s.Scale() == kit.Largest && portrait:
		return []kit.Box{s.triesLine(), kit.Spring()}
	case s.View.Said != "" && s.Scale() == kit.Largest:
		return nil
	}
	picture := s.drawn("card-put", "reader", kit.By[float32](s.Kit, 40, 30, 24))
	if !portrait {
		return []kit.Box{s.Card(s.Column(0, kit.Spring(), picture, kit.Spring())).Fills()}
	}
	where, tries := s.whereTo(kit.Label), s.Text(kit.Body, s.tries()).Centre()
	if s.Scale() == kit.Largest { // side by side both have room
		words := s.Column(3, kit.Spring(), where, tries, kit.Spring())
		return []kit.Box{s.Card(s.Row(5, kit.Cell{Box: picture}, kit.Cell{Box: words, Share: 1.2})).Fills()}
	}
	return []kit.Box{s.Card(s.Column(0, kit.Spring(), s.Column(3, picture, where, tries), kit.Spring())).Fills()}
}

func (s CardFailed) tries() string {
	f := s.View.Failure
	return s.T("card.try", "n", itoa(f.Try), "left", itoa(f.Left))
}

func (s CardFailed) triesLine() kit.Box {
	if !s.canTryAgain() {
		return nil
	}
	return s.Text(kit.Body, s.tries()).Bold()
}

// code is for the technician: small, at the end.
func (s CardFailed) code() kit.Box {
	if s.View.Failure.Code == "" {
		return nil
	}
	return s.Text(kit.Note, s.T("card.code", "code", s.View.Failure.Code)).Right()
}

// smallTitle has the code at the right of the title.
func (s CardFailed) smallTitle() kit.Box {
	if s.View.Failure.Code == "" {
		return s.headline(s.title())
	}
	code := s.Text(kit.Note, s.T("card.code", "code", s.View.Failure.Code)).Right().Middle()
	return s.Row(3, kit.Cell{Box: s.Text(kit.Title, s.title()).In(kit.Indigo)}, kit.Cell{Box: code, Width: code.Natural() + 2})
}
