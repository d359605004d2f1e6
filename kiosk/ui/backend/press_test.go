package backend

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// hand presses a glass that is not running: what it does is done at once.
type hand struct {
	t     *testing.T
	glass *Glass
	clock *clock
}

func newHand(t *testing.T, tree fyne.CanvasObject, change ...func(*Opts)) hand {
	t.Helper()
	g, c := bench(t, change...)
	g.SetContent(tree)
	g.paint()
	return hand{t, g, c}
}

func (h hand) feel(k TouchKind, x, y int) {
	h.glass.Touch(Touch{X: x, Y: y, Kind: k})
	for _, f := range h.glass.queue.take() {
		f()
	}
	h.glass.finger.settle()
	h.glass.paint()
}

func (h hand) press(x, y int, held time.Duration) {
	h.feel(Down, x, y)
	h.clock.pass(held)
	h.feel(Up, x, y)
}

func (h hand) counted(k *key, want int) {
	h.t.Helper()
	if k.taps != want {
		h.t.Errorf("%s counted %d times, want %d", k.name, k.taps, want)
	}
}

func TestAPressCountsOnceHoweverLongItIsHeld(t *testing.T) {
	for _, held := range []time.Duration{30 * time.Millisecond, 1500 * time.Millisecond, 10 * time.Second} {
		k := newKey("确定")
		h := newHand(t, free(at(k, 100, 100, 120, 100)))

		h.press(150, 150, held)

		h.counted(k, 1)
		if k.downs != 1 || k.ups != 1 {
			t.Errorf("held %v: looked pressed %d times and let go %d times, want 1 and 1", held, k.downs, k.ups)
		}
	}
}

func TestAFynesOwnButtonIsPressedToo(t *testing.T) {
	taps := 0
	h := newHand(t, free(at(widget.NewButton("OK", func() { taps++ }), 100, 100, 120, 100)))

	h.press(150, 150, 2*time.Second)

	if taps != 1 {
		t.Errorf("counted %d times, want 1", taps)
	}
}

func TestATremblingFingerWithinEightMillimetresCounts(t *testing.T) {
	k := newKey("确定")
	h := newHand(t, free(at(k, 100, 100, 120, 100)))

	h.feel(Down, 105, 105)
	h.feel(Move, 105, 80) // 25 pixels up and out of the key: 6.25 mm
	h.feel(Up, 90, 95)

	h.counted(k, 1)
}

func TestAFingerThatSlidesOffTakesItsPressBack(t *testing.T) {
	k := newKey("确定")
	h := newHand(t, free(at(k, 100, 100, 120, 100)))

	h.feel(Down, 105, 105)
	h.feel(Move, 105, 60) // 45 pixels: 11 mm
	if k.ups != 1 {
		t.Error("the key still looks pressed after the finger has left")
	}
	h.feel(Move, 110, 110)
	h.feel(Up, 110, 110)

	h.counted(k, 0)
}

func TestADoubleTapCountsOnce(t *testing.T) {
	k := newKey("确定")
	h := newHand(t, free(at(k, 100, 100, 120, 100)))

	h.press(150, 150, 60*time.Millisecond)
	h.clock.pass(150 * time.Millisecond)
	h.press(155, 152, 60*time.Millisecond)

	h.counted(k, 1)
}

func TestTheSameKeyPressedTwiceDeliberatelyCountsTwice(t *testing.T) {
	k := newKey("8")
	h := newHand(t, free(at(k, 100, 100, 120, 100)))

	h.press(150, 150, 120*time.Millisecond)
	h.clock.pass(300 * time.Millisecond)
	h.press(150, 150, 120*time.Millisecond)

	h.counted(k, 2)
}

func TestAFingerThePanelLosesForAMomentPressesOnce(t *testing.T) {
	k := newKey("确定")
	h := newHand(t, free(at(k, 100, 100, 120, 100)))

	h.press(150, 150, 900*time.Millisecond)
	h.clock.pass(30 * time.Millisecond)
	h.press(151, 150, 900*time.Millisecond)

	h.counted(k, 1)
}

