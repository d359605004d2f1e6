package backend

import (
	"context"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"station365/assets"
)

// patience is how long a test waits for what must come; none ever takes it.
const patience = 20 * time.Second

var (
	ink   = color.NRGBA{R: 0x22, G: 0x2b, B: 0x4d, A: 0xff}
	paper = color.NRGBA{R: 0xff, G: 0xfd, B: 0xf7, A: 0xff}
	lamp  = color.NRGBA{R: 0xf2, G: 0xb2, B: 0x3e, A: 0xff}
)

// clock is a time that tests move by hand.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// showing is a sink that reports what it is shown.
type showing chan image.Rectangle

func (s showing) Show(_ *image.RGBA, changed image.Rectangle) error {
	s <- changed
	return nil
}

// bench is a glass on a test bench, 4 pixels to the millimetre, not yet running.
func bench(t testing.TB, change ...func(*Opts)) (*Glass, *clock) {
	t.Helper()
	c := &clock{now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
	regular, bold := assets.Fonts()
	o := Opts{Width: 480, Height: 640, PixelsPerMM: 4, Regular: regular, Bold: bold, Now: c.Now}
	for _, f := range change {
		f(&o)
	}
	g, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return g, c
}

// run starts the glass and ends it with the test.
func run(t testing.TB, g *Glass) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() {
		if err := g.Run(ctx); err != nil {
			t.Errorf("run: %v", err)
		}
	})
	t.Cleanup(func() { cancel(); running.Wait() })
}

// key is a button of the kind that screens build: named, with a pressed look.
type key struct {
	widget.BaseWidget
	name     string
	face     *canvas.Rectangle
	label    *canvas.Text
	disabled bool
	onTap    func()
	onPress  func(down bool)
	taps     int
	downs    int
	ups      int
}

func newKey(name string) *key {
	k := &key{name: name, face: canvas.NewRectangle(paper), label: canvas.NewText(name, ink)}
	k.face.CornerRadius = 12
	k.label.TextSize = 28
	k.label.Alignment = fyne.TextAlignCenter
	k.ExtendBaseWidget(k)
	return k
}

func (k *key) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(k.face, k.label))
}

func (k *key) AccessibleName() string { return k.name }
func (k *key) Disabled() bool         { return k.disabled }

func (k *key) Tapped(*fyne.PointEvent) {
	k.taps++
	if k.onTap != nil {
		k.onTap()
	}
}

func (k *key) MouseDown(*desktop.MouseEvent) { k.downs++; k.lookPressed(true) }
func (k *key) MouseUp(*desktop.MouseEvent)   { k.ups++; k.lookPressed(false) }

func (k *key) lookPressed(down bool) {
	k.face.FillColor = paper
	if down {
		k.face.FillColor = lamp
	}
	k.face.Refresh()
	if k.onPress != nil {
		k.onPress(down)
	}
}

// at lays an object out at a place in pixels.
func at[O fyne.CanvasObject](o O, x, y, w, h float32) O {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
	return o
}

func free(objects ...fyne.CanvasObject) *fyne.Container {
	return container.NewWithoutLayout(objects...)
}

// keepPicture writes an image to look at when a test failed; go test -artifacts
// leaves it there.
func keepPicture(t *testing.T, name string, img image.Image) {
	t.Helper()
	file, err := os.Create(filepath.Join(t.ArtifactDir(), name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, img); err != nil {
		t.Fatal(err)
	}
	t.Logf("kept %s", file.Name())
}
