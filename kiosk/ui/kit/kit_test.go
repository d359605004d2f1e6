package kit_test

import (
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"station365/assets"
	"station365/kiosk/ui/backend"
	"station365/kiosk/ui/contrasttest"
	"station365/kiosk/ui/kit"
	"station365/kiosk/words"
)

var glassOnce = sync.OnceValues(func() (*backend.Glass, error) {
	regular, bold := assets.Fonts()
	return backend.New(backend.Opts{Width: 1080, Height: 1920, PixelsPerMM: 4.03, Regular: regular, Bold: bold})
})

// newKit is a kit on a portrait glass with the bundled font's real measures.
func newKit(t *testing.T, s kit.Scale, theme kit.Theme) *kit.Kit {
	t.Helper()
	if _, err := glassOnce(); err != nil {
		t.Fatal(err)
	}
	table, err := words.Load(os.DirFS("../../../assets/strings"), "zh-Hans")
	if err != nil {
		t.Fatal(err)
	}
	return kit.New(kit.Panel{Width: 1080, Height: 1920, PixelsPerMM: 4.03}, s, theme, kit.NewShared(assets.FS(), table))
}

func TestALineBeginsWithNoClosingMarkAndNumbersStayWhole(t *testing.T) {
	k := newKit(t, kit.Standard, kit.Light)
	text := "王芳答应您：11月30日 星期一下班前给您结果，电话 0851-0000-0365（一楼）。阿卜杜外力·麦麦提图尔荪尼亚孜"

	for width := float32(28 * 4); width < 900; width += 7 {
		lines := k.Wrap(text, 28, width, false)

		for _, l := range lines {
			if strings.ContainsRune("，。：）·", []rune(l)[0]) {
				t.Errorf("at %v a line begins with %q", width, l)
			}
			if w := k.Width(l, 28, false); w > width+0.5 && len([]rune(l)) > 2 {
				t.Errorf("at %v the line %q is %v wide", width, l, w)
			}
		}
		joined := strings.Join(lines, "")
		if strings.ReplaceAll(joined, " ", "") != strings.ReplaceAll(text, " ", "") {
			t.Errorf("at %v something is lost: %q", width, joined)
		}
		if width > 28*9 && !strings.Contains(strings.Join(lines, "\n"), "0851-0000-0365") {
			t.Errorf("at %v the telephone number is broken", width)
		}
		if width > 28*6 && !strings.Contains(strings.Join(lines, "\n"), "11月30日") {
			t.Errorf("at %v the date is broken", width)
		}
	}
}

func TestLatinWordsStayWhole(t *testing.T) {
	k := newKit(t, kit.Standard, kit.Light)
	text := `No problem: lay the card flat, then press "Print again" (S2-4821-5).`
	whole := strings.Fields(text)

	for width := k.Width("problem: ", 28, false); width < 900; width += 7 {
		for _, l := range k.Wrap(text, 28, width, false) {
			for _, word := range strings.Fields(l) {
				if !slices.Contains(whole, word) && k.Width("(S2-4821-5).", 28, false) <= width {
					t.Errorf("at %v a word is broken: %q", width, l)
				}
			}
			if w := k.Width(l, 28, false); w > width+0.5 {
				t.Errorf("at %v the line %q is %v wide", width, l, w)
			}
		}
	}
}

func TestAWordThatIsWiderThanItsPlaceIsReported(t *testing.T) {
	k := newKit(t, kit.Largest, kit.Light)
	d := k.NewDrawing()

	d.Box(k.Text(kit.Title, "Registration"), kit.Rect{W: 120, H: 900})

	if len(d.Faults) != 1 || d.Faults[0] != "a word is broken: Registration" {
		t.Errorf("faults: %q", d.Faults)
	}
}

func TestATitleOfTwoLinesBreaksAtItsPause(t *testing.T) {
	k := newKit(t, kit.Standard, kit.Light)
	d := k.NewDrawing()
	title := k.Text(kit.Question, "Good morning. What do you need?")
	const width = 470

	d.Box(title, kit.Rect{W: width, H: 900})

	if lines := drawnLines(d); lines[0] != "Good morning." {
		t.Errorf("%q", lines)
	}
}

