package backend

import (
	"image"
	"image/color"
	"testing"
)

// hung is a panel that keeps what it is shown.
type hung struct{ kept *image.RGBA }

func (h *hung) Show(frame *image.RGBA, changed image.Rectangle) error {
	if h.kept == nil {
		h.kept = image.NewRGBA(frame.Rect)
	}
	for y := changed.Min.Y; y < changed.Max.Y; y++ {
		for x := changed.Min.X; x < changed.Max.X; x++ {
			h.kept.SetRGBA(x, y, frame.RGBAAt(x, y))
		}
	}
	return nil
}

func TestWhatIsTouchedIsWhatIsShownHoweverThePanelHangs(t *testing.T) {
	for _, turn := range []Turn{Upright, Clockwise, UpsideDown, Anticlockwise} {
		panel := &hung{}
		sink := turn.Sink(panel)
		frame := image.NewRGBA(image.Rect(0, 0, 7, 4))
		if err := sink.Show(frame, frame.Rect); err != nil {
			t.Fatal(err)
		}
		for y := range 4 {
			for x := range 7 {
				frame.SetRGBA(x, y, color.RGBA{R: uint8(x), G: uint8(y), A: 0xff})
			}
		}

		for _, part := range []image.Rectangle{image.Rect(0, 0, 3, 4), image.Rect(3, 0, 7, 2), image.Rect(3, 2, 7, 4)} {
			if err := sink.Show(frame, part); err != nil {
				t.Fatal(err)
			}
		}

		if size := panel.kept.Rect.Size(); size != turn.Panel(image.Pt(7, 4)) {
			t.Errorf("turn %d: the panel is %v", turn, size)
		}
		for y := range panel.kept.Rect.Dy() {
			for x := range panel.kept.Rect.Dx() {
				shown := panel.kept.RGBAAt(x, y)
				turn.Touches(image.Pt(7, 4), func(touched Touch) {
					if touched.X != int(shown.R) || touched.Y != int(shown.G) {
						t.Errorf("turn %d: a touch at %d,%d of the panel is %v, what is shown there belongs to %v", turn, x, y, touched, shown)
					}
				})(Touch{X: x, Y: y})
			}
		}
	}
}

func TestClockwiseBringsTheTopToTheRight(t *testing.T) {
	panel := &hung{}
	frame := image.NewRGBA(image.Rect(0, 0, 7, 4))
	frame.SetRGBA(0, 0, color.RGBA{R: 9, A: 0xff})

	if err := Clockwise.Sink(panel).Show(frame, frame.Rect); err != nil {
		t.Fatal(err)
	}

	if panel.kept.RGBAAt(3, 0).R != 9 {
		t.Error("the top left corner is not at the panel's top right")
	}
}
