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

// underHead is a second line of the head; nil where there is no room for one.
func (k *Kit) underHead(t *TextBox) Box {
	if k.cramped() {
		return nil
	}
	return t
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
	side := By[float32](k, 15, 15, 14)
	mark := k.MM(side)
	d.Box(k.Scene("mark", side).Fixed(), Rect{row.X, row.Y + (row.H-mark)/2, mark, mark})
	names := k.Column(0, k.Text(Body, h.Community).Bold().In(Indigo), k.underHead(k.Text(Note, h.Station)))
	high := names.Height(row.W)
	d.Box(names, Rect{row.X + mark + k.MM(3), row.Y + (row.H-high)/2, k.Text(Note, h.Station).Natural() + k.MM(12), high})
	x := k.drawTools(d, h, tools)
	clock := k.Column(0, k.Text(Body, h.Clock).Bold().Right(), k.underHead(k.Text(Note, h.Date).Right()))
	wide := k.Text(Body, h.Clock).Bold().Natural() + 1
	if !k.cramped() {
		wide = max(wide, k.Text(Note, h.Date).Natural()+1)
	}
	if k.twoRows() {
		x = in.X + in.W
	} else {
		x -= k.MM(4)
	}
	d.Box(clock, Rect{x - wide, row.Y + (row.H-high)/2, wide, high})
	d.Fill(Rect{r.X, at.Y + at.H - k.MM(0.4), r.W, k.MM(0.4)}, Hairline, 0, None, 0)
	return rest
}

// drawTools puts the tools and the network words to the right, or to the left of
// a row of their own, and returns where they begin.
func (k *Kit) drawTools(d *Drawing, h Head, r Rect) float32 {
	net, ground := "network", Moss
	if !h.Online {
		net, ground = "networkoff", Persimmon
	}
	words := k.Text(Note, h.Network).Bold().In(ground).Middle()
	side := k.MM(By[float32](k, 7, 7, 7))
	wide := words.Natural() + 1
	x := r.X + r.W - wide
	d.Box(words, Rect{x, r.Y, wide, r.H})
	x -= side + k.MM(1.6)
	d.Box(k.Icon(net, ground, side/k.panel.PixelsPerMM), Rect{x, r.Y, side, r.H})
	x -= k.MM(3)
	left := r.X
	for i := range h.Tools {
		t := h.Tools[i]
		if !k.twoRows() {
			t = h.Tools[len(h.Tools)-1-i]
		}
		w := max(k.MM(20), k.Text(Note, t.Text).Bold().Natural()+k.MM(ByScale[float32](k, 5, 6, 8)))
		at := Rect{x - w, r.Y, w, k.MM(k.toolHigh())}
		if k.twoRows() {
			at.X = left
			left += w + k.MM(3)
		} else {
			x -= w + k.MM(3)
		}
		d.Box(k.tool(t), at)
	}
	return x
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