func TestFastDifferentKeysAllCount(t *testing.T) {
	one, two := newKey("1"), newKey("2")
	h := newHand(t, free(at(one, 100, 100, 80, 80), at(two, 184, 100, 80, 80)))

	h.press(176, 140, 40*time.Millisecond)
	h.clock.pass(50 * time.Millisecond)
	h.press(190, 140, 40*time.Millisecond) // 3.5 mm beside the last

	h.counted(one, 1)
	h.counted(two, 1)
}

func TestTheSecondHalfOfADoubleTapDoesNotPressTheNextPage(t *testing.T) {
	next := newKey("打印")
	first := newKey("下一步")
	h := newHand(t, free(at(first, 100, 100, 120, 100)))
	first.onTap = func() { h.glass.SetContent(free(at(next, 90, 90, 200, 200))) }

	h.press(150, 150, 60*time.Millisecond)
	h.clock.pass(150 * time.Millisecond)
	h.press(150, 150, 60*time.Millisecond)
	h.counted(next, 0)
	h.clock.pass(time.Second)
	h.press(150, 150, 60*time.Millisecond)

	h.counted(first, 1)
	h.counted(next, 1)
}

func TestTheRimOfTheGlassIsDead(t *testing.T) {
	k := newKey("确定")
	h := newHand(t, free(at(k, 0, 0, 480, 640)))

	for _, p := range [][2]int{{5, 300}, {475, 300}, {200, 10}, {200, 625}} {
		h.press(p[0], p[1], 50*time.Millisecond)
		h.clock.pass(time.Second)
	}
	h.counted(k, 0)
	h.press(25, 300, 50*time.Millisecond)

	h.counted(k, 1)
}

func TestAPressOutlivesARebuiltTree(t *testing.T) {
	old, anew := newKey("确定"), newKey("确定")
	h := newHand(t, free(at(old, 100, 100, 120, 100)))

	h.feel(Down, 150, 150)
	h.glass.SetContent(free(at(anew, 100, 100, 120, 100)))
	h.feel(Move, 151, 150)
	if anew.downs != 1 {
		t.Error("the new key does not look pressed under the finger")
	}
	h.feel(Up, 150, 150)

	h.counted(old, 0)
	h.counted(anew, 1)
}

func TestAPressEndsWhenItsTargetIsGone(t *testing.T) {
	old, other := newKey("确定"), newKey("取消")
	h := newHand(t, free(at(old, 100, 100, 120, 100)))

	h.feel(Down, 150, 150)
	h.glass.SetContent(free(at(other, 100, 100, 120, 100)))
	h.feel(Up, 150, 150)

	h.counted(old, 0)
	h.counted(other, 0)
}

func TestADisabledTargetTakesNoTap(t *testing.T) {
	beneath, k := newKey("下面"), newKey("确定")
	k.disabled = true
	sounds := 0
	h := newHand(t, free(at(beneath, 100, 100, 120, 100), at(k, 100, 100, 120, 100)), func(o *Opts) { o.Pressed = func() { sounds++ } })

	h.press(150, 150, 50*time.Millisecond)

	h.counted(k, 0)
	h.counted(beneath, 0)
	if sounds != 0 || k.downs != 0 {
		t.Error("a disabled key looked or sounded pressed")
	}
}

func TestTheTopmostTargetIsPressedAndHeard(t *testing.T) {
	beneath, k := newKey("下面"), newKey("确定")
	sounds := 0
	h := newHand(t, free(at(beneath, 50, 50, 300, 300), at(k, 100, 100, 120, 100)), func(o *Opts) { o.Pressed = func() { sounds++ } })

	h.press(150, 150, 50*time.Millisecond)

	h.counted(k, 1)
	h.counted(beneath, 0)
	if sounds != 1 {
		t.Errorf("heard %d times, want 1", sounds)
	}
}

func TestNothingUnderADialogIsPressed(t *testing.T) {
	beneath := newKey("下面")
	h := newHand(t, free(at(beneath, 100, 100, 120, 100)))
	dialog := newKey("对话")
	at(dialog, 300, 400, 100, 100)
	h.glass.Canvas().Overlays().Add(dialog)
	h.glass.paint()

	h.press(150, 150, 50*time.Millisecond)
	h.press(350, 450, 50*time.Millisecond)

	h.counted(beneath, 0)
	h.counted(dialog, 1)
}

