package kit

// Card is a ground with round corners around a box; it has no sill and cannot be
// pressed.
type Card struct {
	kit    *Kit
	ground Colour
	edge   Colour
	width  float32    // mm of edge
	pad    [4]float32 // mm
	radius float32    // mm
	inside Box
	middle bool
	fill   bool
}

// Card is a quiet card.
func (k *Kit) Card(inside Box) *Card {
	c := &Card{kit: k, ground: Face, pad: [4]float32{6, 6, 6, 6}, radius: k.corner(5), inside: inside}
	if k.class == Small {
		c.pad = [4]float32{4, 3, 4, 3}
	}
	if k.theme == High {
		c.edge, c.width = NoticeEdge, 0.4
	}
	return c
}

// On sets the ground.
func (c *Card) On(ground Colour) *Card { c.ground = ground; return c }

// Edged draws an edge in mm.
func (c *Card) Edged(edge Colour, mm float32) *Card { c.edge, c.width = edge, mm; return c }

// Pad sets the inner distances in mm: left, top, right, bottom.
func (c *Card) Pad(left, top, right, bottom float32) *Card {
	c.pad = [4]float32{left, top, right, bottom}
	return c
}

// Middle stands the inside in the middle of the card's height.
func (c *Card) Middle() *Card { c.middle = true; return c }

// Fills lets the card take the height that is left.
func (c *Card) Fills() *Card { c.fill = true; return c }

func (c *Card) inner(r Rect) Rect {
	k := c.kit
	return r.Inset(k.MM(c.pad[0]), k.MM(c.pad[1]), k.MM(c.pad[2]), k.MM(c.pad[3]))
}

// Height is the inside's and the padding.
func (c *Card) Height(width float32) float32 {
	in := c.inner(Rect{W: width})
	h := -in.H
	if c.inside != nil {
		h += c.inside.Height(in.W)
	}
	return h
}

// Grow is possible if it fills or the inside can.
func (c *Card) Grow(width float32) (share, most float32) {
	if c.fill {
		return 1, 0
	}
	if c.inside == nil || c.middle {
		return 0, 0
	}
	in := c.inner(Rect{W: width})
	share, most = growth(c.inside, in.W)
	if most > 0 {
		most -= in.H
	}
	return share, most
}

// Draw paints the ground and the inside.
func (c *Card) Draw(d *Drawing, r Rect) {
	d.Fill(r, c.ground, c.kit.MM(c.radius), c.edge, c.kit.MM(c.width))
	if c.inside == nil {
		return
	}
	in := c.inner(r)
	if c.middle {
		if h := c.inside.Height(in.W); h < in.H {
			in = Rect{in.X, in.Y + (in.H-h)/2, in.W, h}
		}
	}
	d.Box(c.inside, in)
}

// Tone is what a notice is about.
type Tone struct {
	Ground, Icon Colour
	Name         string // icon
}

// The tones of notices.
var (
	Calm     = Tone{IndigoWash, Indigo, "info"}
	Good     = Tone{MossWash, Moss, "check"}
	PleaseDo = Tone{LampWash, Indigo, "info"}
	Stop     = Tone{PersimmonWash, Persimmon, "attention"}
)

// Notice is an icon with words; it never closes by itself. icon "" takes the
// tone's own.
func (k *Kit) Notice(t Tone, icon string, lines ...Box) Box {
	if icon == "" {
		icon = t.Name
	}
	side := float32(11)
	if k.class == Small {
		side = 8
	}
	c := k.Card(k.Row(4, Cell{Box: k.Icon(icon, t.Icon, side), Width: k.MM(side)}, Cell{Box: k.Column(0.5, lines...)}).Centred()).On(t.Ground)
	if k.class == Small {
		return c.Pad(4, 2, 4, 2)
	}
	if k.class == Landscape && k.scale == Largest {
		return c.Pad(6, 2, 6, 2)
	}
	return c.Pad(6, 4.5, 6, 4.5)
}

// Rule is a hairline between read-only things.
func (k *Kit) Rule() Box { return line{k} }

type line struct{ kit *Kit }

func (l line) Height(float32) float32  { return l.kit.MM(0.4) }
func (l line) Draw(d *Drawing, r Rect) { d.Fill(r, Hairline, 0, None, 0) }

// Grid stands boxes in columns of equal width; rows share the height.
type Grid struct {
	kit     *Kit
	columns int
	gap     float32
	boxes   []Box
}

// Grid is a grid with a gap in mm.
func (k *Kit) Grid(columns int, gapMM float32, boxes ...Box) *Grid {
	return &Grid{k, columns, k.MM(gapMM), boxes}
}

func (g *Grid) rows() int { return (len(g.boxes) + g.columns - 1) / g.columns }

func (g *Grid) width(width float32) float32 {
	return (width - g.gap*float32(g.columns-1)) / float32(g.columns)
}

func (g *Grid) tallest(width float32) (h float32) {
	for _, b := range g.boxes {
		h = max(h, b.Height(g.width(width)))
	}
	return h
}

// Height is rows of the tallest box.
func (g *Grid) Height(width float32) float32 {
	n := g.rows()
	if n == 0 {
		return 0
	}
	return float32(n)*g.tallest(width) + g.gap*float32(n-1)
}

// Grow is that of its boxes.
func (g *Grid) Grow(width float32) (share, most float32) {
	for _, b := range g.boxes {
		s, m := growth(b, g.width(width))
		share, most = max(share, s), max(most, m)
	}
	if n := float32(g.rows()); most > 0 {
		most = n*max(most, g.tallest(width)) + g.gap*(n-1)
	}
	return share, most
}

// Draw puts the boxes, row by row.
func (g *Grid) Draw(d *Drawing, r Rect) {
	n := g.rows()
	if n == 0 {
		return
	}
	w, h := g.width(r.W), (r.H-g.gap*float32(n-1))/float32(n)
	for i, b := range g.boxes {
		x, y := float32(i%g.columns), float32(i/g.columns)
		d.Box(b, Rect{r.X + x*(w+g.gap), r.Y + y*(h+g.gap), w, h})
	}
}
