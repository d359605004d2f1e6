package kit

func (k *Kit) twoRows() bool { return k.class == Portrait && k.scale != Standard }

func (k *Kit) toolHigh() float32 {
	return ByScale[float32](k, 20, By[float32](k, 24, 22, 20), By[float32](k, 31, 28, 23))
}

func (k *Kit) headHigh() float32 {
	if k.twoRows() {
		return k.MM(ByScale[float32](k, 28, 66, 76))
	}
	return k.MM(k.toolHigh() + By[float32](k, 8, 8, 5.5))
}

// cramped is the small panel with large type: the frame keeps words only.
func (k *Kit) cramped() bool { return k.class == Small && k.scale != Standard }

// headLine is what the head shows beside mark, tools and the network's sign.
type headLine struct{ names, station, clock, date, network bool }

// headLines are what the head shows, from everything down to what must be there. It
// takes the first one with room: the small panel has three tools and little else.
func (k *Kit) headLines(online bool) []headLine {
	whole := headLine{names: true, station: true, clock: true, date: true, network: true}
	short := headLine{names: true, clock: true, network: true}
	bare := headLine{clock: true, network: true}
	lines := []headLine{short, bare, {clock: true, network: !online}, {network: !online}}
	if !k.cramped() {
		lines = append([]headLine{whole, {names: true, station: true, clock: true, network: true}}, lines...)
	}
	return lines
}

// headParts are the parts of the head, in their places' order.
type headParts struct {
	names, clock         *Column
	namesWide, clockWide float32
	network              *TextBox // nil: the sign says it
	networkWide          float32
}

func (k *Kit) headParts(h Head, l headLine) (p headParts) {
	put := func(column **Column, wide *float32, shown bool, t *TextBox) {
		if shown {
			(*column).Boxes = append((*column).Boxes, t)
			*wide = max(*wide, t.Natural()+1)
		}
	}
	p.names, p.clock = k.Column(0), k.Column(0)
	put(&p.names, &p.namesWide, l.names, k.Text(Body, h.Community).Bold().In(Indigo))
	put(&p.names, &p.namesWide, l.station, k.Text(Note, h.Station))
	put(&p.clock, &p.clockWide, l.clock, k.Text(Body, h.Clock).Bold().Right())
	put(&p.clock, &p.clockWide, l.date && h.Date != "", k.Text(Note, h.Date).Right())
	p.networkWide = k.MM(networkSide)
	if l.network {
		ground := Moss
		if !h.Online {
			ground = Persimmon
		}
		p.network = k.Text(Note, h.Network).Bold().In(ground).Middle()
		p.networkWide += p.network.Natural() + 1 + k.MM(signGap)
	}
	return p
}

const (
	networkSide = 7   // mm, of the sign
	signGap     = 1.6 // mm, between the sign and its words
	headGap     = 3   // mm, between the parts of the head
)

// wide is the room that the parts take in one row with the tools.
func (p headParts) wide(k *Kit, tools float32) float32 {
	sum := k.markWide() + tools + p.networkWide + k.MM(headGap)
	for _, w := range []float32{p.namesWide, p.clockWide} {
		if w > 0 {
			sum += w + k.MM(headGap)
		}
	}
	return sum
}

func (k *Kit) markWide() float32 { return k.MM(By[float32](k, 15, 15, 14)) }

// partsFor is the first of headLines with room.
func (k *Kit) partsFor(h Head, width float32) (p headParts) {
	tools := k.toolsWide(h)
	if k.twoRows() {
		tools = 0 // have a row of their own
	}
	for _, l := range k.headLines(h.Online) {
		if p = k.headParts(h, l); p.wide(k, tools) <= width {
			return p
		}
	}
	return p
}

// drawHead draws mark, station, clock, tools and network.
func (k *Kit) drawHead(d *Drawing, f Frame, r Rect) Rect {
	h := f.Head
	at, rest := r.Top(k.headHigh(), 0)
	m := k.Margin()
	in := at.Inset(m, k.MM(5), m, k.MM(By[float32](k, 3, 3, 0.5)))
	if f.Said != "" && k.class == Small {
		d.Box(k.Notice(Stop, "", k.Text(Body, f.Said).Bold()), in)
		return rest
	}
	row, tools := in, in
	if k.twoRows() {
		row, tools = in.Top(in.H-k.MM(k.toolHigh()+3), k.MM(3))
	}
	p := k.partsFor(h, in.W)
	mark := k.markWide()
	d.Box(k.Scene("mark", mark/k.panel.PixelsPerMM).Fixed(), Rect{row.X, row.Y + (row.H-mark)/2, mark, mark})
	high := p.names.Height(row.W)
	d.Box(p.names, Rect{row.X + mark + k.MM(headGap), row.Y + (row.H-high)/2, p.namesWide, high})
	right := k.drawTools(d, h, p, tools)
	if k.twoRows() {
		right = in.X + in.W
	}
	high = p.clock.Height(row.W)
	d.Box(p.clock, Rect{right - p.clockWide, row.Y + (row.H-high)/2, p.clockWide, high})
	if left := row.X + mark + p.namesWide; right-p.clockWide < left {
		d.Faults = append(d.Faults, "the head has no room for its tools")
	}
	d.Fill(Rect{r.X, at.Y + at.H - k.MM(0.4), r.W, k.MM(0.4)}, Hairline, 0, None, 0)
	return rest
}

// drawTools puts the tools and the network words to the right, or the tools to the
// left of a row of their own, and returns where what stands before them ends.
func (k *Kit) drawTools(d *Drawing, h Head, p headParts, r Rect) float32 {
	net, ground := "network", Moss
	if !h.Online {
		net, ground = "networkoff", Persimmon
	}
	side, gap := k.MM(networkSide), k.MM(headGap)
	x := r.X + r.W - p.networkWide
	if p.network != nil {
		words := side + k.MM(signGap)
		d.Box(p.network, Rect{x + words, r.Y, p.networkWide - words, r.H})
	}
	d.Box(k.Icon(net, ground, networkSide), Rect{x, r.Y, side, r.H})
	begin := x - k.toolsWide(h)
	if k.twoRows() {
		begin = r.X
	}
	x = begin
	for _, t := range h.Tools {
		w := k.toolWide(t)
		d.Box(k.tool(t), Rect{x, r.Y, w, k.MM(k.toolHigh())})
		x += w + gap
	}
	return begin - gap
}

// toolsWide is the room of all tools, with the gap behind each.
func (k *Kit) toolsWide(h Head) (w float32) {
	for _, t := range h.Tools {
		w += k.toolWide(t) + k.MM(headGap)
	}
	return w
}

// toolWide is a finger's width, and what its words need.
func (k *Kit) toolWide(t Tool) float32 {
	side := By(k, ByScale[float32](k, 5, 6, 8), ByScale[float32](k, 5, 6, 8), 4)
	return max(k.MM(20), k.Text(Note, t.Text).Bold().Natural()+k.MM(side))
}

func (k *Kit) tool(t Tool) Box {
	s := Secondary
	s.EdgeWidth = 0.5
	if t.On {
		s = Switched
	}
	icon := By(k, ByScale[float32](k, 7, 8, 10), ByScale[float32](k, 7, 8, 10), 6)
	inside := k.Column(0, k.Icon(t.Icon, s.Label, icon), k.Text(Note, t.Text).Bold().In(s.Label).Centre())
	touch := k.Touch(t.Name, s, k.Row(0, Cell{Box: inside}).Centred(), t.Do).Tool().Pad(1, 0, 1, 0)
	return touch
}
