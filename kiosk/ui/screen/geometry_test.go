package screen_test

import (
	"fmt"
	"image/color"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"station365/kiosk/flow"
	"station365/kiosk/ui/kit"
	"station365/kiosk/ui/screen/screentest"
)

// placed is something on the glass, where it stands there.
type placed struct {
	kit.Rect
	name   string      // of a target
	text   string      // of a line of text
	inside string      // the target that a text stands in
	colour color.Color // of a line of text
	asleep bool        // a target without edge and face
}

// plan is where everything of a page stands.
type plan struct{ targets, texts, icons []placed }

func planOf(d *kit.Drawing) plan {
	var p plan
	p.walk(d.Object(), fyne.NewPos(0, 0), "")
	return p
}

func (p *plan) walk(o fyne.CanvasObject, above fyne.Position, inside string) {
	at := above.Add(o.Position())
	r := kit.Rect{X: at.X, Y: at.Y, W: o.Size().Width, H: o.Size().Height}
	switch o := o.(type) {
	case *fyne.Container:
		for _, inner := range o.Objects {
			p.walk(inner, at, inside)
		}
	case *canvas.Text:
		if o.Text == "" {
			return
		}
		ink := o.TextSize * 0.92 // of a Han letter
		p.texts = append(p.texts, placed{Rect: kit.Rect{X: r.X, Y: r.Y + (r.H-ink)/2, W: r.W, H: ink}, text: o.Text, inside: inside, colour: o.Color})
	case *canvas.Image:
		if o.Resource != nil && strings.HasPrefix(o.Resource.Name(), "icons/") {
			p.icons = append(p.icons, placed{Rect: r, name: o.Resource.Name()})
		}
	case fyne.Widget:
		if t, ok := o.(target); ok {
			inside = t.AccessibleName()
			asleep, can := o.(interface{ Asleep() bool })
			p.targets = append(p.targets, placed{Rect: r, name: inside, asleep: can && asleep.Asleep()})
		}
		for _, inner := range o.CreateRenderer().Objects() {
			p.walk(inner, at, inside)
		}
	}
}

// between is the gap between two places, negative where they lie on each other.
func between(a, b kit.Rect) float32 {
	x := max(a.X-(b.X+b.W), b.X-(a.X+a.W))
	y := max(a.Y-(b.Y+b.H), b.Y-(a.Y+a.H))
	return max(x, y)
}

// What a finger needs, in mm (services.md 3.2). A panel of 217 mm has no room for
// a keyboard of such keys: there look.md 8 has the one exception, which keeps to
// the least of a key and to the dead room around it.
const (
	fingerMM, apartMM   = 20, 3
	leastMM, deadRoomMM = 12.7, 1
	rimMM               = 5 // dead at the edge of the glass
	mostChoices         = 6
	roundingMM          = 0.1
)

// isOfKeyboard tells the targets of a pad with letters on the small panel.
func isOfKeyboard(k *kit.Kit, v flow.View, name string) bool {
	if k.Class() != kit.Small || v.Question.Kind != "text" && v.Question.Kind != "code" {
		return false
	}
	group, _, _ := strings.Cut(name, ":")
	return slices.Contains([]string{"key", "mode", "text", "texts", "choice"}, group)
}

// seen is a page and how it was drawn.
type seen struct {
	where string
	kit   *kit.Kit
	view  flow.View
	plan  plan
}

// drawn are the plans of every page on every glass in every type and language: made
// once for all tests. Themes differ in colours, and in the picture of the page that
// asks for the card.
var (
	drawnOnce sync.Once
	drawn     []seen
)

func eachPlan(t *testing.T, f func(where string, k *kit.Kit, v flow.View, p plan)) {
	t.Helper()
	drawnOnce.Do(func() {
		eachLook(t, func(look string, k *kit.Kit) {
			for _, s := range screentest.Samples() {
				if k.Theme() == kit.High && s.View.State != flow.TakeCard {
					continue
				}
				eachLeaf(k, s.View, func(page int, d *kit.Drawing) {
					drawn = append(drawn, seen{fmt.Sprintf("%s, page %d, %s", s.Name, page, look), k, s.View, planOf(d)})
				})
			}
			for _, s := range screentest.CalibrationSamples() {
				if s.Page.Kit = k; k.Lowered() {
					continue // its crosses stand at the sides of the glass
				}
				drawn = append(drawn, seen{s.Name + ", " + look, k, flow.View{}, planOf(s.Page.Build())})
			}
		})
	})
	for _, s := range drawn {
		f(s.where, s.kit, s.view, s.plan)
	}
}

func TestEveryTargetIsLargeEnoughForAFinger_AndKeepsApartFromTheOthers(t *testing.T) {
	eachPlan(t, func(where string, k *kit.Kit, v flow.View, p plan) {
		mm := k.MM(1)
		for i, a := range p.targets {
			least := float32(fingerMM)
			if isOfKeyboard(k, v, a.name) {
				least = leastMM
			}
			if side := min(a.W, a.H) / mm; side < least-roundingMM {
				t.Errorf("%s: %s is %.1f mm, less than %.1f", where, a.name, side, least)
			}
			for _, b := range p.targets[:i] {
				if b.name == "anywhere" { // lies under the others on purpose
					continue
				}
				apart := float32(apartMM)
				if isOfKeyboard(k, v, a.name) && isOfKeyboard(k, v, b.name) {
					apart = deadRoomMM
				}
				if gap := between(a.Rect, b.Rect) / mm; gap < apart-roundingMM {
					t.Errorf("%s: %s and %s are %.1f mm apart, less than %.1f", where, a.name, b.name, gap, apart)
				}
			}
		}
	})
}

