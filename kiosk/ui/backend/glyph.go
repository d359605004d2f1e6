package backend

import (
	"image"
	"image/draw"
	"math"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"golang.org/x/image/vector"
)

// draw rasterises the outline of a glyph.
func (f *face) draw(key glyphKey) glyph {
	outline, ok := f.font.GlyphData(key.id).(font.GlyphOutline)
	if !ok || len(outline.Segments) == 0 {
		return glyph{mask: &image.Alpha{}}
	}
	scale := key.size / f.upem
	shift := float32(key.phase) / phases
	box := extent(outline.Segments, scale, shift)
	raster := vector.NewRasterizer(box.Dx(), box.Dy())
	trace(raster, outline.Segments, func(p opentype.SegmentPoint) (x, y float32) {
		return p.X*scale + shift - float32(box.Min.X), -p.Y*scale - float32(box.Min.Y)
	})
	return glyph{mask: fill(raster), at: box.Min}
}

// extent is the box of pixels around an outline and all its control points.
func extent(segments []opentype.Segment, scale, shift float32) image.Rectangle {
	left, top := float32(math.MaxFloat32), float32(math.MaxFloat32)
	right, bottom := -left, -top
	for _, s := range segments {
		for _, p := range s.ArgsSlice() {
			x, y := p.X*scale+shift, -p.Y*scale
			left, right = min(left, x), max(right, x)
			top, bottom = min(top, y), max(bottom, y)
		}
	}
	return image.Rect(floor(left), floor(top), ceil(right), ceil(bottom))
}

func trace(raster *vector.Rasterizer, segments []opentype.Segment, place func(opentype.SegmentPoint) (x, y float32)) {
	for i, s := range segments {
		x, y := place(s.Args[0])
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			if i > 0 {
				raster.ClosePath()
			}
			raster.MoveTo(x, y)
		case opentype.SegmentOpLineTo:
			raster.LineTo(x, y)
		case opentype.SegmentOpQuadTo:
			bx, by := place(s.Args[1])
			raster.QuadTo(x, y, bx, by)
		case opentype.SegmentOpCubeTo:
			bx, by := place(s.Args[1])
			cx, cy := place(s.Args[2])
			raster.CubeTo(x, y, bx, by, cx, cy)
		}
	}
	raster.ClosePath()
}

// fill turns the path of a rasteriser into a mask of its size.
func fill(raster *vector.Rasterizer) *image.Alpha {
	mask := image.NewAlpha(raster.Bounds())
	raster.DrawOp = draw.Src
	raster.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	return mask
}

func floor(v float32) int { return int(math.Floor(float64(v))) }
func ceil(v float32) int  { return int(math.Ceil(float64(v))) }
func round(v float32) int { return int(math.Floor(float64(v) + 0.5)) }
