package kit

// labelled is an icon beside a word, both in the middle of a button.
type labelled struct {
	kit   *Kit
	icon  *Picture
	after bool
	text  *TextBox
	note  *TextBox
}

// inkGap is between icon and words, in mm.
const inkGap = 2.6

func (l *labelled) iconRoom() float32 {
	if l.icon == nil {
		return 0
	}
	return l.icon.wide + l.kit.MM(inkGap)
}

// words is the width of the words in a place of width.
func (l *labelled) words(width float32) float32 {
	room := width - l.iconRoom()
	widest := float32(0)
	for _, t := range []*TextBox{l.text, l.note} {
		if t != nil {
			widest = max(widest, t.balanced(room))
		}
	}
	return min(room, widest)
}

// Height is that of the words.
func (l *labelled) Height(width float32) float32 {
	w := l.words(width)
	h := l.text.Height(w)
	if l.note != nil {
		h += l.note.Height(w)
	}
	if l.icon != nil {
		h = max(h, l.icon.high)
	}
	return h
}

// Draw stands icon and words together in the middle.
func (l *labelled) Draw(d *Drawing, r Rect) {
	w := l.words(r.W)
	x := r.X + (r.W-w-l.iconRoom())/2
	if l.icon != nil {
		at := Rect{x, r.Y, l.icon.wide, r.H}
		if l.after {
			at.X = x + w + l.kit.MM(inkGap)
		} else {
			x += l.iconRoom()
		}
		l.icon.Draw(d, at)
	}
	high := l.text.Height(w)
	whole := high
	if l.note != nil {
		whole += l.note.Height(w)
	}
	y := r.Y + (r.H-whole)/2
	d.Box(l.text.Centre(), Rect{x, y, w, high})
	if l.note != nil {
		d.Box(l.note.Centre(), Rect{x, y + high, w, whole - high})
	}
}

// Button is a touchable with a word, an icon before it ("" for none) and a note
// below it ("" for none).
func (k *Kit) Button(name string, s Style, icon, text, note string, on func()) *Touch {
	return k.labelledTouch(name, s, icon, false, text, note, on).Least(24)
}

func (k *Kit) labelledTouch(name string, s Style, icon string, after bool, text, note string, on func()) *Touch {
	l := &labelled{kit: k, after: after, text: k.Text(Label, text).In(s.Label)}
	if icon != "" {
		l.icon = k.Icon(icon, s.Label, By[float32](k, 9, 9, 7.5))
	}
	if note != "" {
		l.note = k.Text(Note, note).In(s.Label)
	}
	t := k.Touch(name, s, l, on)
	t.least = 20
	if k.class == Small {
		t.pad = [4]float32{2, 0, 2, 0}
	}
	return t
}

// Natural is the width of a labelled touch whose words stand on one line; 0 for
// another touch.
func (t *Touch) Natural() float32 {
	l, ok := t.inside.(*labelled)
	if !ok {
		return 0
	}
	return t.around(l, l.text.Natural())
}

// longestWord is the least width of a labelled touch that breaks no word.
func (t *Touch) longestWord() float32 {
	l, ok := t.inside.(*labelled)
	if !ok {
		return 0
	}
	return t.around(l, t.kit.longest(l.text.text, l.text.size, l.text.bold))
}

// around is the width of a labelled touch with words of width.
func (t *Touch) around(l *labelled, width float32) float32 {
	const slack = 2 // pixels, for what rounding takes
	return l.iconRoom() + width + t.kit.MM(t.pad[0]+t.pad[2]+2*t.style.EdgeWidth) + slack
}

// sleep turns a labelled touch into words without face.
func (t *Touch) sleep() *Touch {
	if l, ok := t.inside.(*labelled); ok {
		l.text.Regular().In(Ink2)
		if l.icon != nil {
			tinted := t.kit.art("icons/"+l.icon.name+".svg", Ink2)
			l.icon.resource = tinted
		}
		l.note = nil
	}
	return t.Asleep()
}

// Sleeping is a button without use now: words with a reason behind them.
func (k *Kit) Sleeping(name, icon, text string, on func()) *Touch {
	return k.Button(name, Secondary, icon, text, "", on).sleep()
}

// Pane is an icon on its wash, mm millimetres wide.
func (k *Kit) Pane(icon string, mm float32, ground Colour) Box {
	c := k.Card(k.Icon(icon, Indigo, mm*0.62)).On(ground).Pad(mm*0.19, mm*0.19, mm*0.19, mm*0.19)
	c.radius = k.corner(3.6)
	return c
}

