package screen_test

import (
	"image"
	"image/color"
	"testing"

	"station365/kiosk/ui/contrasttest"
	"station365/kiosk/ui/kit"
	"station365/kiosk/ui/screen/screentest"
)

// What eyes need (services.md 3.2): the least contrast of text, and of the icons and
// edges that tell what can be pressed.
const textContrast, signContrast = 7, 3

// Every page is painted, and each of its texts is compared with the colours that it
// really lies on: whatever role a page gives to whatever ground.
func TestEveryTextOfEveryPageCanBeReadInBothThemes_AndEverySignIsSeen(t *testing.T) {
	s := shared(t)
	for _, p := range []kit.Panel{panels[0], panels[2]} {
		glass, end := lit(t, p)
		for _, theme := range []kit.Theme{kit.Light, kit.High} {
			for _, sample := range screentest.Samples() {
				d := draw(kit.New(p, kit.Standard, theme, s), sample.View, nil)
				plan := planOf(d)
				glass.Do(func() { glass.SetContent(d.Object()) })
				glass.Describe()
				frame := glass.Frame()
				where := sample.Name + ", " + string(p.Class()) + " " + string(theme)
				for _, x := range plan.texts {
					for _, ground := range groundsOf(frame, x.Rect, x.colour) {
						if c := contrasttest.Ratio(x.colour, ground); c < textContrast {
							t.Errorf("%s: %q in %v on %v has a contrast of %.1f", where, x.text, x.colour, ground, c)
						}
					}
				}
				for _, x := range plan.icons {
					if c := sharpest(frame, x.Rect); c < signContrast {
						t.Errorf("%s: %s has a contrast of %.1f", where, x.name, c)
					}
				}
				for _, x := range plan.targets {
					if c := edgeOf(frame, x.Rect, p.PixelsPerMM); !x.asleep && hasEdge(x.name) && c < signContrast {
						t.Errorf("%s: the edge of %s has a contrast of %.1f", where, x.name, c)
					}
				}
			}
		}
		end()
	}
}

// shareOfGround is how much of a text's place a colour covers that is no mere edge
// of a letter.
const shareOfGround = 0.12

// groundsOf are the colours that a text lies on.
func groundsOf(frame *image.RGBA, r kit.Rect, text color.Color) (grounds []color.RGBA) {
	counts, all := coloursOf(frame, r)
	own := color.RGBAModel.Convert(text).(color.RGBA)
	for c, n := range counts {
		if float64(n) >= shareOfGround*float64(all) && c != own {
			grounds = append(grounds, c)
		}
	}
	return grounds
}

func coloursOf(frame *image.RGBA, r kit.Rect) (counts map[color.RGBA]int, all int) {
	box := image.Rect(int(r.X), int(r.Y), int(r.X+r.W), int(r.Y+r.H)).Intersect(frame.Rect)
	counts = map[color.RGBA]int{}
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			counts[frame.RGBAAt(x, y)]++
		}
	}
	return counts, box.Dx() * box.Dy()
}

// mostOf is the colour that covers most of a place.
func mostOf(frame *image.RGBA, r kit.Rect) (ground color.RGBA) {
	counts, _ := coloursOf(frame, r)
	for c, n := range counts {
		if n > counts[ground] {
			ground = c
		}
	}
	return ground
}

// sharpest is the contrast of an icon's strokes with what it lies on most.
func sharpest(frame *image.RGBA, r kit.Rect) (most float64) {
	const shareOfStrokes = 0.01
	counts, all := coloursOf(frame, r)
	ground := mostOf(frame, r)
	for c, count := range counts {
		if float64(count) >= shareOfStrokes*float64(all) {
			most = max(most, contrasttest.Ratio(c, ground))
		}
	}
	return most
}

// hasEdge leaves out what is pressed on its words, and what lies under a whole page.
func hasEdge(name string) bool {
	return name != "anywhere" && name != "sheet" && name[:min(5, len(name))] != "step:"
}

// edgeOf is how a target stands out from what lies beside it: by its edge, or by its
// face.
func edgeOf(frame *image.RGBA, r kit.Rect, mm float32) float64 {
	y := int(r.Y + r.H/2)
	edge, beside := frame.RGBAAt(int(r.X+mm*0.3), y), frame.RGBAAt(int(r.X-mm*0.7), y)
	return max(contrasttest.Ratio(edge, beside), contrasttest.Ratio(mostOf(frame, r), beside))
}
