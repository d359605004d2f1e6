package kit

import (
	"cmp"
	"slices"
)

// Evening is what the windows of the evening picture count: cases of this week,
// without names and addresses.
type Evening struct{ Settled, InHand, Late int }

// wall is one house of the evening picture, in parts of the picture.
type wall struct {
	x, wide, high float32
	colour        Colour
}

// walls are the six houses of look §7, from left to right.
var walls = []wall{{.00, .15, .50, WallDim}, {.165, .18, .74, WallLight}, {.36, .18, .42, WallDark},
	{.555, .13, .66, WallDim}, {.70, .15, .92, WallLight}, {.86, .14, .56, WallDark}}

// The measures of a house, in mm on a large panel.
const (
	paneWide = 6.7
	paneHigh = 8.2
	paneGap  = 4.2 // between two floors
	eaves    = 2   // how far the roof stands out
	roofHigh = 4
	doorWide = 7
	doorHigh = 11
)

// night is the curtain: night, hills and houses, with words above them.
type night struct {
	kit     *Kit
	words   Box
	evening Evening
	least   float32
}

// Night is the night over the neighbourhood, with words above; its windows say
// how the week went. leastMM is the least height of the picture.
func (k *Kit) Night(e Evening, leastMM float32, words Box) Box {
	return &night{kit: k, words: words, evening: e, least: k.MM(leastMM)}
}

// Height is that of the words and the least picture.
func (n *night) Height(width float32) float32 { return n.words.Height(width) + n.least }

// Grow: the picture takes what is left.
func (n *night) Grow(float32) (share, most float32) { return 1, 0 }

// Draw draws the ground, then hills and houses at the foot, then the words.
func (n *night) Draw(d *Drawing, r Rect) {
	k := n.kit
	d.Fill(r, Night, 0, None, 0)
	high := n.words.Height(r.W)
	rest, top := Rect{r.X, r.Y + high, r.W, r.H - high}, Rect{r.X, r.Y, r.W, high}
	if k.theme == Light {
		hills := k.Scene("hills", 0)
		hills.cover = true
		hills.Draw(d, Rect{r.X, rest.Y - k.MM(6), r.W, rest.H + k.MM(6)}) // they reach behind the last line of words
	}
	n.drawWalls(d, rest)
	d.Box(n.words, top)
}

// small makes windows and roofs smaller where the picture is.
func (n *night) small() float32 { return By[float32](n.kit, 1, 1, 0.62) }

func (n *night) drawWalls(d *Drawing, r Rect) {
	unit := n.kit.MM(n.small())
	panes := n.allPanes(r, unit)
	for finest := unit / 4; len(panes) < n.evening.cases() && unit > finest; panes = n.allPanes(r, unit) {
		unit *= 0.9 // every case has its window
	}
	for _, w := range walls {
		at := w.in(r)
		d.Fill(at, w.colour, 0, None, 0)
		left, right := max(r.X, at.X-eaves*unit), min(r.X+r.W, at.X+at.W+eaves*unit)
		d.Fill(Rect{left, at.Y - roofHigh*unit, right - left, roofHigh * unit}, Roof, unit, None, 0)
		d.Fill(Rect{at.X + (at.W-doorWide*unit)/2, at.Y + at.H - doorHigh*unit, doorWide * unit, doorHigh * unit}, Roof, unit*0.7, None, 0)
	}
	for i, p := range scattered(len(panes)) {
		n.drawPane(d, panes[p], n.evening.light(i), unit)
	}
}

// in is where the house stands in the picture.
func (w wall) in(r Rect) Rect {
	return Rect{r.X + w.x*r.W, r.Y + r.H*(1-w.high), w.wide * r.W, w.high * r.H}
}

// allPanes are the windows of all houses, floor by floor.
func (n *night) allPanes(r Rect, unit float32) (panes []Rect) {
	wide, high := paneWide*unit, paneHigh*unit
	for _, w := range walls {
		at := w.in(r)
		columns := max(1, int(at.W/(wide*1.6)))
		gap := (at.W - float32(columns)*wide) / float32(columns+1)
		for y := at.Y + paneGap*unit; y+high < at.Y+at.H-doorHigh*unit; y += high + paneGap*unit {
			for c := range columns {
				panes = append(panes, Rect{at.X + gap + float32(c)*(wide+gap), y, wide, high})
			}
		}
	}
	return panes
}

// golden spreads numbers in a row over all values of 32 bits (Knuth, The Art of
// Computer Programming 6.4).
const golden = 2654435769

// scattered is the order in which n windows are lit: over all houses, the same
// each time.
func scattered(n int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(uint32(a)*golden, uint32(b)*golden) })
	return order
}

// cases is how many windows stand for one.
func (e Evening) cases() int { return e.Settled + e.InHand + e.Late }

// light is how the window lit as the ith stands.
func (e Evening) light(i int) Lamplight {
	switch {
	case i < e.Settled:
		return WindowGlow
	case i < e.Settled+e.InHand:
		return WindowHalf
	case i < e.cases():
		return WindowLate
	}
	return WindowDark
}

func (n *night) drawPane(d *Drawing, r Rect, l Lamplight, unit float32) {
	switch l {
	case WindowGlow:
		d.Fill(r, Lit, unit*0.7, None, 0)
		d.Fill(Rect{r.X + r.W/2 - unit*0.2, r.Y, unit * 0.4, r.H}, LampDeep, 0, None, 0)
		d.Fill(Rect{r.X, r.Y + r.H*0.45, r.W, unit * 0.4}, LampDeep, 0, None, 0)
	case WindowHalf:
		d.Fill(r, Night, unit*0.7, OnNight, unit*0.5)
		d.Fill(Rect{r.X + unit*0.5, r.Y + r.H/2, r.W - unit, r.H/2 - unit*0.5}, Lit, unit*0.3, None, 0)
	case WindowLate:
		d.Fill(r, PersimmonWash, unit*0.7, Persimmon, unit*0.7)
		late := n.kit.Text(Note, "!").Bold().In(Persimmon).Centre().Middle()
		late.size = r.H * 0.62
		d.Box(late, r)
	default:
		d.Fill(r, Quiet, unit*0.7, None, 0)
	}
}
