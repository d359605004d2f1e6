package kit

import "fmt"

// Column stacks boxes with a gap; what height is left goes to those that can use
// it.
type Column struct {
	Gap   float32
	Boxes []Box
}

// Column is a stack with a gap in mm; nil boxes are left out.
func (k *Kit) Column(gapMM float32, boxes ...Box) *Column {
	c := &Column{Gap: k.MM(gapMM)}
	for _, b := range boxes {
		if b != nil {
			c.Boxes = append(c.Boxes, b)
		}
	}
	return c
}

// Height is that of all boxes and gaps.
func (c *Column) Height(width float32) float32 {
	h := c.Gap * float32(max(0, len(c.Boxes)-1))
	for _, b := range c.Boxes {
		h += b.Height(width)
	}
	return h
}

// Draw stacks the boxes.
func (c *Column) Draw(d *Drawing, r Rect) {
	heights := c.share(r)
	y := r.Y
	for i, b := range c.Boxes {
		d.Box(b, Rect{r.X, y, r.W, heights[i]})
		y += heights[i] + c.Gap
	}
}

// share gives what is left to the boxes that grow, up to their greatest height.
func (c *Column) share(r Rect) []float32 {
	heights := make([]float32, len(c.Boxes))
	left := r.H - c.Height(r.W)
	for i, b := range c.Boxes {
		heights[i] = b.Height(r.W)
	}
	full := make([]bool, len(c.Boxes))
	for left > 0.5 {
		var shares float32
		for i, b := range c.Boxes {
			if s, _ := growth(b, r.W); !full[i] {
				shares += s
			}
		}
		if shares == 0 {
			return heights
		}
		given := float32(0)
		for i, b := range c.Boxes {
			s, most := growth(b, r.W)
			if full[i] || s == 0 {
				continue
			}
			more := left * s / shares
			if most > 0 && heights[i]+more >= most {
				more, full[i] = max(0, most-heights[i]), true
			}
			heights[i] += more
			given += more
		}
		left -= given
	}
	return heights
}

func growth(b Box, width float32) (share, most float32) {
	if g, ok := b.(Grower); ok {
		return g.Grow(width)
	}
	return 0, 0
}

// Grow is possible if one of its boxes can.
func (c *Column) Grow(width float32) (share, most float32) {
	h := c.Gap * float32(max(0, len(c.Boxes)-1))
	limited := true
	for _, b := range c.Boxes {
		s, m := growth(b, width)
		share = max(share, s)
		switch {
		case s == 0:
			h += b.Height(width)
		case m == 0:
			limited = false
		default:
			h += max(m, b.Height(width))
		}
	}
	if share > 0 && limited {
		most = h
	}
	return share, most
}

// Cell is one part of a row.
type Cell struct {
	Box   Box
	Width float32 // pixels; 0: a share of what is left
	Share float32 // with Width 0; 0 counts as 1
}

// Row stands cells beside each other, all as high as the row.
type Row struct {
	Gap    float32
	Cells  []Cell
	Middle bool // cells keep their own height and stand in the middle
}

// Row is a row with a gap in mm.
func (k *Kit) Row(gapMM float32, cells ...Cell) *Row { return &Row{Gap: k.MM(gapMM), Cells: cells} }

// Centred lets the cells keep their height.
func (r *Row) Centred() *Row { r.Middle = true; return r }

func (r *Row) widths(width float32) []float32 {
	left := width - r.Gap*float32(max(0, len(r.Cells)-1))
	var shares float32
	for _, c := range r.Cells {
		left -= c.Width
		if c.Width == 0 {
			shares += max(c.Share, 0)
			if c.Share == 0 {
				shares++
			}
		}
	}
	out := make([]float32, len(r.Cells))
	for i, c := range r.Cells {
		out[i] = c.Width
		if c.Width == 0 {
			share := c.Share
			if share == 0 {
				share = 1
			}
			out[i] = left * share / shares
		}
	}
	return out
}

// Height is that of the highest cell.
func (r *Row) Height(width float32) float32 {
	var h float32
	for i, w := range r.widths(width) {
		if r.Cells[i].Box != nil {
			h = max(h, r.Cells[i].Box.Height(w))
		}
	}
	return h
}

// Draw puts the cells.
func (r *Row) Draw(d *Drawing, at Rect) {
	x := at.X
	for i, w := range r.widths(at.W) {
		if b := r.Cells[i].Box; b != nil {
			if w < 0 {
				d.Faults = append(d.Faults, fmt.Sprintf("a row has no width left for %T %s", b, nameOf(b)))
			}
			y, h := at.Y, at.H
			if r.Middle {
				h = min(at.H, b.Height(w))
				y = at.Y + (at.H-h)/2
			}
			d.Box(b, Rect{x, y, w, h})
		}
		x += w + r.Gap
	}
}

// Grow is possible if a cell can and the row stretches.
func (r *Row) Grow(width float32) (share, most float32) {
	if r.Middle {
		return 0, 0
	}
	limited := true
	for i, w := range r.widths(width) {
		if r.Cells[i].Box == nil {
			continue
		}
		s, m := growth(r.Cells[i].Box, w)
		share = max(share, s)
		if s > 0 && m == 0 {
			limited = false
		}
		most = max(most, m)
	}
	if !limited {
		most = 0
	}
	return share, most
}
