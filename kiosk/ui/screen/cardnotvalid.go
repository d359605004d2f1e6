package screen

import "station365/kiosk/ui/kit"

// CardNotValid says that the card was read but has expired, or that its first day
// is still to come. Nobody is sent away: going on is the last place of the bar.
type CardNotValid struct{ Page }

// Build draws the day that stands on the card, what to do about it, and that
// another card may be laid down instead; where type is large, on several pages.
func (s CardNotValid) Build() *kit.Drawing {
	key, day := s.View.Card.NotValid, s.View.Card.Day
	dated := s.T(key+".day", "date", s.Words().LongDate(day))
	title := s.T(key + ".title")
	whole := s.Notice(kit.PleaseDo, "idcard", s.Text(kit.Body, dated).Bold(), s.Text(kit.Body, s.T(key+".do")))
	other := s.Notice(kit.Calm, "", s.Text(kit.Body, s.T(key+".other")))
	scene := s.scene("card-put", "reader", nil)
	pages := s.fitting(
		[]kit.Box{s.pictured(title, scene, whole, other)},
		[]kit.Box{s.Column(s.gap(), s.headline(title), whole, other, kit.Spring())},
		s.apart(title, s.Text(kit.Body, dated).Bold(), s.Text(kit.Body, s.T(key+".do")), s.Text(kit.Body, s.T(key+".other"))))
	page := min(s.View.Page, len(pages)-1)
	return s.Lay(s.inForm(s.frame(pages[page], s.awake(last{}, page, len(pages)))))
}

// apart gives each line a page of its own.
func (s CardNotValid) apart(title string, lines ...kit.Box) (pages []kit.Box) {
	for i, line := range lines {
		pages = append(pages, s.Column(s.gap(), s.headline(title), s.Notice(kit.PleaseDo, "", line), kit.Spring(), s.pager(i, len(lines))))
	}
	return pages
}
