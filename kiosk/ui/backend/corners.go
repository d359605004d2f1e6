package backend

import (
	"image"
	"image/color"

	"golang.org/x/image/vector"
)

const (
	// maskBytes holds the corners of every button and the circles of a page.
	maskBytes = 4 << 20
	// kappa places the control points of a cubic that follows a quarter circle.
	kappa = 0.55228
)

// maskKey names the mask of a corner, looking at the top left one, or of a circle.
// A width makes it a ring of that width, 0 a filled one.
type maskKey struct {
	circle bool
	radius int // a circle's diameter
	width  int
	quad   int // 0 top left, then clockwise
}

// rectangle fills the body, then lays the stroke over its edge.
func (p *painter) rectangle(dst *image.RGBA, c *command, clip image.Rectangle) {
	if c.fill.A != 0 {
		p.rounded(dst, c.box, c.radii, c.fill, clip)
	}
	if c.width == 0 {
		return
	}
	out := c.width / 2
	outer := c.radii
	for i, r := range outer {
		if r > 0 {
			outer[i] = r + out
		}
	}
	p.ring(dst, c.box.Inset(-out), outer, c.width, c.stroke, clip)
}

// rounded fills a rectangle with round corners: bands of full rows, and masks.
func (p *painter) rounded(dst *image.RGBA, box image.Rectangle, radii corners, colour color.RGBA, clip image.Rectangle) {
	cells := cornerCells(box, radii)
	y := box.Min.Y
	for y < box.Max.Y {
		left, right, until := box.Min.X, box.Max.X, box.Max.Y
		for i, cell := range cells {
			switch {
			case y >= cell.Max.Y || cell.Empty():
			case y < cell.Min.Y:
				until = min(until, cell.Min.Y)
			case i == 0 || i == 3:
				left, until = cell.Max.X, min(until, cell.Max.Y)
			default:
				right, until = cell.Min.X, min(until, cell.Max.Y)
			}
		}
		flat(dst, image.Rect(left, y, max(left, right), until).Intersect(clip), colour)
		y = until
	}
	p.cornerMasks(dst, cells, radii, 0, colour, clip)
}

// ring strokes inwards from box: four bands between the corner cells, and masks.
func (p *painter) ring(dst *image.RGBA, box image.Rectangle, radii corners, width int, colour color.RGBA, clip image.Rectangle) {
	if box.Dx() <= 2*width || box.Dy() <= 2*width {
		p.rounded(dst, box, radii, colour, clip)
		return
	}
	for i := range radii {
		radii[i] = max(radii[i], 0)
	}
	cellSizes := radii
	for i, r := range radii {
		cellSizes[i] = max(r, width)
	}
	cells := cornerCells(box, cellSizes)
	bands := [...]image.Rectangle{
		image.Rect(cells[0].Max.X, box.Min.Y, cells[1].Min.X, box.Min.Y+width),
		image.Rect(box.Max.X-width, cells[1].Max.Y, box.Max.X, cells[2].Min.Y),
		image.Rect(cells[3].Max.X, box.Max.Y-width, cells[2].Min.X, box.Max.Y),
		image.Rect(box.Min.X, cells[0].Max.Y, box.Min.X+width, cells[3].Min.Y),
	}
	for _, band := range bands {
		flat(dst, band.Intersect(clip), colour)
	}
	p.cornerMasks(dst, cells, radii, width, colour, clip)
}

// cornerCells are the squares of the corners, clockwise from the top left.
func cornerCells(box image.Rectangle, radii corners) [4]image.Rectangle {
	l, t, r, b := box.Min.X, box.Min.Y, box.Max.X, box.Max.Y
	return [4]image.Rectangle{
		image.Rect(l, t, l+radii[0], t+radii[0]), image.Rect(r-radii[1], t, r, t+radii[1]),
		image.Rect(r-radii[2], b-radii[2], r, b), image.Rect(l, b-radii[3], l+radii[3], b),
	}
}

func (p *painter) cornerMasks(dst *image.RGBA, cells [4]image.Rectangle, radii corners, width int, colour color.RGBA, clip image.Rectangle) {
	ink := image.NewUniform(colour)
	for quad, cell := range cells {
		switch {
		case cell.Intersect(clip).Empty():
		case radii[quad] == 0:
			flat(dst, cell.Intersect(clip), colour)
		default:
			stamp(dst, p.corner(maskKey{radius: radii[quad], width: width, quad: quad}), cell.Min, ink, clip)
		}
	}
}

func (p *painter) corner(key maskKey) *image.Alpha {
	return p.masks.get(key, func() *image.Alpha { return drawCorner(key) })
}

// drawCorner rasterises a quarter: the outer arc, and back along the inner one.
func drawCorner(key maskKey) *image.Alpha {
	cell := float32(max(key.radius, key.width))
	raster := vector.NewRasterizer(int(cell), int(cell))
	pen := quarterPen{raster: raster, cell: cell, quad: key.quad}
	outer := float32(key.radius)
	inner := max(0, outer-float32(key.width))
	if key.width == 0 {
		inner = 0
	}
	pen.move(0, cell)
	pen.line(0, outer)
	pen.arc(0, outer, outer, 0)
	pen.line(cell, 0)
	if key.width == 0 {
		pen.line(cell, cell)
	} else {
		edge := float32(key.width)
		pen.line(cell, edge)
		pen.line(edge+inner, edge)
		pen.arc(edge+inner, edge, edge, edge+inner)
		pen.line(edge, cell)
	}
	raster.ClosePath()
	return fill(raster)
}

// quarterPen draws as if for the top left corner and mirrors into its own.
type quarterPen struct {
	raster *vector.Rasterizer
	cell   float32
	quad   int
}

func (q quarterPen) place(x, y float32) (float32, float32) {
	if q.quad == 1 || q.quad == 2 {
		x = q.cell - x
	}
	if q.quad == 2 || q.quad == 3 {
		y = q.cell - y
	}
	return x, y
}

func (q quarterPen) move(x, y float32) { x, y = q.place(x, y); q.raster.MoveTo(x, y) }
func (q quarterPen) line(x, y float32) { x, y = q.place(x, y); q.raster.LineTo(x, y) }

// arc goes a quarter circle whose tangents meet at the corner nearest to (0, 0).
func (q quarterPen) arc(fromX, fromY, toX, toY float32) {
	cornerX, cornerY := min(fromX, toX), min(fromY, toY)
	bx, by := q.place(fromX+(cornerX-fromX)*kappa, fromY+(cornerY-fromY)*kappa)
	cx, cy := q.place(toX+(cornerX-toX)*kappa, toY+(cornerY-toY)*kappa)
	x, y := q.place(toX, toY)
	q.raster.CubeTo(bx, by, cx, cy, x, y)
}
