package kit

func (k *Kit) barHigh() float32 {
	return k.MM(By[float32](k, 12, 9.5, 7.5) + k.placeHigh())
}

func (k *Kit) placeHigh() float32 {
	return By[float32](k, ByScale[float32](k, 26, 32, 40), ByScale[float32](k, 26, 28, 32), ByScale[float32](k, 20, 20, 20.8))
}

// barShares are look §5's widths of the four places; tightShares leave five large
// letters room on the small panel.
var (
	barShares   = [4]float32{205, 248, 248, 283}
	tightShares = [4]float32{150, 250, 250, 300}
)

// drawBar draws the four places.
func (k *Kit) drawBar(d *Drawing, places [4]Place, r Rect) Rect {
	rest, at := r.Bottom(k.barHigh(), 0)
	d.Fill(Rect{r.X, at.Y, r.W, k.MM(0.4)}, Hairline, 0, None, 0)
	gap := By[float32](k, ByScale[float32](k, 4, 4, 3), 6, 3.5)
	m := k.Margin()
	var row [4]*Touch
	for i, p := range places {
		row[i] = k.place(p)
	}
	cells := make([]Cell, 0, len(row))
	for i, width := range k.placeWidths(row, at.W-2*m-3*k.MM(gap)) {
		cells = append(cells, Cell{Box: row[i], Share: width})
	}
	top := k.MM(By[float32](k, 4, 3.5, 2.5))
	d.Box(k.Row(gap, cells...), Rect{at.X + m, at.Y + top, at.W - 2*m, k.MM(k.placeHigh())})
	return rest
}

// placeWidths shares the room out; a place whose words would take two lines, or
// whose longest word would break, takes what it lacks from those with room to
// spare.
func (k *Kit) placeWidths(row [4]*Touch, room float32) (widths [4]float32) {
	shares := barShares
	if k.cramped() {
		shares = tightShares
	}
	var oneLine, oneWord [4]float32
	for i, t := range row {
		widths[i], oneLine[i], oneWord[i] = room*shares[i]/sum(shares[:]), t.Natural(), t.longestWord()
	}
	if evened, ok := evenOut(widths, oneLine); ok {
		return evened
	}
	evened, _ := evenOut(widths, oneWord)
	return evened
}

// evenOut gives each width at least its least, from those that have more; not ok
// if all together have too little.
func evenOut(widths, least [4]float32) (evened [4]float32, ok bool) {
	var lacks, spare float32
	for i := range widths {
		lacks += max(0, least[i]-widths[i])
		spare += max(0, widths[i]-least[i])
	}
	if lacks == 0 || lacks > spare {
		return widths, lacks == 0
	}
	for i := range widths {
		evened[i] = max(least[i], widths[i]-(widths[i]-least[i])*lacks/spare)
	}
	return evened, true
}

func (k *Kit) place(p Place) *Touch {
	note := p.Note
	if k.scale != Standard || k.class == Small {
		note = "" // the words need the room; the dialog says the same
	}
	icon, side := p.Icon, float32(1.5)
	if k.cramped() {
		icon, side = "", 0.4
	}
	t := k.labelledTouch(p.Name, p.Style, icon, p.After, p.Text, note, p.Do)
	t.pad = [4]float32{side, 0, side, 0}
	if p.Asleep {
		t.sleep()
	}
	return t
}
