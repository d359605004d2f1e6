package screen_test

import (
	"path"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"station365/kiosk/flow"
	"station365/kiosk/ui/kit"
)

// arrows are the places that a page points to.
func arrows(d *kit.Drawing) (to []flow.Place) {
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *fyne.Container:
			for _, inner := range o.Objects {
				walk(inner)
			}
		case *canvas.Image:
			if o.Resource == nil {
				return
			}
			file, _, _ := strings.Cut(path.Base(o.Resource.Name()), ".svg")
			if at, ok := strings.CutPrefix(file, "arrow-"); ok {
				to = append(to, flow.Place(at))
			}
		}
	}
	walk(d.Object())
	return to
}

// pointing are the pages that say where something is, and what.
var pointing = map[string]func(*flow.Housing) *flow.Place{
	"awaiting-card": readerOf, "card-failed": readerOf, "take-card": readerOf, "take-card-ask": readerOf,
	"printing": printerOf, "done": printerOf, "not-printed-unknown": printerOf,
	"find-case-scanner": func(h *flow.Housing) *flow.Place { return &h.Scanner },
}

func readerOf(h *flow.Housing) *flow.Place  { return &h.Reader }
func printerOf(h *flow.Housing) *flow.Place { return &h.Printer }

func TestAPagePointsToWhereTheHousingHasIt(t *testing.T) {
	eachLook(t, func(look string, k *kit.Kit) {
		if k.Theme() == kit.High {
			return // the same words and arrows; TestNothingIsCut… draws one place of each
		}
		for page, part := range pointing {
			for _, at := range []flow.Place{flow.Below, flow.BelowLeft, flow.BelowRight, flow.Left, flow.Right} {
				view := sample(t, page)
				other := flow.Below
				if at == other {
					other = flow.Right
				}
				view.Housing = flow.Housing{Reader: other, Printer: other, Scanner: other}
				*part(&view.Housing) = at

				var to []flow.Place
				eachLeaf(k, view, func(leaf int, d *kit.Drawing) {
					to = append(to, arrows(d)...)
					for _, fault := range d.Faults {
						t.Errorf("%s at %s, page %d, %s: %s", page, at, leaf, look, fault)
					}
				})

				if len(to) != 1 || to[0] != at {
					t.Errorf("%s, %s: points to %v, want %s", page, look, to, at)
				}
			}
		}
	})
}

func TestWhereNobodyHasSaidNothingIsPointedToAndNoPlaceIsNamed(t *testing.T) {
	eachLook(t, func(look string, k *kit.Kit) {
		for page := range pointing {
			d := draw(k, sample(t, page+"-place-unsaid"), nil)

			if to := arrows(d); len(to) > 0 {
				t.Errorf("%s, %s: points to %v", page, look, to)
			}
			for _, claim := range []string{"下方", "左边", "发光", "below", "lower", "lit"} {
				if text := plain(d); strings.Contains(text, claim) {
					t.Errorf("%s, %s: claims %q: %s", page, look, claim, text)
				}
			}
		}
	})
}

func TestThePlaceStandsInWordsBesideItsArrow(t *testing.T) {
	words := map[string]map[string]string{
		"zh-Hans": {"awaiting-card": "屏幕右下方", "take-card": "屏幕右下方", "printing": "屏幕下方"},
		"en":      {"awaiting-card": "ower right", "take-card": "ower right", "printing": "elow"},
	}
	eachLook(t, func(look string, k *kit.Kit) {
		for page, want := range words[k.Words().Lang()] {
			if text := plain(draw(k, sample(t, page), nil)); !strings.Contains(text, joined(want)) {
				t.Errorf("%s, %s: does not say %q: %s", page, look, want, text)
			}
		}
	})
}
