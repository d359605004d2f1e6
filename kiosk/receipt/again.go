package receipt

import (
	"slices"

	"station365/devices/printer"
	"station365/kiosk/words"
)

// again says in another language what its reader needs of the paper: what it is,
// who answers by when, and how to ask. Nothing for the paper's own language, or one
// without words.
func (s *sheet) again(language string) {
	i := slices.IndexFunc(s.Words, func(w *words.Table) bool { return w.Lang() == language })
	if i < 1 {
		return
	}
	w, p := s.Words[i], s.kept.Promise
	promise := w.T("receipt.again-open", "officer", p.Officer)
	if s.kept.TimeTrusted {
		promise = w.T("receipt.again-by", "officer", p.Officer, "date", w.Date(p.DueBy))
	}
	ask := w.T("receipt.again-card", "phone", p.Phone)
	if len(s.kept.ResidentTag) == 0 {
		ask = w.T("receipt.again-code", "phone", p.Phone)
	}
	s.text(printer.Text{Text: w.T("receipt.again", "number", string(s.kept.Number)), Bold: true})
	s.text(printer.Text{Text: promise})
	s.text(printer.Text{Text: ask})
	s.rule(false)
}
