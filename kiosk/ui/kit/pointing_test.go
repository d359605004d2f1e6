package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"station365/kiosk/ui/kit"
)

// stood draws a pointing text and returns where its lines and its arrow stand.
func stood(t *testing.T, p *kit.Pointing, r kit.Rect) (lines []*canvas.Text, arrow *canvas.Image) {
	t.Helper()
	d := newKit(t, kit.Standard, kit.Light).NewDrawing()
	d.Box(p, r)
	if len(d.Faults) > 0 {
		t.Fatal(d.Faults)
	}
	for _, o := range d.Object().(*fyne.Container).Objects {
		switch o := o.(type) {
		case *canvas.Text:
			lines = append(lines, o)
		case *canvas.Image:
			arrow = o
		}
	}
	return lines, arrow
}

func TestAnArrowStandsCloseBehindItsWords(t *testing.T) {
	k := newKit(t, kit.Standard, kit.Light)
	const wide = 900
	for name, text := range map[string]*kit.TextBox{"left": k.Text(kit.Title, "屏幕右下方"), "centre": k.Text(kit.Title, "屏幕右下方").Centre(), "right": k.Text(kit.Title, "屏幕右下方").Right()} {
		lines, arrow := stood(t, k.Pointing(text, "arrow-below-right", kit.Persimmon), kit.Rect{W: wide, H: 200})

		words, icon := lines[0], arrow
		end := words.Position().X + words.Size().Width
		if gap := icon.Position().X - end; gap < 4 || gap > 20 {
			t.Errorf("%s: %.0f px between words and arrow", name, gap)
		}
		left, right := words.Position().X, wide-icon.Position().X-icon.Size().Width
		switch {
		case name == "left" && left > 1, name == "right" && right > 3, name == "centre" && (left-right > 3 || right-left > 3):
			t.Errorf("%s: %.0f px at the left, %.0f at the right", name, left, right)
		}
	}
}

func TestAnArrowStandsBesideWordsOfTwoLines(t *testing.T) {
	k := newKit(t, kit.Standard, kit.Light)
	p := k.Pointing(k.Text(kit.Title, "屏幕右下方，发光的地方").Centre(), "arrow-below-right", kit.Persimmon)
	const wide = 420

	lines, arrow := stood(t, p, kit.Rect{W: wide, H: p.Height(wide)})

	if len(lines) != 2 {
		t.Fatalf("%d lines", len(lines))
	}
	for _, l := range lines {
		if end := l.Position().X + l.Size().Width; end > arrow.Position().X || arrow.Position().X+arrow.Size().Width > wide {
			t.Errorf("%q ends at %.0f, the arrow begins at %.0f", l.Text, end, arrow.Position().X)
		}
	}
}
