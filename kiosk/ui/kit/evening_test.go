package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"station365/kiosk/ui/kit"
)

// painted counts the rectangles of a picture by colour.
func painted(k *kit.Kit, e kit.Evening, r kit.Rect) map[kit.Colour]int {
	d := k.NewDrawing()
	d.Box(k.Night(e, 20, k.Space(10)), r)
	counts := map[kit.Colour]int{}
	for _, o := range d.Object().(*fyne.Container).Objects {
		box, ok := o.(*canvas.Rectangle)
		if !ok {
			continue
		}
		for _, c := range []kit.Colour{kit.Lit, kit.PersimmonWash, kit.Quiet} {
			if box.FillColor == k.Colour(c) {
				counts[c]++
			}
		}
	}
	return counts
}

func TestEachCaseOfTheWeekHasAWindowOfItsOwn(t *testing.T) {
	k := newKit(t, kit.Standard, kit.Light)
	for _, e := range []kit.Evening{{Settled: 46, InHand: 17, Late: 2}, {Settled: 1}, {InHand: 3}, {Settled: 160, InHand: 80, Late: 20}} {
		for _, r := range []kit.Rect{{W: 1080, H: 700}, {W: 1080, H: 340}, {W: 500, H: 300}} {
			got := painted(k, e, r)

			if got[kit.Lit] != e.Settled+e.InHand || got[kit.PersimmonWash] != e.Late {
				t.Errorf("%+v in %v x %v: %d lit and half lit, %d late", e, r.W, r.H, got[kit.Lit], got[kit.PersimmonWash])
			}
		}
	}
}

func TestNothingCounted_TheWindowsAreQuiet(t *testing.T) {
	got := painted(newKit(t, kit.Standard, kit.Light), kit.Evening{}, kit.Rect{W: 1080, H: 700})

	if got[kit.Lit] != 0 || got[kit.PersimmonWash] != 0 || got[kit.Quiet] < 40 {
		t.Errorf("painted %v", got)
	}
}
