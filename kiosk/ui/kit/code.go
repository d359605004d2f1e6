package kit

// codeRows are the figures and the letters of Crockford's base32: no I, L, O, U.
// The small panel has rows of eleven, the one exception to a finger's 20 mm.
func (k *Kit) codeRows() []string {
	if k.class == Small {
		return []string{"1234567890", "ABCDEFGHJKM", "NPQRSTVWXYZ"}
	}
	return []string{"1234567890", "ABCDEFGH", "JKMNPQRS", "TVWXYZ"}
}

// CodeKeys are the keys for a check code; press is told what a key sends.
func (k *Kit) CodeKeys(press func(string)) Box {
	key := func(p PadKey) Cell {
		return Cell{Box: k.Key(p, press).Least(By[float32](k, 24, 22, 15)).Most(By[float32](k, 38, 36, 22))}
	}
	erase := key(PadKey{Sends: "erase", Icon: "erase"})
	rows := k.Column(keyGap)
	lines := k.codeRows()
	for i, line := range lines {
		var cells []Cell
		for _, r := range line {
			cells = append(cells, key(PadKey{Sends: string(r), Text: string(r)}))
		}
		switch {
		case k.class == Small && i == 0:
			cells = append(cells, erase)
		case k.class != Small && i == len(lines)-1:
			cells = append(k.pairs(cells), erase)
		}
		rows.Boxes = append(rows.Boxes, k.Row(keyGap, cells...))
	}
	return rows
}

// keyGap is between keys, in mm.
const keyGap = 3

// pairs joins cells two by two: beside them a wide key ends where two keys of the
// row above end.
func (k *Kit) pairs(cells []Cell) (joined []Cell) {
	for i := 0; i+1 < len(cells); i += 2 {
		joined = append(joined, Cell{Box: k.Row(keyGap, cells[i], cells[i+1])})
	}
	return joined
}

// The check code stands in groups, as the receipt prints it.
const (
	codeGroups = 4
	groupSize  = 4
)

// CodeField shows a code in its four groups, so many side by side; the group that
// is being typed has the caret.
func (k *Kit) CodeField(typed string, columns int) Box {
	letters := []rune(typed)
	now := min(len(letters)/groupSize, codeGroups-1)
	var groups []Box
	for i := range codeGroups {
		from, to := min(len(letters), i*groupSize), min(len(letters), (i+1)*groupSize)
		text := k.Text(Title, string(letters[from:to])).In(Ink).Middle()
		cells := []Cell{{Box: Empty{}}, {Box: text, Width: text.Natural() + 1}}
		edge, width := Edge, float32(0.6)
		if i == now {
			edge, width = Indigo, 1
			if to-from < groupSize {
				cells = append(cells, Cell{Box: k.caret(), Width: k.MM(0.9)})
			}
		}
		side := By[float32](k, 5, 5, 1)
		c := k.Card(k.Row(0.4, append(cells, Cell{Box: Empty{}})...)).Edged(edge, width).Pad(side, 1, side, 1)
		c.radius = k.corner(4)
		groups = append(groups, sized{c, k.MM(By[float32](k, 26, 24, ByScale[float32](k, 14, 16, 18)))})
	}
	return k.Grid(columns, By[float32](k, 4, 4, 2), groups...)
}
