package kit

// Lamplight is how a window stands: the one sign for steps, statuses, choices
// and seconds.
type Lamplight int

// The states of a window.
const (
	WindowEmpty Lamplight = iota // 等着
	WindowHalf                   // 正在办
	WindowLit                    // 办好了, with a tick
	WindowLate                   // 超过日子, "!"
	WindowNow                    // indigo, with its number
	WindowDark                   // an unlit window on the curtain
	WindowGlow                   // lit, without a tick
)

// pane is a window as a box.
type window struct {
	kit        *Kit
	state      Lamplight
	wide, high float32 // px
	number     string
}

// Window is a window of mm millimetres.
func (k *Kit) Window(s Lamplight, wide, high float32) Box {
	return &window{kit: k, state: s, wide: k.MM(wide), high: k.MM(high)}
}

// Numbered is a step's window with its number.
func (k *Kit) Numbered(s Lamplight, mm float32, number string) Box {
	return &window{kit: k, state: s, wide: k.MM(mm), high: k.MM(mm), number: number}
}

// Height is its own.
func (w *window) Height(float32) float32 { return w.high }

// Draw paints it into the middle of r.
func (w *window) Draw(d *Drawing, r Rect) {
	k := w.kit
	at := Rect{r.X + (r.W-w.wide)/2, r.Y + (r.H-w.high)/2, w.wide, w.high}
	if w.wide >= r.W {
		at.X, at.W = r.X, r.W
	}
	radius := min(k.MM(2.6), w.wide*0.18)
	ground, edge := w.colours()
	d.Fill(at, ground, radius, edge, k.MM(0.6))
	switch w.state {
	case WindowHalf:
		e := k.MM(0.6)
		lower := Rect{at.X + e, at.Y + at.H/2, at.W - 2*e, at.H/2 - e}
		d.Fill(lower, Lit, radius*0.6, None, 0)
	case WindowLit:
		side := min(at.W, at.H) * 0.72
		d.Box(k.Icon("check", OnLit, side/k.panel.PixelsPerMM), at)
	case WindowLate:
		d.Box(w.mark("!", Persimmon), at)
	case WindowGlow, WindowDark:
		bar := k.MM(0.6)
		d.Fill(Rect{at.X + (at.W-bar)/2, at.Y + bar, bar, at.H - 2*bar}, edge, 0, None, 0)
		d.Fill(Rect{at.X + bar, at.Y + at.H*0.45, at.W - 2*bar, bar}, edge, 0, None, 0)
	case WindowNow, WindowEmpty:
		if w.number != "" {
			c := Ink2
			if w.state == WindowNow {
				c = OnIndigo
			}
			d.Box(w.mark(w.number, c), at)
		}
	}
}

func (w *window) mark(text string, c Colour) Box {
	t := w.kit.Text(Note, text).Bold().In(c).Centre().Middle()
	t.size = w.high * 0.6
	return t
}

func (w *window) colours() (ground, edge Colour) {
	switch w.state {
	case WindowLit, WindowGlow:
		return Lit, LampDeep
	case WindowHalf:
		return Face, LampDeep
	case WindowLate:
		return PersimmonWash, Persimmon
	case WindowNow:
		return Indigo, Indigo
	case WindowDark:
		return Night, NightSoft
	}
	return Face, Edge
}

// Status is a window with words beside it.
func (k *Kit) Status(s Lamplight, text, note string) Box {
	words := k.Column(0, k.Text(Body, text).Bold())
	if note != "" {
		words.Boxes = append(words.Boxes, k.Text(Note, note))
	}
	wide := By[float32](k, 12, 12, 9)
	return k.Row(3, Cell{Box: k.Window(s, wide, wide+1), Width: k.MM(wide)}, Cell{Box: words}).Centred()
}

// Person is a drawn face in a lamp-coloured frame; without one, the person icon.
func (k *Kit) Person(face string, wide float32) Box {
	inside := Box(k.growing(k.Icon("person", Indigo, wide*0.6)))
	if face != "" && k.art("scenes/face-"+face+".svg", None) != nil {
		inside = k.Scene("face-"+face, wide*1.25-1.6)
	}
	c := k.Card(inside).On(LampWash).Edged(LampDeep, 0.8).Pad(0.8, 0.8, 0.8, 0.8)
	c.radius = k.corner(4)
	return sized{c, k.MM(wide * 1.25)}
}

// sized gives a box a height of its own.
type sized struct {
	Box
	high float32
}

// Height is the set one.
func (s sized) Height(float32) float32 { return s.high }

// Draw keeps the set height, in the middle.
func (s sized) Draw(d *Drawing, r Rect) {
	h := min(r.H, s.high)
	s.Box.Draw(d, Rect{r.X, r.Y + (r.H-h)/2, r.W, h})
}

// Grow is not for it.
func (s sized) Grow(float32) (share, most float32) { return 0, 0 }
