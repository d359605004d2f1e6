package screen_test

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"

	"fyne.io/fyne/v2"

	"station365/assets"
	"station365/kiosk/flow"
	"station365/kiosk/ui/backend"
	"station365/kiosk/ui/kit"
	"station365/kiosk/ui/screen"
	"station365/kiosk/ui/screen/screentest"
	"station365/kiosk/words"
)

// glass measures letters with the bundled font, as on the kiosk.
var glass = sync.OnceValues(func() (*backend.Glass, error) {
	regular, bold := assets.Fonts()
	return backend.New(backend.Opts{Width: 1080, Height: 1920, PixelsPerMM: 4.03, Regular: regular, Bold: bold})
})

// panels are the three glasses.
var panels = []kit.Panel{{Width: 1080, Height: 1920, PixelsPerMM: 1080.0 / 268}, {Width: 1920, Height: 1080, PixelsPerMM: 1920.0 / 476},
	{Width: 1280, Height: 800, PixelsPerMM: 1280.0 / 217}}

// glasses are the panels, and the large ones with every control in their lower part.
var glasses = append(panels[:3:3], panels[0].Lowered(), panels[1].Lowered())

var scales = []kit.Scale{kit.Standard, kit.Large, kit.Largest}

// languages are those that have files.
func languages(t *testing.T) []string {
	t.Helper()
	all, err := words.Languages(os.DirFS("../../../assets/strings"))
	if err != nil || len(all) < 2 {
		t.Fatal(all, err)
	}
	return all
}

// shared is what all kits of a test have in common.
func shared(t *testing.T) *kit.Shared {
	t.Helper()
	if _, err := glass(); err != nil {
		t.Fatal(err)
	}
	tables, err := words.LoadAll(os.DirFS("../../../assets/strings"))
	if err != nil {
		t.Fatal(err)
	}
	return kit.NewShared(assets.FS(), tables...)
}

// eachLook calls f for every panel, scale and theme.
func eachLook(t *testing.T, f func(look string, k *kit.Kit)) {
	t.Helper()
	s := shared(t)
	for _, p := range glasses {
		for _, scale := range scales {
			for _, theme := range []kit.Theme{kit.Light, kit.High} {
				for _, language := range languages(t) {
					f(fmt.Sprintf("%s %s %s %s", p.Class(), scale, theme, language), kit.New(p, scale, theme, s.In(language)))
				}
			}
		}
	}
}

// draw builds the page of a view; send may be nil.
func draw(k *kit.Kit, v flow.View, send func(flow.Event)) *kit.Drawing {
	if send == nil {
		send = func(flow.Event) {}
	}
	v.Look = flow.Look{Scale: string(k.Scale()), Theme: string(k.Theme()), Language: k.Words().Lang()}
	p := screen.Page{Kit: k, View: screentest.In(k.Words().Lang(), v), Send: send}
	for _, pick := range []func(screen.Page) screen.Screen{screen.Arriving, screen.Filling, screen.Ending} {
		if s := pick(p); s != nil {
			return s.Build()
		}
	}
	return nil
}

// target is what a finger can press.
type target interface {
	fyne.CanvasObject
	fyne.Tappable
	AccessibleName() string
}

// targets are all of a page, in the order they were drawn.
func targets(d *kit.Drawing) (out []target) {
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if c, ok := o.(*fyne.Container); ok {
			for _, inner := range c.Objects {
				walk(inner)
			}
		}
		if t, ok := o.(target); ok {
			out = append(out, t)
		}
	}
	walk(d.Object())
	return out
}

// tap presses the one target of that name.
func tap(t *testing.T, d *kit.Drawing, name string) {
	t.Helper()
	var hits []target
	for _, x := range targets(d) {
		if x.AccessibleName() == name {
			hits = append(hits, x)
		}
	}
	if len(hits) != 1 {
		t.Fatalf("%d targets are called %q", len(hits), name)
	}
	hits[0].Tapped(&fyne.PointEvent{})
}

// eachLeaf builds every page of a view that is too long for the glass.
func eachLeaf(k *kit.Kit, v flow.View, f func(page int, d *kit.Drawing)) {
	for more := true; more; v.Page++ {
		d := draw(k, v, nil)
		if d == nil {
			return // TestEveryStateHasAPageOfItsOwn tells
		}
		f(v.Page, d)
		more = false
		for _, x := range targets(d) {
			asleep, can := x.(interface{ Disabled() bool })
			more = more || x.AccessibleName() == "page:next" && can && !asleep.Disabled()
		}
		kit.Wipe(d.Object()) // the toolkit keeps the widgets of thousands of pages
	}
}

func TestNothingIsCutOnAnyGlassInAnyTypeAndTheme(t *testing.T) {
	eachLook(t, func(look string, k *kit.Kit) {
		for _, s := range screentest.Samples() {
			eachLeaf(k, s.View, func(page int, d *kit.Drawing) {
				for _, fault := range d.Faults {
					t.Errorf("%s, page %d, %s: %s", s.Name, page, look, fault)
				}
				if text := plain(d); strings.Contains(text, "⟦") {
					t.Errorf("%s, page %d, %s: words are missing: %s", s.Name, page, look, text)
				}
			})
		}
	})
}
