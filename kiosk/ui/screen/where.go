package screen

import (
	"station365/kiosk/flow"
	"station365/kiosk/ui/kit"
)

// The parts of the housing, as the words of their places are called.
const (
	readerPart  = "reader."
	printerPart = "printer."
	scannerPart = "scanner."
	onlyPlace   = "" // the place in few words, where the page says of what
)

// where says where a part is: the place must be known.
func (p Page) where(part string, at flow.Place) string { return p.T("housing." + part + string(at)) }

// toward puts an arrow behind a text, to a place of the housing; the text stays
// alone where nobody has said where that is.
func (p Page) toward(text *kit.TextBox, at flow.Place, c kit.Colour) kit.Box {
	if at == "" {
		return text
	}
	return p.Pointing(text, arrowTo(at), c)
}

// arrowTo is the icon of an arrow to a place.
func arrowTo(at flow.Place) string { return "arrow-" + string(at) }