// board is a handwriting square: it follows the finger.
type board struct {
	widget.BaseWidget
	strokes []fyne.Position
	ended   int
}

func (b *board) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(free()) }
func (b *board) Dragged(e *fyne.DragEvent)           { b.strokes = append(b.strokes, e.Position) }
func (b *board) DragEnd()                            { b.ended++ }

func TestAHandwritingSquareFollowsTheFinger(t *testing.T) {
	b := &board{}
	b.ExtendBaseWidget(b)
	h := newHand(t, free(at(b, 100, 100, 200, 200)))

	h.feel(Down, 150, 150)
	h.feel(Move, 200, 160)
	h.feel(Move, 350, 160) // out of the square: the stroke still belongs to it
	h.feel(Up, 350, 160)

	if len(b.strokes) != 2 || b.strokes[0] != fyne.NewPos(100, 60) || b.ended != 1 {
		t.Errorf("followed %v and ended %d times, want [100,60] first, two steps and one end", b.strokes, b.ended)
	}
}

func TestAPopUpOfFyneStandsOverThePageAndIsPressed(t *testing.T) {
	taps := 0
	beneath := newKey("下面")
	h := newHand(t, free(at(beneath, 0, 0, 480, 640)))
	yes := widget.NewButton("OK", func() { taps++ })
	dialog := widget.NewModalPopUp(yes, h.glass.Canvas())
	dialog.Show()
	h.glass.paint()

	d := h.glass.look()
	var place target
	for _, t := range d.targets {
		if t.object == yes {
			place = t
		}
	}
	if place.area.Empty() {
		t.Fatal("the button of the pop-up is not on the glass")
	}
	middle := place.area.Min.Add(place.area.Size().Div(2))
	h.press(middle.X, middle.Y, 50*time.Millisecond)
	dialog.Hide()
	h.clock.pass(time.Second)
	h.press(240, 320, 50*time.Millisecond)

	if taps != 1 {
		t.Errorf("the pop-up's button counted %d times, want 1", taps)
	}
	h.counted(beneath, 1)
}

func TestAFingerThatPressesNothing_IsToldAndOneThatPressesIsNot(t *testing.T) {
	missed := 0
	h := newHand(t, free(at(newKey("确定"), 100, 100, 120, 100)), func(o *Opts) { o.Missed = func() { missed++ } })
	for _, c := range []struct {
		what string
		do   func()
		want int
	}{
		{"a press", func() { h.press(150, 150, 50*time.Millisecond) }, 0},
		{"its double", func() { h.clock.pass(100 * time.Millisecond); h.press(150, 150, 50*time.Millisecond) }, 1},
		{"nothing there", func() { h.press(300, 400, 50*time.Millisecond) }, 1},
		{"the rim", func() { h.press(1, 1, 50*time.Millisecond) }, 1},
		{"sliding off", func() { h.clock.pass(time.Second); h.feel(Down, 105, 105); h.feel(Move, 105, 30); h.feel(Up, 105, 30) }, 1},
	} {
		missed = 0
		c.do()
		if missed != c.want {
			t.Errorf("%s: told %d times, want %d", c.what, missed, c.want)
		}
	}
}

func TestAFingerIsToldAtOnce_AnywhereOnTheGlass_APressOnlyOnATarget(t *testing.T) {
	touched, pressed := 0, 0
	h := newHand(t, free(at(newKey("确定"), 100, 100, 120, 100)), func(o *Opts) {
		o.Touched, o.Pressed = func() { touched++ }, func() { pressed++ }
	})
	for _, c := range []struct {
		where            string
		x, y             int
		touched, pressed int
	}{{"rim", 1, 1, 1, 0}, {"nothing", 300, 400, 2, 0}, {"target", 150, 150, 3, 1}} {
		h.feel(Down, c.x, c.y)
		if touched != c.touched || pressed != c.pressed {
			t.Errorf("finger on the %s: touched %d, pressed %d", c.where, touched, pressed)
		}
		h.feel(Up, c.x, c.y)
	}
}
