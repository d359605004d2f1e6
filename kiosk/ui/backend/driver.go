package backend

import (
	"image"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

// app answers our driver; all else is the app that package test makes.
type app struct {
	fyne.App
	driver    *driver
	lifecycle fyne.Lifecycle // of the window's own driver; nil: of package test
}

func (a *app) Lifecycle() fyne.Lifecycle {
	if a.lifecycle != nil {
		return a.lifecycle
	}
	return a.App.Lifecycle()
}

func (a *app) Driver() fyne.Driver { return a.driver }
func (a *app) Run()                { a.driver.Run() }
func (a *app) Quit()               { a.driver.Quit() }

// install makes Fyne's widgets talk to our driver. Only the newest glass is asked.
func install(d *driver, th fyne.Theme) {
	inner := fyne.CurrentApp()
	if earlier, ok := inner.(*app); ok {
		inner = earlier.App
	}
	d.Driver = inner.Driver()
	inner.Settings().SetTheme(th)
	fyne.SetCurrentApp(&app{App: inner, driver: d})
}

// driver is Fyne's way to the glass.
type driver struct {
	fyne.Driver
	glass   *Glass
	letters *letters
	canvas  *glassCanvas
}

func (d *driver) RenderedTextSize(text string, size float32, style fyne.TextStyle, _ fyne.Resource) (fyne.Size, float32) {
	return d.letters.measure(text, size, style.Bold)
}

func (d *driver) CanvasForObject(fyne.CanvasObject) fyne.Canvas { return d.canvas }

func (d *driver) AbsolutePositionForObject(o fyne.CanvasObject) fyne.Position {
	for _, root := range d.canvas.roots() {
		if at, found := positionOf(o, root, fyne.Position{}); found {
			return at
		}
	}
	return fyne.Position{}
}

func positionOf(o, root fyne.CanvasObject, parent fyne.Position) (fyne.Position, bool) {
	if root == nil || !root.Visible() {
		return fyne.Position{}, false
	}
	at := parent.Add(root.Position())
	if root == o {
		return at, true
	}
	for _, child := range childrenOf(root) {
		if found, ok := positionOf(o, child, at); ok {
			return found, true
		}
	}
	return fyne.Position{}, false
}

func childrenOf(o fyne.CanvasObject) []fyne.CanvasObject {
	switch o := o.(type) {
	case *fyne.Container:
		return o.Objects
	case fyne.Widget:
		return test.WidgetRenderer(o).Objects()
	}
	return nil
}

func (d *driver) DoFromGoroutine(f func(), wait bool) {
	if wait {
		d.glass.wait(f)
		return
	}
	d.glass.Do(f)
}

// Run and Quit have nothing to do here: Glass.Run is the loop and its context the end.
func (d *driver) Run()  {}
func (d *driver) Quit() {}

// stampSide is large enough for pictures sixteen times as wide as high.
const stampSide = 16

// glassCanvas is the one canvas. Its size is the glass, its scale is 1.
type glassCanvas struct {
	test.WindowlessCanvas // focus, overlays, shortcuts
	glass                 *Glass
	size                  fyne.Size

	mu    sync.Mutex
	stale map[fyne.CanvasObject]struct{}
}

func newGlassCanvas(g *Glass, width, height int) *glassCanvas {
	c := &glassCanvas{
		WindowlessCanvas: test.NewCanvas(), glass: g,
		size: fyne.NewSize(float32(width), float32(height)), stale: map[fyne.CanvasObject]struct{}{},
	}
	c.SetPadded(false)
	c.WindowlessCanvas.Resize(c.size)
	return c
}

func (c *glassCanvas) Size() fyne.Size      { return c.size }
func (c *glassCanvas) Scale() float32       { return 1 }
func (c *glassCanvas) Resize(fyne.Size)     {} // a glass does not grow
func (c *glassCanvas) SetScale(float32)     {}
func (c *glassCanvas) Capture() image.Image { return c.glass.Frame() }

func (c *glassCanvas) InteractiveArea() (fyne.Position, fyne.Size) {
	return fyne.Position{}, c.size
}

// PixelCoordinateForPosition is asked by canvas.Image alone, to draw an SVG for a
// painter that cannot. Ours draws them itself, so Fyne's drawing, six times as
// slow and made anew with every tree, is kept to the size of a stamp.
func (c *glassCanvas) PixelCoordinateForPosition(at fyne.Position) (int, int) {
	return min(round(at.X), stampSide), min(round(at.Y), stampSide)
}

// SetContent lays the tree out in exactly the glass, also when it asks for more.
func (c *glassCanvas) SetContent(o fyne.CanvasObject) {
	c.WindowlessCanvas.SetContent(o)
	c.WindowlessCanvas.Resize(c.size)
}

// Refresh notes pictures whose pixels may have changed behind the same pointer.
// Everything else is seen by comparing commands.
func (c *glassCanvas) Refresh(o fyne.CanvasObject) {
	switch o.(type) {
	case *canvas.Image, *canvas.Raster:
	default:
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stale[o] = struct{}{}
}

func (c *glassCanvas) takeStale() map[fyne.CanvasObject]struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	taken := c.stale
	c.stale = map[fyne.CanvasObject]struct{}{}
	return taken
}

// roots are the content and all that lies over it.
func (c *glassCanvas) roots() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{c.Content()}, c.Overlays().List()...)
}
