package main

import (
	"strings"

	"station365/kiosk"
	"station365/kiosk/receipt"
)

// newPapers makes receipts with what this kiosk knows of where it stands.
func newPapers(p place, machine string) *receipt.Papers {
	s := receipt.Station{Community: p.station.Name.Community, Name: p.station.Name.Station,
		AllDay: p.station.SelfService == "all-day", ComplaintPhone: p.station.ComplaintPhone}
	if len(p.station.Hours) > 0 {
		h := p.station.Hours[0]
		s.Hours = strings.TrimPrefix(h.From, "0") + "–" + strings.TrimPrefix(h.Until, "0")
	}
	return &receipt.Papers{Words: p.languages, Station: s, Kiosk: machine, Matter: func(id kiosk.MatterID) receipt.Matter {
		m, ok := p.catalogue.Matter(id)
		if !ok {
			return receipt.Matter{} // handed in under an older catalogue
		}
		return receipt.Matter{Title: m.Title, Step: m.ReceiptStep}
	}}
}
