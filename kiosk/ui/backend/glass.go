// Package backend puts a Fyne tree on a glass without a GPU, a window system or
// C: it is Fyne's driver and painter of this product.
//
// It promises that a frame follows every change, painted only where it differs
// from the frame before; that fyne.Do never blocks; and that a press by an old
// hand counts once, however long it lasts. It is the only place that knows how a
// tree becomes pixels, and it must not know what the pixels mean.
//
// There are two routes to the glass. The static program paints into a framebuffer
// and reads the touch panel itself. The window program (build tag window, with cgo,
// OpenGL and X11) shows the same frame, painted by the same painter, as the one
// picture in a window of Fyne's own driver, and hands that window's pointer to the
// same finger. So pages, pixels and presses are equal on both by construction, and
// what is proved on one need not be tried again on the other.
//
// Text is drawn with the two faces it is given, character by character: no
// kerning, no ligatures, no other scripts than those faces set from left to right.
package backend

import (
	"context"
	"errors"
	"fmt"
	"image"
	"log/slog"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// Sink takes finished frames. changed is the part that differs from the frame
// before; one that differs in places far apart is shown once for each. frame is
// valid only during the call.
type Sink interface {
	Show(frame *image.RGBA, changed image.Rectangle) error
}

// Opts are what a glass is made of. Width and Height are pixels.
type Opts struct {
	Width, Height int
	PixelsPerMM   float64
	Regular, Bold []byte     // the two faces, OTF or TTF
	Theme         fyne.Theme // optional; its fonts are not used
	Sink          Sink       // optional
	// Panel is what the touch panel's touches go through on their way to the finger
	// (emit), such as Calibration.Touches. Optional; it must not wait.
	Panel   func(emit func(Touch)) func(Touch)
	Touched func() // optional: a finger came down, anywhere
	Pressed func() // optional: a press was seen, the moment for a sound
	Missed  func() // optional: a finger has pressed nothing: it came down beside every target, left its own, or came twice
	Logger  *slog.Logger
	Now     func() time.Time
}

// Glass is one touch screen. Everything of Fyne happens on the goroutine in Run.
type Glass struct {
	opts     Opts
	queue    *queue
	canvas   *glassCanvas
	letters  *letters
	painter  *painter
	album    *album
	finger   finger
	janitor  test.WindowlessCanvas
	swept    time.Time
	odd      map[string]bool
	felt     func(Touch) // takes what the touch panel says, on both routes
	scene    scene       // of the newest frame
	watchers []watcher

	mu    sync.Mutex
	frame *image.RGBA
}

// New makes a glass and makes it the one that Fyne draws on.
func New(o Opts) (*Glass, error) {
	if o.Width <= 0 || o.Height <= 0 || o.PixelsPerMM <= 0 {
		return nil, errors.New("a glass needs a width, a height and a pixel density")
	}
	l, err := newLetters(o.Regular, o.Bold)
	if err != nil {
		return nil, fmt.Errorf("make glass: %w", err)
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	g := &Glass{
		opts: o, letters: l, painter: newPainter(l), queue: newQueue(), odd: map[string]bool{},
		frame: image.NewRGBA(image.Rect(0, 0, o.Width, o.Height)), janitor: test.NewCanvas(),
	}
	g.album = newAlbum(func(name string, err error) { o.Logger.Warn("picture not drawn", "name", name, "err", err) })
	g.canvas = newGlassCanvas(g, o.Width, o.Height)
	g.finger, g.felt = finger{glass: g}, g.Touch
	if o.Panel != nil {
		g.felt = o.Panel(g.Touch)
	}
	install(&driver{glass: g, letters: l, canvas: g.canvas}, newGlassTheme(o))
	return g, nil
}

// Run is the UI goroutine: it runs what is queued and paints after each batch,
// until the context ends. It may be run once.
func (g *Glass) Run(ctx context.Context) error {
	defer g.queue.close()
	g.begin()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-g.queue.filled:
			g.turn()
		}
	}
}

// begin makes the caller's the UI goroutine and paints the first frame.
func (g *Glass) begin() {
	g.queue.begin()
	g.paint()
}

// turn runs what was queued up to now and paints a frame after it.
func (g *Glass) turn() {
	for _, f := range g.queue.take() {
		f()
	}
	g.finger.settle()
	g.paint()
	g.queue.painted()
}

// Do runs f on the UI goroutine and paints a frame after it. It never waits; it
// may be called from any goroutine, also from inside f.
func (g *Glass) Do(f func()) { g.queue.add(f) }

// wait runs f on the UI goroutine and returns after the frame that follows it.
func (g *Glass) wait(f func()) {
	if g.queue.here() {
		f()
		return
	}
	g.queue.wait(f)
}

// SetContent shows a tree, on the UI goroutine.
func (g *Glass) SetContent(o fyne.CanvasObject) { g.canvas.SetContent(o) }

// Canvas is for overlays and focus, on the UI goroutine.
func (g *Glass) Canvas() fyne.Canvas { return g.canvas }

// Frame is a copy of the newest frame.
func (g *Glass) Frame() *image.RGBA {
	g.mu.Lock()
	defer g.mu.Unlock()
	out := image.NewRGBA(g.frame.Rect)
	copy(out.Pix, g.frame.Pix)
	return out
}
