package main

import (
	"station365/assets"
	"station365/kiosk/flow"
	"station365/kiosk/ui"
	"station365/kiosk/words"
)

// face is the pages on the glass in the languages of w; send takes what fingers mean.
func (s *screen) face(w []*words.Table, send func(flow.Event)) *ui.UI {
	return ui.New(ui.Opts{Glass: s.glass, Words: w, Data: assets.FS(), Width: s.config.Width, Height: s.config.Height,
		PixelsPerMM: s.pixelsPerMM(), Send: send, Logger: s.log})
}

// namesOf are the languages of the tables.
func namesOf(tables []*words.Table) (names []string) {
	for _, w := range tables {
		names = append(names, w.Lang())
	}
	return names
}
