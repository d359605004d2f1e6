package backend

import (
	"image"
	"image/color"
	"image/draw"

	"github.com/srwiley/rasterx"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// scanner fills the paths of an SVG, each within its own extent. The one that
// comes with rasterx goes over the whole picture for every path, which made a
// scene of forty paths the slowest thing on a page.
type scanner struct {
	dst    *image.RGBA
	points []pathPoint
	extent fixed.Rectangle26_6
	source image.Image
	clip   image.Rectangle
	raster vector.Rasterizer
}

// pathPoint is a corner of a path; a first one begins a new loop.
type pathPoint struct {
	at    fixed.Point26_6
	first bool
}

var _ rasterx.Scanner = (*scanner)(nil)

func newScanner(dst *image.RGBA) *scanner {
	return &scanner{dst: dst, clip: dst.Rect, source: image.Black}
}

func (s *scanner) Start(a fixed.Point26_6) { s.add(a, true) }
func (s *scanner) Line(b fixed.Point26_6)  { s.add(b, false) }

func (s *scanner) add(p fixed.Point26_6, first bool) {
	here := fixed.Rectangle26_6{Min: p, Max: p}
	if len(s.points) == 0 {
		s.extent = here
	}
	s.extent.Min.X, s.extent.Min.Y = min(s.extent.Min.X, p.X), min(s.extent.Min.Y, p.Y)
	s.extent.Max.X, s.extent.Max.Y = max(s.extent.Max.X, p.X), max(s.extent.Max.Y, p.Y)
	s.points = append(s.points, pathPoint{p, first})
}

// Draw fills what was added since Clear.
func (s *scanner) Draw() {
	e := s.extent
	box := image.Rect(e.Min.X.Floor(), e.Min.Y.Floor(), e.Max.X.Ceil(), e.Max.Y.Ceil()).Intersect(s.clip)
	if len(s.points) == 0 || box.Empty() {
		return
	}
	s.raster.Reset(box.Dx(), box.Dy())
	s.raster.DrawOp = draw.Over
	for _, p := range s.points {
		x, y := float32(p.at.X)/64-float32(box.Min.X), float32(p.at.Y)/64-float32(box.Min.Y)
		if p.first {
			s.raster.MoveTo(x, y)
		} else {
			s.raster.LineTo(x, y)
		}
	}
	s.raster.Draw(s.dst, box, s.source, box.Min)
}

// GetPathExtent is asked for gradients.
func (s *scanner) GetPathExtent() fixed.Rectangle26_6 { return s.extent }

// SetBounds changes nothing: the bounds are those of the picture.
func (s *scanner) SetBounds(int, int) {}

// SetWinding changes nothing: paths are filled by the non-zero rule, as rasterx does.
func (s *scanner) SetWinding(bool) {}

// Clear begins a new path.
func (s *scanner) Clear() { s.points = s.points[:0] }

// SetClip restricts drawing; an empty clip lifts it.
func (s *scanner) SetClip(r image.Rectangle) {
	s.clip = s.dst.Rect
	if !r.Empty() {
		s.clip = r.Intersect(s.dst.Rect)
	}
}

// SetColor takes a colour or a gradient.
func (s *scanner) SetColor(c any) {
	switch c := c.(type) {
	case rasterx.ColorFunc:
		s.source = gradient{c}
	case color.Color:
		s.source = image.NewUniform(c)
	}
}

// gradient is a picture without an end.
type gradient struct{ colour rasterx.ColorFunc }

func (g gradient) ColorModel() color.Model { return color.RGBAModel }
func (g gradient) Bounds() image.Rectangle { return image.Rect(-1e9, -1e9, 1e9, 1e9) }
func (g gradient) At(x, y int) color.Color { return g.colour(x, y) }
