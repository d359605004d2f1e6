//go:build window

package backend

import (
	"image"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// bandRows is how many rows of the frame are one texture. Fyne makes a texture anew
// for every change, and OpenGL keeps the old one a while: a pressed key is then a
// tenth of the glass that is copied, and a page has not two frames' memory.
const bandRows = 192

// pane fills the window with the glass's frame and feels the pointer over it; the
// X server makes the first finger on a touch panel a pointer with its first button.
type pane struct {
	widget.BaseWidget
	glass  *Glass
	bands  []*band
	corner fyne.Position // where the frame lies in the window
	scale  float32       // how large it is there
	down   bool
	at     image.Point // of the finger that is down
}

// band is some whole rows of the frame.
type band struct {
	*canvas.Raster
	rows image.Rectangle
}

func newPane(g *Glass) *pane {
	p := &pane{glass: g, scale: 1}
	for y := 0; y < g.frame.Rect.Max.Y; y += bandRows {
		rows := image.Rect(0, y, g.frame.Rect.Max.X, min(y+bandRows, g.frame.Rect.Max.Y))
		// Whatever size is asked for, the rows are given as they are and OpenGL fits
		// them in. The driver draws on the goroutine that paints the frame, so no copy.
		p.bands = append(p.bands, &band{canvas.NewRaster(func(int, int) image.Image { return g.frame.SubImage(rows) }), rows})
	}
	p.ExtendBaseWidget(p)
	return p
}

// CreateRenderer lays the frame out by the pane itself.
func (p *pane) CreateRenderer() fyne.WidgetRenderer {
	all := container.New(centred{p})
	for _, b := range p.bands {
		all.Add(b.Raster)
	}
	return widget.NewSimpleRenderer(all)
}

// refresh has the bands drawn again that a change lies in.
func (p *pane) refresh(on fyne.Canvas, parts []image.Rectangle) {
	for _, b := range p.bands {
		if slices.ContainsFunc(parts, b.rows.Overlaps) {
			on.Refresh(b.Raster)
		}
	}
}

// Cursor hides the arrow where there is no mouse.
func (p *pane) Cursor() desktop.Cursor {
	if HasDock {
		return desktop.DefaultCursor
	}
	return desktop.HiddenCursor
}

func (p *pane) MouseDown(e *desktop.MouseEvent) {
	if e.Button == desktop.MouseButtonPrimary {
		p.down = true
		p.feel(Down, e.AbsolutePosition)
	}
}

func (p *pane) MouseUp(e *desktop.MouseEvent) {
	if e.Button == desktop.MouseButtonPrimary && p.down {
		p.down = false
		p.feel(Up, e.AbsolutePosition)
	}
}

// MouseMoved is told of the first two pixels, Dragged of all that follow, also
// beside the window.
func (p *pane) MouseMoved(e *desktop.MouseEvent) { p.move(e.AbsolutePosition) }
func (p *pane) Dragged(e *fyne.DragEvent)        { p.move(e.AbsolutePosition) }
func (p *pane) MouseIn(*desktop.MouseEvent)      {}
func (p *pane) MouseOut()                        {}

// DragEnd comes after MouseUp, or alone when the finger was lifted beside the window.
func (p *pane) DragEnd() {
	if p.down {
		p.down = false
		p.glass.felt(Touch{X: p.at.X, Y: p.at.Y, Kind: Up})
	}
}

func (p *pane) move(at fyne.Position) {
	if p.down {
		p.feel(Move, at)
	}
}

// feel hands a place in the window on as one on the glass.
func (p *pane) feel(k TouchKind, at fyne.Position) {
	p.at = image.Pt(int((at.X-p.corner.X)/p.scale), int((at.Y-p.corner.Y)/p.scale))
	p.glass.felt(Touch{X: p.at.X, Y: p.at.Y, Kind: k})
}

// centred lays the frame out as large as it fits, in the middle.
type centred struct{ *pane }

// MinSize lets the window have any size.
func (centred) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(1, 1) }

func (c centred) Layout(_ []fyne.CanvasObject, window fyne.Size) {
	glass := c.glass.canvas.Size()
	c.scale = min(window.Width/glass.Width, window.Height/glass.Height)
	c.corner = fyne.NewPos(float32(int((window.Width-glass.Width*c.scale)/2)), float32(int((window.Height-glass.Height*c.scale)/2)))
	// Pixel for pixel there is nothing to smooth, and software draws it in half the time.
	mode := canvas.ImageScaleSmooth
	if c.scale == 1 {
		mode = canvas.ImageScalePixels
	}
	for _, b := range c.bands {
		// Whole pixels, or a line would show between two bands.
		top, bottom := round(float32(b.rows.Min.Y)*c.scale), round(float32(b.rows.Max.Y)*c.scale)
		b.ScaleMode = mode
		b.Resize(fyne.NewSize(glass.Width*c.scale, float32(bottom-top)))
		b.Move(c.corner.AddXY(0, float32(top)))
	}
}
