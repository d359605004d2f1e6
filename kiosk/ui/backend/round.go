package backend

import (
	"image"
	"math"

	"golang.org/x/image/vector"
)

// circle stamps the disc, then the ring on its edge.
func (p *painter) circle(dst *image.RGBA, c *command, clip image.Rectangle) {
	if c.fill.A != 0 && !c.box.Empty() {
		stamp(dst, p.disc(maskKey{circle: true, radius: c.box.Dx()}), c.box.Min, image.NewUniform(c.fill), clip)
	}
	if c.width > 0 {
		box := c.box.Inset(-(c.width / 2))
		stamp(dst, p.disc(maskKey{circle: true, radius: box.Dx(), width: c.width}), box.Min, image.NewUniform(c.stroke), clip)
	}
}

func (p *painter) disc(key maskKey) *image.Alpha {
	return p.masks.get(key, func() *image.Alpha {
		raster := vector.NewRasterizer(key.radius, key.radius)
		outer := float32(key.radius) / 2
		loop(raster, outer, outer, 1)
		if inner := outer - float32(key.width); key.width > 0 && inner > 0 {
			loop(raster, outer, inner, -1)
		}
		return fill(raster)
	})
}

// loop traces a circle about (middle, middle); turn -1 goes the other way and so
// cuts a hole.
func loop(raster *vector.Rasterizer, middle, radius, turn float32) {
	k := radius * kappa
	raster.MoveTo(middle+radius, middle)
	for i := range 4 {
		sin, cos := math.Sincos(float64(i) * math.Pi / 2)
		s, c := float32(sin), float32(cos)
		place := func(x, y float32) (float32, float32) {
			return middle + x*c - y*s, middle + turn*(x*s+y*c)
		}
		bx, by := place(radius, k)
		cx, cy := place(k, radius)
		x, y := place(0, radius)
		raster.CubeTo(bx, by, cx, cy, x, y)
	}
	raster.ClosePath()
}

// line fills the oblong around a slanted line.
func (p *painter) line(dst *image.RGBA, c *command, clip image.Rectangle) {
	s := c.line
	dx, dy := s.toX-s.fromX, s.toY-s.fromY
	length := float32(math.Hypot(float64(dx), float64(dy)))
	nx, ny := -dy/length*s.width/2, dx/length*s.width/2
	left, top := float32(c.area.Min.X), float32(c.area.Min.Y)
	raster := vector.NewRasterizer(c.area.Dx(), c.area.Dy())
	raster.MoveTo(s.fromX+nx-left, s.fromY+ny-top)
	raster.LineTo(s.toX+nx-left, s.toY+ny-top)
	raster.LineTo(s.toX-nx-left, s.toY-ny-top)
	raster.LineTo(s.fromX-nx-left, s.fromY-ny-top)
	raster.ClosePath()
	stamp(dst, fill(raster), c.area.Min, image.NewUniform(c.fill), clip)
}
