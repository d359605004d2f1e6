package main

import (
	"image"
	"image/color"
	"strings"
	"testing"

	"station365/kiosk/ui/backend"
	"station365/kiosk/ui/backend/routetest"
)

func TestAPanelHangsInOneOfFourWays(t *testing.T) {
	for turn, allowed := range map[string]bool{"0": true, "90": true, "180": true, "270": true, "45": false, "360": false, "-90": false} {
		_, err := readConfig(write(t, good+"turn = "+turn))

		if backend.Windowed && turn != "0" {
			allowed = false // the X server turns its own screen
		}
		if (err == nil) != allowed {
			t.Errorf("turn = %s: %v", turn, err)
		}
		if err != nil && !strings.Contains(err.Error(), "screen.turn: found "+turn) {
			t.Errorf("turn = %s is refused without its key: %v", turn, err)
		}
	}
}

func TestDegreesAreQuartersClockwise(t *testing.T) {
	for degrees, want := range map[int]backend.Turn{0: backend.Upright, 90: backend.Clockwise, 180: backend.UpsideDown, 270: backend.Anticlockwise} {
		if got := (screenConfig{Turn: degrees}).turned(); got != want {
			t.Errorf("turn = %d is %v, want %v", degrees, got, want)
		}
	}
}

// hung is a panel that hangs turned; places and pictures are those of the glass, as
// somebody who stands before it has them.
type hung struct {
	*routetest.Panel
	turn backend.Turn
}

// own is a place of the glass in the panel's columns and rows.
func (h hung) own(x, y int) (column, row int) {
	switch h.turn {
	case backend.Clockwise:
		return high - 1 - y, x
	case backend.UpsideDown:
		return wide - 1 - x, high - 1 - y
	case backend.Anticlockwise:
		return y, wide - 1 - x
	}
	return x, y
}

func (h hung) Down(x, y int)             { h.Panel.Down(h.own(x, y)) }
func (h hung) Move(x, y int)             { h.Panel.Move(h.own(x, y)) }
func (h hung) Up(x, y int)               { h.Panel.Up(h.own(x, y)) }
func (h hung) Pixel(x, y int) color.RGBA { return h.Panel.Pixel(h.own(x, y)) }

func (h hung) Picture() *image.RGBA {
	panel, glass := h.Panel.Picture(), image.NewRGBA(image.Rect(0, 0, wide, high))
	for y := range high {
		for x := range wide {
			glass.SetRGBA(x, y, panel.RGBAAt(h.own(x, y)))
		}
	}
	return glass
}

// A portrait kiosk is often a landscape panel on its side.
func TestAPanelThatHangsTurned_IsSeenAndPressedLikeAnUprightOne(t *testing.T) {
	upright := startStaticProgram(t)
	panel := routetest.NewPanel(t, high, wide)
	turned := startProgram(t, hung{panel, backend.Clockwise}, onPanel(panel)+"turn = 90\n", nil, static)
	shown := upright.first()
	turned.shows(t, "the first page", upright)

	for _, l := range upright.tour[:2] {
		upright.press(l)
		turned.press(l)

		shown = upright.settled(shown, l.area)
		turned.shows(t, "the page after "+l.name, upright)
	}
}
