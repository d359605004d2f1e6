package backend

import (
	"image"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

func next(t *testing.T, s showing) image.Rectangle {
	t.Helper()
	select {
	case r := <-s:
		return r
	case <-time.After(patience):
		t.Fatal("no frame came")
		return image.Rectangle{}
	}
}

func TestAChangeFromAnotherGoroutinePaintsAFrameWithoutATouch(t *testing.T) {
	frames := make(showing, 100)
	g, _ := bench(t, func(o *Opts) { o.Sink = frames })
	label := at(canvas.NewText("放卡", ink), 40, 200, 200, 60)
	run(t, g)
	g.Do(func() { g.SetContent(free(label)) })
	next(t, frames)
	next(t, frames)

	fyne.Do(func() { label.Text = "读好了"; label.Refresh() })

	changed := next(t, frames)
	if changed.Empty() || !changed.In(image.Rect(20, 180, 260, 280)) {
		t.Errorf("painted %v, want only where the words are", changed)
	}
}

func TestFyneDoFromInsideACallbackDoesNotBlock(t *testing.T) {
	g, _ := bench(t)
	run(t, g)
	done := make(chan struct{})

	g.Do(func() {
		fyne.DoAndWait(func() {
			fyne.Do(func() { close(done) })
		})
		g.Describe()
	})

	select {
	case <-done:
	case <-time.After(patience):
		t.Fatal("blocked")
	}
}

func TestAThousandGoroutinesAreAllHeard(t *testing.T) {
	g, _ := bench(t)
	run(t, g)
	heard := 0
	var all sync.WaitGroup

	for range 1000 {
		all.Go(func() { fyne.Do(func() { heard++ }) })
	}
	all.Wait()

	fyne.DoAndWait(func() {
		if heard != 1000 {
			t.Errorf("heard %d, want 1000", heard)
		}
	})
}

func TestWhoWaitsForAGlassThatHasEndedIsLetGo(t *testing.T) {
	g, _ := bench(t)
	t.Run("its life", func(t *testing.T) {
		run(t, g)
		g.Do(func() { g.SetContent(free(at(newKey("再见"), 100, 100, 120, 100))) })
		g.Describe()
	})

	g.wait(func() { t.Error("ran after the end") })

	if d := g.Describe(); len(d.Targets) != 1 || d.Targets[0].Name != "再见" {
		t.Errorf("described %v, want the last frame", d)
	}
}

func TestTheDescriptionSaysWhatIsOnTheGlass(t *testing.T) {
	g, _ := bench(t)
	run(t, g)
	dark := newKey("打印")
	dark.disabled = true
	hidden := newKey("藏着")
	hidden.Hide()
	g.Do(func() {
		g.SetContent(free(at(newKey("下一步"), 100, 100, 120, 100), at(dark, 100, 300, 120, 100), at(hidden, 300, 300, 100, 100)))
	})

	d := g.Describe()

	want := []Target{
		{Name: "下一步", Rect: image.Rect(100, 100, 220, 200), Enabled: true},
		{Name: "打印", Rect: image.Rect(100, 300, 220, 400)},
	}
	if len(d.Targets) != 2 || d.Targets[0] != want[0] || d.Targets[1] != want[1] {
		t.Errorf("targets %v, want %v", d.Targets, want)
	}
	if len(d.Texts) != 2 || d.Texts[0] != "下一步" || d.Texts[1] != "打印" {
		t.Errorf("texts %v", d.Texts)
	}
}

func TestTouchesReachAKeyOfARunningGlass(t *testing.T) {
	g, _ := bench(t)
	run(t, g)
	tapped := make(chan struct{})
	k := newKey("确定")
	k.onTap = func() { close(tapped) }
	g.Do(func() { g.SetContent(free(at(k, 100, 100, 120, 100))) })

	g.Touch(Touch{X: 150, Y: 150, Kind: Down})
	g.Touch(Touch{X: 150, Y: 150, Kind: Up})

	select {
	case <-tapped:
	case <-time.After(patience):
		t.Fatal("the tap did not arrive")
	}
}

func TestATreeLargerThanTheGlassDoesNotGrowIt(t *testing.T) {
	g, _ := bench(t)
	wide := canvas.NewRectangle(ink)
	wide.SetMinSize(fyne.NewSize(5000, 5000))

	g.SetContent(wide)

	if wide.Size() != fyne.NewSize(480, 640) {
		t.Errorf("laid out in %v, want 480 × 640", wide.Size())
	}
}

func TestAnUnknownObjectIsNamedOnceInTheLog(t *testing.T) {
	var log strings.Builder
	g, _ := bench(t, func(o *Opts) { o.Logger = slog.New(slog.NewTextHandler(&log, nil)) })

	for range 3 {
		painted(g, free(at(canvas.NewPolygon(5, ink), 10, 10, 90, 90)))
	}

	if n := strings.Count(log.String(), "canvas.Polygon"); n != 1 {
		t.Errorf("named %d times, want 1", n)
	}
}

func TestNoTextOutlivesItsFrame(t *testing.T) {
	g, _ := bench(t)
	name := at(canvas.NewText("王小明", ink), 40, 40, 300, 60)
	painted(g, free(name))
	commands := g.scene.commands

	painted(g, free())

	for _, c := range commands {
		if c.text.text != "" {
			t.Errorf("%q is still in the old list", c.text.text)
		}
	}
}

func TestAKeyAndItsDigitFarApartAreTwoSmallParts(t *testing.T) {
	frames := make(showing, severalParts)
	digit := at(canvas.NewText("1", ink), 20, 20, 100, 40)
	k := at(newKey("1"), 300, 500, 100, 80)
	h := newHand(t, free(digit, k))
	h.glass.opts.Sink = frames

	digit.Text = "13"
	h.feel(Down, 350, 540)

	if len(frames) != 2 {
		t.Fatalf("%d parts were shown, want 2", len(frames))
	}
	for range 2 {
		if r := <-frames; size(r) > 20000 {
			t.Errorf("%v was shown", r)
		}
	}
}
