package main

import (
	"errors"
	"fmt"

	"station365/kiosk/ui/backend"
)

// What is written on the panel: the first character by hand, the others by their
// sounds. Together they say that the light of the third floor is broken.
const written = "loudedenghuaile"

// three is the character for it, stroke by stroke, in parts of the sheet.
var three = [][2][2]float64{{{.25, .24}, {.75, .22}}, {{.3, .5}, {.7, .48}}, {{.14, .8}, {.86, .78}}}

// writes answers a question in words as a resident does, keys and strokes included.
func (w *walker) writes(screen string) {
	w.tap(modePrefix + "ink")
	w.offered(nameSheet)
	for _, stroke := range three {
		before := w.glass.look().text()
		w.draw(stroke)
		w.until("what a stroke may be", forScreen, func(s sight) bool { return s.text() != before && s.offers(textPrefix+"0") })
	}
	w.save(screen + "-by-hand")
	w.tap(textPrefix + "0")
	w.until("the character in the text", forScreen, func(s sight) bool { return !s.offers(textPrefix + "0") })
	w.tap(modePrefix + "pinyin")
	w.offered(keyPrefix + "q")
	w.keys(written)
	w.save(screen + "-by-sounds")
	w.tap(textPrefix + "0")
	w.until("the words in the text", forScreen, func(s sight) bool { return !s.offers(textPrefix + "0") })
}

// draw puts a finger down, moves it and lifts it.
func (w *walker) draw(stroke [2][2]float64) {
	sheet, ok := w.glass.look().target(nameSheet)
	if !ok || w.err != nil {
		w.err = errors.Join(w.err, errors.New("there is no sheet to write on"))
		return
	}
	const dots = 20
	for i := range dots + 1 {
		part := float64(i) / dots
		at := [2]float64{stroke[0][0] + part*(stroke[1][0]-stroke[0][0]), stroke[0][1] + part*(stroke[1][1]-stroke[0][1])}
		kind := backend.Move
		switch i {
		case 0:
			kind = backend.Down
		case dots:
			kind = backend.Up
		}
		x, y := sheet.Rect.Min.X+int(at[0]*float64(sheet.Rect.Dx())), sheet.Rect.Min.Y+int(at[1]*float64(sheet.Rect.Dy()))
		if err := w.glass.touch(backend.Touch{X: x, Y: y, Kind: kind}); err != nil {
			w.err = fmt.Errorf("draw: %w", err)
			return
		}
	}
}