func TestNoTextLiesOnAnother_NorBeyondWhatCanBePressed(t *testing.T) {
	eachPlan(t, func(where string, k *kit.Kit, _ flow.View, p plan) {
		whole := kit.Rect{W: k.Panel().Width, H: glassHeight(k)}
		for i, a := range p.texts {
			if !lies(a.Rect, whole) {
				t.Errorf("%s: %q lies beyond the glass", where, a.text)
			}
			for _, b := range p.texts[:i] {
				if between(a.Rect, b.Rect) < -1 {
					t.Errorf("%s: %q and %q lie on each other", where, a.text, b.text)
				}
			}
			for _, x := range p.targets {
				if x.name == a.inside && x.name != "" && between(x.Rect, a.Rect) < 0 && !lies(a.Rect, x.Rect) {
					t.Errorf("%s: %q lies beyond %s", where, a.text, x.name)
				}
			}
		}
	})
}

func TestNothingToPressReachesIntoTheDeadRim(t *testing.T) {
	eachPlan(t, func(where string, k *kit.Kit, _ flow.View, p plan) {
		rim := k.MM(rimMM) - k.MM(roundingMM)
		for _, a := range p.targets {
			if a.name == "anywhere" {
				continue
			}
			if inner := (kit.Rect{W: k.Panel().Width, H: glassHeight(k)}).Inset(rim, rim, rim, rim); !lies(a.Rect, inner) {
				t.Errorf("%s: %s reaches into the rim: %v", where, a.name, a.Rect)
			}
		}
	})
}

// Plates of doors and houses are no choices among words: a resident looks for her
// own number.
func TestAPageHasSixChoicesAtMost(t *testing.T) {
	eachPlan(t, func(where string, _ *kit.Kit, v flow.View, p plan) {
		if v.Question.Columns > 0 || slices.ContainsFunc(v.Question.Choices, isPlate) {
			return
		}
		n := 0
		for _, a := range p.targets {
			group, _, _ := strings.Cut(a.name, ":")
			if slices.Contains([]string{"choice", "matter", "door", "way", "case", "sound", "scale", "theme"}, group) {
				n++
			}
		}
		if n > mostChoices {
			t.Errorf("%s: %d choices", where, n)
		}
	})
}

func isPlate(c flow.Choice) bool { return c.Text != "" && strings.Trim(c.Text[:1], "0123456789") == "" }

// In the top of a glass that stands are the station's name, the clock and the tools
// of the head; nobody must reach or read there to go on.
func TestTheTopOfAStandingGlassHasNothingThatIsNeeded(t *testing.T) {
	const top = 0.15
	eachPlan(t, func(where string, k *kit.Kit, _ flow.View, p plan) {
		if k.Class() != kit.Portrait {
			return
		}
		for _, a := range p.targets {
			if a.Y+a.H/2 < top*k.Panel().Height && !strings.HasPrefix(a.name, "tool:") && !strings.HasPrefix(a.name, "step:") && a.name != "anywhere" {
				t.Errorf("%s: %s is pressed in the top of the glass", where, a.name)
			}
		}
	})
}

// glassHeight is that of the whole glass, the sky over a lowered page included.
func glassHeight(k *kit.Kit) float32 {
	if k.Lowered() {
		return k.Panel().Height / 0.6 // the part that a seated person reaches
	}
	return k.Panel().Height
}

// lies tells that a is inside of b, but for a pixel of rounding.
func lies(a, b kit.Rect) bool {
	return a.X >= b.X-1 && a.Y >= b.Y-1 && a.X+a.W <= b.X+b.W+1 && a.Y+a.H <= b.Y+b.H+1
}

// A telephone of the station's, and the numbers of a case, are nobody's own.
var wholeNumbers = regexp.MustCompile(`1[3-9][0-9]{9}|[0-9]{17}[0-9X]`)

func TestNoPageShowsAWholeNumberOfAPerson(t *testing.T) {
	eachPlan(t, func(where string, _ *kit.Kit, _ flow.View, p plan) {
		for _, x := range p.texts {
			if n := wholeNumbers.FindString(strings.ReplaceAll(x.text, " ", "")); n != "" {
				t.Errorf("%s: shows %s", where, n)
			}
		}
	})
}

func TestNobodyIsHere_AFirstTouchAnywhereBegins(t *testing.T) {
	for _, panel := range panels {
		for _, name := range []string{"welcome", "welcome-degraded", "welcome-event", "welcome-wiped"} {
			var got []flow.Event
			d := draw(kit.New(panel, kit.Standard, kit.Light, shared(t)), sample(t, name), func(e flow.Event) { got = append(got, e) })
			all := targets(d)

			tap(t, d, "anywhere")

			if len(got) != 1 || got[0].Kind != flow.Start {
				t.Errorf("%s: sent %v", name, got)
			}
			if first := all[0]; first.AccessibleName() != "anywhere" || first.Size().Width < panel.Width || first.Size().Height < panel.Height {
				t.Errorf("%s: beneath all lies %s of %v", name, first.AccessibleName(), first.Size())
			}
		}
	}
}
