//go:build window

package backend

import (
	"context"
	"errors"
	"image"
	"math"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
)

// Windowed says which of the two programs this is: the one with a window, or the
// static one.
const Windowed = true

// ErrNoWindow is what the static program says.
var ErrNoWindow = errors.New("this build has no window")

// lookForDisplay is how often an X server that is not there is looked for: with
// the panel of the static program, a person waits no longer for a picture.
const lookForDisplay = 2 * time.Second

// answerSoon is how long a round waits for what a turn has set going: the page that a
// press leads to comes within a millisecond or two, and the round that draws without
// it costs a whole frame before the next may begin.
const answerSoon = 4 * time.Millisecond

// demoPart is the side of the demonstration's first window, by the glass's: a
// kiosk's portrait glass is higher than a laptop's screen.
const demoPart = 0.5

// mainJobs reaches the process's first goroutine, the only one that GLFW and Fyne's
// driver accept; there is one in a process, and so there is one channel.
var mainJobs = make(chan func())

// OnMain runs a program beside the first goroutine, which it leaves to the window.
// main calls it; whoever calls RunInWindow without it waits until its context ends.
func OnMain(program func() int) int {
	done := make(chan int, 1)
	go func() { done <- program() }()
	for {
		select {
		case job := <-mainJobs:
			job()
		case code := <-done:
			return code
		}
	}
}

// RunInWindow is Glass.Run with a window: it shows the glass on the whole screen of
// the X server that DISPLAY names, until the context ends. An X server that is not
// there is waited for. It may be called once in a process.
func RunInWindow(ctx context.Context, g *Glass) error {
	ended := make(chan struct{})
	job := func() {
		defer close(ended)
		w := &window{glass: g}
		w.run(ctx)
	}
	select {
	case mainJobs <- job:
	case <-ctx.Done():
		return nil
	}
	<-ended
	return nil
}

// window is a glass in a window. All of it happens on the first goroutine, the
// glass's frames and Fyne's window alike: Fyne's caches know no other.
type window struct {
	glass *Glass
	pane  *pane
	view  fyne.Window
}

func (w *window) run(ctx context.Context) {
	defer w.glass.queue.close()
	w.glass.begin()
	w.awaitDisplay(ctx)
	if ctx.Err() == nil {
		w.show(ctx)
	}
	// Fyne's driver ends with the first SIGTERM, before the visit is wiped and the
	// last page shown: whoever waits for that must not wait for ever.
	w.turnUntil(ctx, nil)
}

// awaitDisplay works without a picture until there is an X server.
func (w *window) awaitDisplay(ctx context.Context) {
	told := false
	for ctx.Err() == nil {
		err := reachDisplay()
		if err == nil {
			return
		}
		if !told {
			w.glass.opts.Logger.Error("no window: the X server is looked for until it is there", "error", err)
			told = true
		}
		w.turnUntil(ctx, time.After(lookForDisplay))
	}
}

// turnUntil runs the glass until a time or the context's end.
func (w *window) turnUntil(ctx context.Context, enough <-chan time.Time) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-enough:
			return
		case <-w.glass.queue.filled:
			w.glass.turn()
		}
	}
}

// show opens the window and lets Fyne's driver run until the context ends.
func (w *window) show(ctx context.Context) {
	frame := fyne.CurrentApp().(*app)
	outer := fyneapp.NewWithID("")
	// The widgets of the glass go on asking our driver; Fyne's window asks the
	// app only for what a window's life wants.
	frame.lifecycle = outer.Lifecycle()
	fyne.SetCurrentApp(frame)
	// A theme that was set is not watched for in files and on D-Bus.
	outer.Settings().SetTheme(frame.Settings().Theme())

	w.view = outer.NewWindow("station365")
	w.view.SetPadded(false)
	w.view.SetCloseIntercept(func() {}) // no resident closes a kiosk
	w.pane = newPane(w.glass)
	w.view.SetContent(w.pane)
	size := w.glass.canvas.Size()
	if HasDock {
		size = fyne.NewSize(size.Width*demoPart, size.Height*demoPart)
	}
	w.view.Resize(size)
	w.view.SetFullScreen(!HasDock)
	w.view.Show()

	w.glass.watch(w)
	outer.Driver().StartAnimation(w.everyFrame(ctx, outer.Driver()))
	outer.Run()
	w.glass.unwatch(w)
}

// saw has the window drawn again after a frame that differs.
func (w *window) saw(_ *image.RGBA, parts []image.Rectangle, _ Description) {
	w.pane.refresh(w.view.Canvas(), parts)
}

// everyFrame hooks the glass into the loop of Fyne's driver, which polls events,
// ticks animations and draws, in this order, sixty times a second: what a finger
// did is on the glass before the same round draws.
func (w *window) everyFrame(ctx context.Context, d fyne.Driver) *fyne.Animation {
	return &fyne.Animation{
		Duration: math.MaxInt64 / 2, RepeatCount: fyne.AnimationRepeatForever,
		Curve: fyne.AnimationLinear,
		Tick: func(float32) {
			w.round()
			if ctx.Err() != nil {
				d.Quit()
			}
		},
	}
}

// round runs what is queued, and what follows from it at once.
func (w *window) round() {
	select {
	case <-w.glass.queue.filled:
		w.glass.turn()
	default:
		return
	}
	select {
	case <-w.glass.queue.filled:
		w.glass.turn()
	case <-time.After(answerSoon):
	}
}
