package backend

import (
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

func TestATextIsAsLargeAsFyneMeasuresIt(t *testing.T) {
	bench(t)
	for _, text := range []string{"", "办什么事？", "王小明 13800001111", "③℃ Abc, 第2页", "𬎆𠅤㛃"} {
		for _, style := range []fyne.TextStyle{{}, {Bold: true}} {
			for _, size := range []float32{12, 30, 56} {
				ours, base := fyne.CurrentApp().Driver().RenderedTextSize(text, size, style, nil)
				var theirs fyne.Size
				var theirBase float32
				asFyne(func() {
					theirs, theirBase = fyne.CurrentApp().Driver().RenderedTextSize(text, size, style, nil)
				})

				// Fyne rounds every letter to the 64th of a pixel, we the whole.
				grain := float32(len(text))/64 + 1.0/64
				if text != "" && (differ(ours.Width, theirs.Width, grain) || differ(ours.Height, theirs.Height, 3.0/64) || differ(base, theirBase, 1.0/64)) {
					t.Errorf("%q at %v bold %v: %v and %v, Fyne has %v and %v", text, size, style.Bold, ours, base, theirs, theirBase)
				}
				if text == "" && (ours.Width != 0 || ours.Height == 0) {
					t.Errorf("an empty text is %v", ours)
				}
			}
		}
	}
}

func differ(a, b, by float32) bool { return max(a, b)-min(a, b) > by }

func TestACharacterThatNoFaceHasIsSeenAsAMark(t *testing.T) {
	g, _ := bench(t)

	marked, _ := g.letters.measure("\U000F0000", 30, false)
	known, _ := g.letters.measure(string(missing), 30, false)

	if marked.Width == 0 || marked != known {
		t.Errorf("the missing character is %v wide, the mark %v", marked.Width, known.Width)
	}
}

func TestCachesStayWithinTheirLimits(t *testing.T) {
	kept := newBounded[int](100, func(int) int { return 10 })
	for i := range 1000 {
		kept.get(i, func() int { return i })
		kept.get(3, func() int { return 3 })
	}

	if n := len(kept.young) + len(kept.old); n > 20 {
		t.Errorf("%d are kept, want at most 20", n)
	}
	made := false
	kept.get(3, func() int { made = true; return 3 })
	if made {
		t.Error("what was asked for all the time has been forgotten")
	}
}

// passing is a widget that knows when Fyne has let go of its renderer.
type passing struct {
	widget.BaseWidget
	gone bool
}

func (p *passing) CreateRenderer() fyne.WidgetRenderer {
	return parting{widget.NewSimpleRenderer(canvas.NewRectangle(ink)), p}
}

type parting struct {
	fyne.WidgetRenderer
	of *passing
}

func (p parting) Destroy() { p.of.gone = true }

func TestTheWidgetsOfATreeThatIsGoneAreLetGo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		// A bubble begins in 2000; Fyne has cleaned up last in the tests before this one.
		time.Sleep(time.Until(time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)))
		g, _ := bench(t, func(o *Opts) { o.Now = time.Now })
		old, standing := &passing{}, &passing{}
		old.ExtendBaseWidget(old)
		standing.ExtendBaseWidget(standing)
		painted(g, free(at(old, 0, 0, 50, 50), at(standing, 100, 0, 50, 50)))

		for range 5 {
			time.Sleep(40 * time.Second)
			painted(g, free(standing))
		}

		if !old.gone || standing.gone {
			t.Errorf("the old one is gone: %v, the standing one: %v", old.gone, standing.gone)
		}
	})
}
