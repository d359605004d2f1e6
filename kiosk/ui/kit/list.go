package kit

// room lets a box stand in the middle of more height than it needs.
type room struct {
	Box
	most float32 // px
}

// Room gives b height up to most mm and stands it in the middle.
func (k *Kit) Room(b Box, most float32) Box { return room{b, k.MM(most)} }

// Grow is possible up to the greatest height.
func (r room) Grow(float32) (share, most float32) { return 1, r.most }

// Draw puts the box into the middle.
func (r room) Draw(d *Drawing, at Rect) {
	h := min(at.H, r.Height(at.W))
	d.Box(r.Box, Rect{at.X, at.Y + (at.H-h)/2, at.W, h})
}

// List is read-only rows with hairlines between them; each grows to most mm.
func (k *Kit) List(most float32, rows ...Box) *Column {
	c := k.Column(0)
	for i, r := range rows {
		if i > 0 {
			c.Boxes = append(c.Boxes, k.Rule())
		}
		c.Boxes = append(c.Boxes, k.Room(r, most))
	}
	return c
}

// ToDo is what to do, numbered, one line below the other.
func (k *Kit) ToDo(lines ...Box) Box {
	side := By[float32](k, ByScale[float32](k, 12, 14, 16), ByScale[float32](k, 12, 14, 16), ByScale[float32](k, 8, 10, 12))
	c := k.Column(By[float32](k, 4, 4, 1.5))
	for i, l := range lines {
		c.Boxes = append(c.Boxes, k.Row(4, Cell{Box: k.Numbered(WindowEmpty, side, string(rune('1'+i))), Width: k.MM(side)}, Cell{Box: l}).Centred())
	}
	return c
}

// Way is another way to the same end: a title, a note below it ("" for none) and
// an icon at the right ("" for none).
func (k *Kit) Way(name, icon, title, note string, on func()) *Touch {
	words := k.Column(0.5, k.Text(Title, title).In(Ink))
	if note != "" {
		words.Boxes = append(words.Boxes, k.Text(Body, note).In(Ink2))
	}
	pane := By[float32](k, ByScale[float32](k, 20, 22, 24), ByScale[float32](k, 20, 22, 24), 13)
	cells := []Cell{{Box: words}}
	if icon != "" {
		cells = append(cells, Cell{Box: k.Pane(icon, pane, LampWash), Width: k.MM(pane)})
	}
	t := k.Touch(name, Secondary, k.Row(4, cells...).Centred(), on)
	t.pad = By(k, [4]float32{6, 2, 6, 2}, [4]float32{5, 2, 5, 2}, [4]float32{4, 1, 3, 1})
	return t.Least(By[float32](k, 28, 26, 20)).Most(43)
}
