package kit

// Class is the shape of a panel; each has its own arrangement (look §8).
type Class string

// The classes of panels.
const (
	Portrait  Class = "portrait"  // 21.5", 1080x1920, standing
	Landscape Class = "landscape" // 21.5", 1920x1080
	Small     Class = "small"     // 10.1", 1280x800: the tightest
)

// smallBelow is the height in mm below which a lying panel is a small one.
const smallBelow = 200

// Panel is the glass that is drawn on.
type Panel struct {
	Width, Height float32 // pixels
	PixelsPerMM   float32
	above         float32 // pixels of glass over a lowered page
}

// The part of the glass that a seated person reaches (services.md 3.2), and the
// small panel in mm.
const (
	reached            = 0.6
	smallWide, smallUp = 217, 136
)

// Lowered is the lower part of the glass as a panel of its own: it has the small
// panel's arrangement, enlarged to its width or height, so what fits there fits
// here. A panel no higher than the small one is within reach as it is.
func (p Panel) Lowered() Panel {
	if p.Class() == Small {
		return p
	}
	low := Panel{Width: p.Width, Height: float32(int(p.Height * reached))}
	low.above = p.Height - low.Height
	low.PixelsPerMM = min(low.Width/smallWide, low.Height/smallUp)
	return low
}

// upper is the glass over a lowered page, where nothing can be pressed.
func (p Panel) upper() Panel {
	return Panel{Width: p.Width, Height: p.above, PixelsPerMM: p.PixelsPerMM}
}

// Class tells the panel's shape.
func (p Panel) Class() Class {
	switch {
	case p.above > 0:
		return Small
	case p.Height > p.Width:
		return Portrait
	case p.Height/p.PixelsPerMM < smallBelow:
		return Small
	}
	return Landscape
}

// Scale is the resident's type scale.
type Scale string

// The three scales: 100, 140 and 180 %.
const (
	Standard Scale = "standard"
	Large    Scale = "large"
	Largest  Scale = "largest"
)

// Role is what a piece of text is for; size and weight follow from it.
type Role int

// The roles of text (look §3).
const (
	Note Role = iota
	Body
	Label
	Title
	Question
	Number
)

// typeSizes are look §3's figures in mm: by scale, then role.
var typeSizes = map[Scale][6]float32{
	Standard: {6, 7, 9, 12, 15, 26},
	Large:    {8.4, 9.8, 11.5, 14, 17, 29},
	Largest:  {10.8, 12.6, 14, 16.5, 19, 32},
}

// smallSizes are the figures of the 10.1" panel at 100 %.
var smallSizes = [6]float32{5.5, 6, 7.5, 9, 10, 20}

// lineHeights are multiples of the type size, by role.
var lineHeights = [6]float32{1.42, 1.42, 1.25, 1.25, 1.28, 1.1}

// Rect is a place on the glass in pixels.
type Rect struct{ X, Y, W, H float32 }

// Inset is r made smaller on each side.
func (r Rect) Inset(left, top, right, bottom float32) Rect {
	return Rect{r.X + left, r.Y + top, r.W - left - right, r.H - top - bottom}
}

// Top cuts off the upper h of r and returns it with what is left below gap.
func (r Rect) Top(h, gap float32) (upper, rest Rect) {
	return Rect{r.X, r.Y, r.W, h}, Rect{r.X, r.Y + h + gap, r.W, r.H - h - gap}
}

// Bottom cuts off the lower h of r and returns what is left above gap with it.
func (r Rect) Bottom(h, gap float32) (rest, lower Rect) {
	return Rect{r.X, r.Y, r.W, r.H - h - gap}, Rect{r.X, r.Y + r.H - h, r.W, h}
}

// Left cuts off the left w of r and returns it with what is right of gap.
func (r Rect) Left(w, gap float32) (left, rest Rect) {
	return Rect{r.X, r.Y, w, r.H}, Rect{r.X + w + gap, r.Y, r.W - w - gap, r.H}
}
