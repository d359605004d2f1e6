package screen_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"station365/kiosk/ui/kit"
	"station365/kiosk/ui/screen/screentest"
)

func TestScreenIsLow_NothingToPressIsAboveTheLowerSixtyPercent(t *testing.T) {
	s := shared(t)
	for _, p := range panels[:2] {
		k := kit.New(p.Lowered(), kit.Largest, kit.Light, s)
		for _, sample := range screentest.Samples() {
			eachLeaf(k, sample.View, func(page int, d *kit.Drawing) {
				whole := d.Object()
				if got := whole.Size(); got != fyne.NewSize(p.Width, p.Height) {
					t.Fatalf("%s: the page is %v on a glass of %v x %v", sample.Name, got, p.Width, p.Height)
				}
				highest(whole, 0, func(name string, y float32) {
					if y < 0.4*p.Height-1 {
						t.Errorf("%s, page %d, %s: %s begins at %.0f of %.0f", sample.Name, page, p.Class(), name, y, p.Height)
					}
				})
			})
		}
	}
}

// highest calls f with every target and how far down the glass it begins.
func highest(o fyne.CanvasObject, above float32, f func(name string, y float32)) {
	y := above + o.Position().Y
	if c, ok := o.(*fyne.Container); ok {
		for _, inner := range c.Objects {
			highest(inner, y, f)
		}
	}
	if x, ok := o.(target); ok {
		f(x.AccessibleName(), y)
	}
}