// drawnLines are the lines of text on a drawing.
func drawnLines(d *kit.Drawing) (lines []string) {
	for _, o := range d.Object().(*fyne.Container).Objects {
		if line, ok := o.(*canvas.Text); ok {
			lines = append(lines, line.Text)
		}
	}
	return lines
}

func TestACentredTextBreaksAtThePauseThatMakesItsLinesMostAlike(t *testing.T) {
	k := newKit(t, kit.Standard, kit.Light)
	d := k.NewDrawing()
	text := k.Text(kit.Body, "再过 24 秒，这一页会清空，别人看不到您的信息。").Centre()

	d.Box(text, kit.Rect{W: 540, H: 900})

	lines := drawnLines(d)
	if want := []string{"再过 24 秒，这一页会清空，", "别人看不到您的信息。"}; !slices.Equal(lines, want) {
		t.Errorf("%q", lines)
	}
}

func TestWhatIsTooLongForItsPlaceIsReported(t *testing.T) {
	k := newKit(t, kit.Largest, kit.Light)
	d := k.NewDrawing()

	d.Box(k.Text(kit.Title, "这一句话放不进这么小的地方"), kit.Rect{W: 200, H: 40})

	if len(d.Faults) == 0 {
		t.Error("a text was cut in silence")
	}
}

func TestBothThemesCanBeRead(t *testing.T) {
	texts := []struct{ on, text kit.Colour }{
		{kit.Paper, kit.Ink}, {kit.Face, kit.Ink}, {kit.Paper, kit.Ink2}, {kit.Face, kit.Ink2}, {kit.LampWash, kit.Ink2}, {kit.Paper, kit.Indigo},
		{kit.Face, kit.Indigo}, {kit.LampWash, kit.Indigo}, {kit.LampWash, kit.Ink}, {kit.IndigoWash, kit.Ink}, {kit.IndigoWash, kit.Indigo},
		{kit.Indigo, kit.OnIndigo}, {kit.Lamp, kit.OnLamp}, {kit.Paper, kit.Moss}, {kit.MossWash, kit.Ink}, {kit.Paper, kit.Persimmon},
		{kit.PersimmonWash, kit.Persimmon}, {kit.PersimmonWash, kit.Ink}, {kit.Night, kit.OnNight}, {kit.Night, kit.NightSoft},
	}
	for _, s := range []kit.Style{kit.Primary, kit.Secondary, kit.HelpStyle, kit.Chosen, kit.Switched, kit.Attention} {
		texts = append(texts, struct{ on, text kit.Colour }{s.Face, s.Label}, struct{ on, text kit.Colour }{s.Pressed, s.Label}) // also under a finger
	}
	for _, theme := range []kit.Theme{kit.Light, kit.High} {
		k := newKit(t, kit.Standard, theme)
		for _, p := range texts {
			if r := contrasttest.Ratio(k.Colour(p.on), k.Colour(p.text)); r < 7 {
				t.Errorf("%s: text colour %d on %d has a contrast of %.1f, less than 7", theme, p.text, p.on, r)
			}
		}
	}
}

func TestAPressIsSeenAtOnceAndReportedOnce(t *testing.T) {
	k := newKit(t, kit.Standard, kit.Light)
	pressed := 0
	d := k.NewDrawing()
	d.Box(k.Button("go", kit.Primary, "next", "下一步", "", func() { pressed++ }), kit.Rect{X: 50, Y: 50, W: 300, H: 105})
	button := tappable(d.Object())

	button.Tapped(&fyne.PointEvent{})

	if pressed != 1 {
		t.Errorf("reported %d times", pressed)
	}
}

func tappable(o fyne.CanvasObject) fyne.Tappable {
	if t, ok := o.(fyne.Tappable); ok {
		return t
	}
	if c, ok := o.(*fyne.Container); ok {
		for _, child := range c.Objects {
			if t := tappable(child); t != nil {
				return t
			}
		}
	}
	return nil
}

func TestTheMiddleOfATelephoneNumberIsHidden(t *testing.T) {
	k := newKit(t, kit.Standard, kit.Light)
	for typed, want := range map[string]string{"138": "138", "138000056": "138••••56", "13800005678": "138••••5678"} {
		if got := k.Dots(typed); got != want {
			t.Errorf("%s is shown as %s, not %s", typed, got, want)
		}
	}
}