// Door is a tile with a picture above a title and one or two lines, "" for none. Small panels
// and high contrast show its icon instead.
func (k *Kit) Door(name, scene, icon, title, text string, on func()) *Touch {
	below := Box(k.Text(Body, text))
	if text == "" {
		below = nil
	}
	words := k.Column(1, k.Text(Title, title).In(Indigo), below)
	if k.class == Small {
		head := k.Row(4, Cell{Box: k.Pane(icon, 14, LampWash), Width: k.MM(14)}, Cell{Box: k.Text(Title, title).In(Indigo)}).Centred()
		t := k.Touch(name, Secondary, k.Row(0, Cell{Box: k.Column(1, head, below)}).Centred(), on)
		t.pad, t.most = [4]float32{4, 2, 4, 1.5}, 60
		return t
	}
	picture := Box(k.Pictured(scene, By[float32](k, 40, 28, 20)))
	if k.theme == High {
		picture = k.growing(k.Icon(icon, Indigo, 32))
	}
	t := k.Touch(name, Secondary, k.Column(2, picture, k.padded(words, 3, 0, 3, 1)), on).Radius(6)
	t.pad, t.most = [4]float32{2.6, 2.6, 2.6, 1.4}, 128
	return t
}

// growing lets a fixed picture stand in the middle of the height that is left.
func (k *Kit) growing(p *Picture) Box { p.grow = 1; return p }

// padded is a box with empty sides in mm.
func (k *Kit) padded(b Box, left, top, right, bottom float32) Box {
	return k.Card(b).On(None).Edged(None, 0).Pad(left, top, right, bottom)
}

// Padded is a box with empty sides in mm.
func (k *Kit) Padded(b Box, left, top, right, bottom float32) Box {
	return k.padded(b, left, top, right, bottom)
}

// Choice is one answer of a list: its window, its words, its icon ("" for none).
func (k *Kit) Choice(name string, chosen bool, icon, text, note string, on func()) *Touch {
	style := Secondary
	ground := LampWash
	if chosen {
		style, ground = Chosen, Face
	}
	words := k.Column(0.5, k.Text(Title, text).In(Ink))
	if note != "" {
		words.Boxes = append(words.Boxes, k.Text(Body, note).In(Ink2))
	}
	win := By[float32](k, ByScale[float32](k, 12, 14, 16), ByScale[float32](k, 12, 14, 16), 10)
	pane := By[float32](k, ByScale[float32](k, 20, 24, 28), ByScale[float32](k, 20, 22, 24), 14)
	cells := []Cell{{Box: k.Window(lit(chosen), win, win), Width: k.MM(win)}, {Box: words}}
	if icon != "" {
		cells = append(cells, Cell{Box: k.Pane(icon, pane, ground), Width: k.MM(pane)})
	}
	t := k.Touch(name, style, k.Row(By[float32](k, 5, 4, 3), cells...).Centred(), on).Least(By[float32](k, 26, 26, 20)).Most(43)
	t.pad = By(k, [4]float32{6, 2, 6, 2}, [4]float32{5, 2, 5, 2}, [4]float32{3, 1, 3, 1})
	return t
}

// Plate is a number of a house or a flat, large enough to be found among a dozen; the
// chosen one's window is lit.
func (k *Kit) Plate(name string, chosen bool, text string, on func()) *Touch {
	style := Secondary
	if chosen {
		style = Chosen
	}
	number := k.Text(Title, text).In(style.Label).Centre().Middle()
	t := k.Touch(name, style, number, on)
	if chosen && k.class == Small {
		const win = 5
		t.inside = &cornered{number, k.Window(WindowLit, win, win), k.MM(win)}
	} else if chosen {
		win := ByScale[float32](k, 12, 14, 16)
		cells := []Cell{{}, {Box: k.Window(WindowLit, win, win), Width: k.MM(win)}, {Box: number, Width: number.Natural() + 1}, {}}
		t.inside = k.Row(4, cells...).Centred()
	}
	t.pad = [4]float32{1, 1, 1, 1}
	return t
}

// cornered is a box with a mark in its upper corner, where there is no room beside
// it.
type cornered struct {
	Box
	mark Box
	side float32
}

// Draw puts the mark where the writing begins.
func (c *cornered) Draw(d *Drawing, r Rect) {
	d.Box(c.Box, r)
	d.Box(c.mark, Rect{r.X, r.Y, c.side, c.side})
}

func lit(chosen bool) Lamplight {
	if chosen {
		return WindowLit
	}
	return WindowEmpty
}
