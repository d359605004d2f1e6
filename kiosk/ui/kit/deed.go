package kit

// deed is one line of a history: a window on the line that joins it to those
// before and behind it, with words beside it.
type deed struct {
	kit         *Kit
	window      Box
	words       Box
	first, last bool
}

// Deed is a line of a history; first and last end the line there.
func (k *Kit) Deed(s Lamplight, when, what string, first, last bool) Box {
	side := k.deedSide()
	words := k.Column(0, k.Text(Note, when), k.Text(Label, what).Regular())
	return &deed{kit: k, window: k.Window(s, side, side+1), words: words, first: first, last: last}
}

func (k *Kit) deedSide() float32 { return By[float32](k, ByScale[float32](k, 12, 14, 16), 12, 9) }

// deedGap is from a window to its words, and the least from deed to deed, in mm.
const deedGap = 4

func (e *deed) beside(width float32) float32 { return width - e.kit.MM(e.kit.deedSide()+deedGap) }

// Height is that of the words and a gap below them.
func (e *deed) Height(width float32) float32 {
	h := max(e.words.Height(e.beside(width)), e.window.Height(width))
	if e.last {
		return h
	}
	return h + e.kit.MM(By[float32](e.kit, deedGap, 3, 1.5))
}

// Grow lets deeds stand further apart; the last one ends the line.
func (e *deed) Grow(width float32) (share, most float32) {
	if e.last {
		return 0, 0
	}
	return 1, e.Height(width) + e.kit.MM(By[float32](e.kit, 22, 12, 4))
}

// Draw puts the line first and the window over it.
func (e *deed) Draw(d *Drawing, r Rect) {
	side, wide := e.kit.MM(e.kit.deedSide()), e.kit.MM(0.8)
	high := e.window.Height(r.W)
	line := Rect{r.X + (side-wide)/2, r.Y, wide, r.H}
	if e.first {
		line.Y, line.H = line.Y+high/2, line.H-high/2
	}
	if e.last {
		line.H = min(line.H, high/2)
	}
	if !e.first || !e.last {
		d.Fill(line, Hairline, 0, None, 0)
	}
	d.Box(e.window, Rect{r.X, r.Y, side, high})
	beside := e.beside(r.W)
	d.Box(e.words, Rect{r.X + r.W - beside, r.Y, beside, min(r.H, max(high, e.words.Height(beside)))})
}
