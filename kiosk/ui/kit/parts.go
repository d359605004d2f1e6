package kit

import "unicode"

// PadKey is one key of a number pad: what it sends and what it shows.
type PadKey struct{ Sends, Text, Icon string }

// NumberPad is 3 x 4 keys that fill the width; press is told what a key sends.
func (k *Kit) NumberPad(clear string, press func(string)) Box {
	return k.numberPad(PadKey{Sends: "clear", Text: clear}, press)
}

// IDPad is the pad for an ID number, whose last character may be an X.
func (k *Kit) IDPad(press func(string)) Box {
	return k.numberPad(PadKey{Sends: "X", Text: "X"}, press)
}

func (k *Kit) numberPad(tenth PadKey, press func(string)) Box {
	var keys []Box
	for _, n := range []string{"1", "2", "3", "4", "5", "6", "7", "8", "9"} {
		keys = append(keys, k.Key(PadKey{Sends: n, Text: n}, press))
	}
	keys = append(keys, k.Key(tenth, press), k.Key(PadKey{Sends: "0", Text: "0"}, press),
		k.Key(PadKey{Sends: "erase", Icon: "erase"}, press))
	if k.cramped() { // no room for the words of the key that erases all
		if tenth.Sends == "clear" {
			keys[9] = Empty{}
		}
		return k.Grid(4, 3, keys[0], keys[1], keys[2], keys[11], keys[3], keys[4], keys[5], keys[9], keys[6], keys[7], keys[8], keys[10])
	}
	if k.class == Small {
		return k.Grid(4, 3, keys[0], keys[1], keys[2], keys[9], keys[3], keys[4], keys[5], keys[11], keys[6], keys[7], keys[8], keys[10])
	}
	return k.Grid(3, 4, keys...)
}

// Letter is a key of the keyboard: narrower than one of a pad, its letter smaller.
func (k *Kit) Letter(letter string, press func(string)) *Touch {
	t := k.Text(Label, letter).In(Ink).Centre().Middle()
	t.size = k.MM(By[float32](k, 14, 14, ByScale[float32](k, 9, 9, 7.8)))
	touch := k.Touch("key:"+letter, Secondary, k.Row(0, Cell{Box: t}).Centred(), func() { press(letter) })
	touch.pad = [4]float32{0.5, 0, 0.5, 0}
	return touch.Radius(3.5)
}

// Key is one key; its target is called "key:" and what it sends.
func (k *Kit) Key(p PadKey, press func(string)) *Touch {
	inside := Box(k.Icon("erase", Ink, By[float32](k, 13, 12, 9)))
	if p.Icon == "" {
		t := k.Text(Label, p.Text).In(Ink).Centre().Middle()
		switch {
		case len(p.Text) == 1:
			t.size = k.MM(By[float32](k, 19, 16, 11))
		case k.class == Small:
			t.size = k.Size(Body) // a word on a key of a finger's width
		}
		inside = t
	}
	t := k.Touch("key:"+p.Sends, Secondary, k.Row(0, Cell{Box: inside}).Centred(), func() { press(p.Sends) })
	t.pad = [4]float32{1, 0, 1, 0}
	return t.Radius(3.5).Least(By[float32](k, 30, 25, 20)).Most(By[float32](k, 57, 40, 30))
}

// Field shows what was typed, with a caret that stands still and what is lacking
// at the right, for which the small panel has no room in large type.
func (k *Kit) Field(typed, lacking string) Box {
	t := k.Text(Question, typed).In(Ink).Middle()
	cells := []Cell{{Box: t, Width: t.Natural() + 1}, {Box: k.caret(), Width: k.MM(0.9)}, {Box: k.Text(Note, lacking).Right().Middle()}}
	side := float32(6)
	if k.cramped() {
		cells[2].Box, side = Empty{}, 3
	}
	c := k.Card(k.Row(1, cells...)).Edged(Indigo, 0.8).Pad(side, 1, side, 1)
	c.radius = k.corner(4)
	return sized{c, k.MM(By(k, ByScale[float32](k, 26, 28, 32), ByScale[float32](k, 26, 26, 28), ByScale[float32](k, 18, 18, 19)))}
}

