//go:build window

package backend

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// pane fills the window with the glass's frame and feels the pointer over it; the
// X server makes the first finger on a touch panel a pointer with its first button.
type pane struct {
	widget.BaseWidget
	glass   *Glass
	picture *canvas.Raster
	down    bool
	at      image.Point // of the finger that is down
}

func newPane(g *Glass) *pane {
	p := &pane{glass: g}
	// Whatever size is asked for, the frame is given as it is and OpenGL fits it
	// in. The driver draws on the goroutine that paints the frame, so no copy.
	p.picture = canvas.NewRaster(func(int, int) image.Image { return g.frame })
	p.ExtendBaseWidget(p)
	return p
}

func (p *pane) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(centred{p.glass.frame.Rect.Size()}, p.picture))
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
		p.glass.Touch(Touch{X: p.at.X, Y: p.at.Y, Kind: Up})
	}
}

func (p *pane) move(at fyne.Position) {
	if p.down {
		p.feel(Move, at)
	}
}

// feel hands a place in the window on as one on the glass.
func (p *pane) feel(k TouchKind, at fyne.Position) {
	corner, scale := p.picture.Position(), p.picture.Size().Width/float32(p.glass.frame.Rect.Dx())
	p.at = image.Pt(int((at.X-corner.X)/scale), int((at.Y-corner.Y)/scale))
	p.glass.Touch(Touch{X: p.at.X, Y: p.at.Y, Kind: k})
}

// centred lays a picture out as large as it fits, in the middle.
type centred struct{ picture image.Point }

// MinSize lets the window have any size.
func (centred) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(1, 1) }

func (l centred) Layout(objects []fyne.CanvasObject, window fyne.Size) {
	w, h := float32(l.picture.X), float32(l.picture.Y)
	scale := min(window.Width/w, window.Height/h)
	size := fyne.NewSize(w*scale, h*scale)
	for _, o := range objects {
		o.Resize(size)
		o.Move(fyne.NewPos(float32(int((window.Width-size.Width)/2)), float32(int((window.Height-size.Height)/2))))
	}
}
