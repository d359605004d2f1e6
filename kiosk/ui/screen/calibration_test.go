package screen_test

import (
	"fmt"
	"image"
	"strings"
	"testing"

	"station365/kiosk/ui/backend"
	"station365/kiosk/ui/contrasttest"
	"station365/kiosk/ui/kit"
	"station365/kiosk/ui/screen"
	"station365/kiosk/ui/screen/screentest"
)

func TestTheTechniciansPageFitsOnAnyGlassInAnyTypeAndTheme(t *testing.T) {
	eachLook(t, func(look string, k *kit.Kit) {
		for _, s := range screentest.CalibrationSamples() {
			s.Page.Kit = k
			d := s.Page.Build()
			for _, fault := range d.Faults {
				t.Errorf("%s, %s: %s", s.Name, look, fault)
			}
			if text := plain(d); strings.Contains(text, "⟦") {
				t.Errorf("%s, %s: words are missing: %s", s.Name, look, text)
			}
		}
	})
}

// calibration is a sample on the panel of a kit.
func calibration(t *testing.T, k *kit.Kit, name string) screen.Calibration {
	t.Helper()
	for _, s := range screentest.CalibrationSamples() {
		if s.Name == name {
			s.Page.Kit = k
			return s.Page
		}
	}
	t.Fatalf("there is no sample %q", name)
	return screen.Calibration{}
}

func TestNothingCanBePressedBesideTheCrosses(t *testing.T) {
	eachLook(t, func(look string, k *kit.Kit) {
		for _, name := range []string{"calibration", "calibration-middle", "calibration-loose", "calibration-stored", "calibration-unchanged"} {
			if found := targets(calibration(t, k, name).Build()); len(found) > 0 {
				t.Errorf("%s, %s: %d targets", name, look, len(found))
			}
		}
	})
}

func TestWhatWasMeasuredIsSavedOnlyByItsKey(t *testing.T) {
	eachLook(t, func(look string, k *kit.Kit) {
		saved, again := 0, 0
		p := calibration(t, k, "calibration-proving")
		p.Save, p.Again = func() { saved++ }, func() { again++ }

		tap(t, p.Build(), "save")
		tap(t, p.Build(), "again")

		if saved != 1 || again != 1 || len(targets(p.Build())) != 2 {
			t.Errorf("%s: saved %d times, again %d times", look, saved, again)
		}
	})
}

func TestTheCrossStandsWhereItIsMeasured_AndNoWordsOnIt(t *testing.T) {
	for _, panel := range panels {
		g, end := lit(t, panel)
		k := kit.New(panel, kit.Largest, kit.Light, shared(t))
		for due, name := range map[int]string{0: "calibration", 2: "calibration-third", 4: "calibration-middle"} {
			page := calibration(t, k, name).Build().Object()
			g.Do(func() { g.SetContent(page) })
			g.Describe()
			shown, at := g.Frame(), panel.Crosses()[due]
			for _, step := range []image.Point{{}, {0, int(6 * panel.PixelsPerMM)}, {int(6 * panel.PixelsPerMM), 0}, {0, -int(6 * panel.PixelsPerMM)}, {-int(6 * panel.PixelsPerMM), 0}} {
				if c := shown.RGBAAt(at.X+step.X, at.Y+step.Y); c.R > 100 {
					t.Errorf("%s on the %s panel: at %v of the cross it is %v", name, panel.Class(), step, c)
				}
			}
			free := int(9 * panel.PixelsPerMM / 1.5) // on the disc, between the arms
			for _, step := range []image.Point{{free, free}, {-free, free}, {free, -free}, {-free, -free}} {
				if c := shown.RGBAAt(at.X+step.X, at.Y+step.Y); c.R < 200 {
					t.Errorf("%s on the %s panel: beside the cross at %v it is %v", name, panel.Class(), step, c)
				}
			}
		}
		end()
	}
}

func TestCrossesStandWholeAndOutsideTheDeadRimOnEveryGlass(t *testing.T) {
	const rim, arm = 5, 7 // mm
	least := kit.Panel{Width: 640, Height: 480, PixelsPerMM: 6.4}
	for _, p := range append(panels[:3:3], least) {
		seen := map[image.Point]bool{}
		for i, at := range p.Crosses() {
			seen[at] = true
			if edge := int(rim * p.PixelsPerMM); !at.In(image.Rect(0, 0, int(p.Width), int(p.Height)).Inset(edge)) {
				t.Errorf("on %v cross %d stands at %v", p, i, at)
			}
			if edge := int(arm * p.PixelsPerMM); !at.In(image.Rect(0, 0, int(p.Width), int(p.Height)).Inset(edge)) {
				t.Errorf("on %v cross %d at %v is cut", p, i, at)
			}
		}
		if len(seen) != kit.CrossCount {
			t.Errorf("on %v there are %d crosses", p, len(seen))
		}
	}
}

func TestTheTechniciansWordsCanBeReadInBothThemes(t *testing.T) {
	g, end := lit(t, panels[0])
	defer end()
	for _, theme := range []kit.Theme{kit.Light, kit.High} {
		for _, s := range screentest.CalibrationSamples() {
			d := calibration(t, kit.New(panels[0], kit.Standard, theme, shared(t)), s.Name).Build()
			g.Do(func() { g.SetContent(d.Object()) })
			g.Describe()
			frame := g.Frame()
			for _, x := range planOf(d).texts {
				for _, ground := range groundsOf(frame, x.Rect, x.colour) {
					if c := contrasttest.Ratio(x.colour, ground); c < textContrast {
						t.Errorf("%s, %s: %q has a contrast of %.1f", s.Name, theme, x.text, c)
					}
				}
			}
		}
	}
}

// calibrationsLook compares the technician's pages with their golden pictures.
func calibrationsLook(t *testing.T, p kit.Panel, glass *backend.Glass) (drawn []string) {
	t.Helper()
	for _, sample := range []string{"calibration", "calibration-middle", "calibration-proving", "calibration-stored"} {
		for _, scale := range []kit.Scale{kit.Standard, kit.Largest} {
			name := fmt.Sprintf("%s-%s-%s.png", sample, p.Class(), scale)
			page := calibration(t, kit.New(p, scale, kit.Light, shared(t)), sample).Build().Object()
			glass.Do(func() { glass.SetContent(page) })
			glass.Describe()
			check(t, name, third(glass.Frame()))
			drawn = append(drawn, name)
		}
	}
	return drawn
}