func (k *Kit) caret() Box {
	return k.Card(nil).On(Indigo).Edged(None, 0).Pad(0, By[float32](k, 4, 4, 3), 0, By[float32](k, 4, 4, 3)).bar()
}

// bar is a card of its padding's place only.
func (c *Card) bar() Box { return &caretBox{c} }

type caretBox struct{ *Card }

// Draw paints the inner place only.
func (c *caretBox) Draw(d *Drawing, r Rect) { d.Fill(c.inner(r), c.ground, 0, None, 0) }

// Dots hides the middle of typed figures: three first and the last ones stay, as
// on paper. Large type on a small panel has room for the paper's stars only.
func (k *Kit) Dots(typed string) string {
	const first, last = 3, 4
	dot := '•'
	if k.cramped() {
		dot = '*'
	}
	r := []rune(typed)
	for i := range r {
		if i >= first && i < 11-last && unicode.IsDigit(r[i]) {
			r[i] = dot
		}
	}
	return string(r)
}

// Pager is the way through a list that is too long for the glass.
type Pager struct {
	Page, Pages          int // from 0
	Back, Forward, Count string
	Turn                 func(page int)
}

// Pager is 上一页 · 第 1 页，共 2 页 · 下一页; nil when there is one page.
func (k *Kit) Pager(p Pager) Box {
	if p.Pages < 2 {
		return nil
	}
	back := k.labelledTouch("page:previous", Secondary, "pageprev", false, p.Back, "", func() { p.Turn(p.Page - 1) })
	next := k.labelledTouch("page:next", Secondary, "pagenext", true, p.Forward, "", func() { p.Turn(p.Page + 1) })
	if p.Page == 0 {
		back.sleep().on = nil
	}
	if p.Page == p.Pages-1 {
		next.sleep().on = nil
	}
	least := By[float32](k, ByScale[float32](k, 20, 24, 27), 20, 20)
	wide := By[float32](k, ByScale[float32](k, 58, 66, 72), ByScale[float32](k, 54, 62, 72), ByScale[float32](k, 44, 52, 60))
	return k.Row(4, Cell{Box: back.Least(least), Width: k.MM(wide)}, Cell{Box: k.Text(Body, p.Count).Bold().Centre().Middle()},
		Cell{Box: next.Least(least), Width: k.MM(wide)})
}

// Pages shares boxes out over pages of at most height, in order, at least one a
// page. gap is in mm.
func (k *Kit) Pages(boxes []Box, width, height, gapMM float32) [][]Box {
	var pages [][]Box
	var page []Box
	used := float32(0)
	for _, b := range boxes {
		h := b.Height(width)
		if len(page) > 0 && used+k.MM(gapMM)+h > height {
			pages, page, used = append(pages, page), nil, 0
		}
		if len(page) > 0 {
			used += k.MM(gapMM)
		}
		page, used = append(page, b), used+h
	}
	if len(page) > 0 {
		pages = append(pages, page)
	}
	return pages
}

// Dialog is a card over the page's own ground: a question, a sentence, the safe
// answer left and the other one right.
func (k *Kit) Dialog(question, sentence string, safe, other Box) Box {
	inside := k.Column(4, k.Text(Question, question), k.Text(Body, sentence), k.Space(4), k.Row(4, Cell{Box: safe}, Cell{Box: other}))
	c := k.Card(inside).Edged(Indigo, 0.8)
	if k.class != Small {
		c.Pad(9, 9, 9, 9)
	}
	return k.Column(0, Spring(), c, Spring())
}

// Countdown is a window for each of thirty seconds; one goes dark each second.
func (k *Kit) Countdown(left, of int) Box {
	columns := By(k, 6, 10, 15)
	wide, high := By[float32](k, 26, 18, 10), By[float32](k, 31, 21, 12)
	var boxes []Box
	for i := range of {
		state := WindowDark
		if i < left {
			state = WindowGlow
		}
		boxes = append(boxes, k.Window(state, wide, high))
	}
	return k.Grid(columns, By[float32](k, 5, 4, 3), boxes...)
}
