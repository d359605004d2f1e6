package screen

import (
	"strings"

	"station365/kiosk/flow"
	"station365/kiosk/personal"
	"station365/kiosk/ui/kit"
)

// letterRows are where every keyboard has them.
var letterRows = []string{"qwertyuiop", "asdfghjkl", "zxcvbnm"}

// marks end a Chinese sentence; Latin ones stand in addresses and numbers.
const (
	hanMarks   = "，。？！"
	moreMarks  = "？！、："
	latinMarks = ".-"
)

// lettersPad is the keyboard, below what the letters may mean.
func (s Writing) lettersPad() kit.Box {
	if s.Class() == kit.Small {
		return s.smallLetters()
	}
	rows := s.Column(3)
	if s.View.Panel.Mode == "pinyin" {
		rows.Boxes = append(rows.Boxes, s.textsOrMarks(kit.By(s.Kit, 2, 1, 1)))
	}
	least := kit.By[float32](s.Kit, kit.ByScale[float32](s.Kit, 30, 26, 22), 20, 0)
	for i, letters := range letterRows {
		var cells []kit.Cell
		for _, l := range letters {
			cells = append(cells, kit.Cell{Box: s.letter(string(l), least)})
		}
		if i == len(letterRows)-1 {
			erase := s.Key(kit.PadKey{Sends: "erase", Icon: "erase"}, s.press).Least(least).Most(34)
			cells = append(cells, s.markCells(least)...)
			cells = append(cells, kit.Cell{Box: erase, Share: 1.5})
		}
		rows.Boxes = append(rows.Boxes, s.Row(3, cells...))
	}
	if s.isIn("latin") {
		rows.Boxes = append(rows.Boxes, s.spaceRow(kit.By[float32](s.Kit, 24, 20, 0)))
	}
	return rows
}

// markCells are as many marks as the last row has room for.
func (s Writing) markCells(least float32) (cells []kit.Cell) {
	marks := []rune(hanMarks)[:2]
	if s.isIn("latin") {
		marks = []rune(latinMarks)
	}
	for _, m := range marks {
		cells = append(cells, kit.Cell{Box: s.letter(string(m), least)})
	}
	return cells
}

func (s Writing) letter(l string, least float32) kit.Box {
	return s.key(l).Least(least).Most(34)
}

// key is a letter as the panel writes it now.
func (s Writing) key(l string) *kit.Touch {
	if s.View.Panel.Mode == "capitals" {
		l = strings.ToUpper(l)
	}
	return s.Letter(l, s.press)
}

// spaceRow ends the Latin keyboard: capitals and back, the space, what addresses of
// letters have.
func (s Writing) spaceRow(least float32) kit.Box {
	style, other := kit.Secondary, "capitals"
	if s.View.Panel.Mode == other {
		style, other = kit.Switched, "latin"
	}
	upper := s.wordKey("mode:"+other, style, "writing.upper", s.sendValue(flow.SetMode, other))
	space := s.wordKey("key:space", kit.Secondary, "writing.space", func() { s.press(" ") })
	at := s.Letter("@", s.press)
	return s.Row(kit.By[float32](s.Kit, 3, 3, 2.5), kit.Cell{Box: upper.Least(least), Share: 2}, kit.Cell{Box: space.Least(least), Share: 5}, kit.Cell{Box: at.Least(least), Share: 1})
}

// wordKey is a key with a word on it, among the letters.
func (s Writing) wordKey(name string, style kit.Style, word string, on func()) *kit.Touch {
	colour, role := kit.Ink, kit.Body
	if s.Class() == kit.Small && s.Scale() == kit.Largest {
		role = kit.Note
	}
	if style == kit.Switched {
		colour = kit.OnIndigo
	}
	inside := s.Text(role, s.T(word)).Bold().In(colour).Centre().Middle()
	return s.Touch(name, style, s.Row(0, kit.Cell{Box: inside}).Centred(), on).Pad(1, 0, 1, 0).Radius(3.5)
}

// smallLetters are the one exception to a finger's 20 mm (look §8): the tabs stand
// in the rows of the letters.
func (s Writing) smallLetters() kit.Box {
	least, most := kit.ByScale[float32](s.Kit, 14, 14, 12.8), float32(18)
	if s.Lowered() { // a small page on a large glass
		most = 34
	}
	cell := func(t *kit.Touch, share float32) kit.Cell {
		return kit.Cell{Box: t.Least(least).Most(most), Share: share}
	}
	rows, others := s.Column(kit.ByScale[float32](s.Kit, 2, 2, 1.5)), s.others(19)
	switch { // with nothing written the question has the room
	case s.isIn("latin"):
	case len(s.View.Panel.Candidates) > 0 || !s.View.Question.Typed.Empty():
		rows.Boxes = append(rows.Boxes, s.textsOrMarks(1))
	}
	for i, letters := range letterRows {
		var cells []kit.Cell
		for _, l := range letters {
			cells = append(cells, cell(s.key(string(l)), 1))
		}
		switch i {
		case 1:
			cells = append(cells, cell(s.Key(kit.PadKey{Sends: "erase", Icon: "erase"}, s.press), 1))
		case 2:
			for _, t := range others {
				cells = append(cells, cell(t, 1.15))
			}
		}
		rows.Boxes = append(rows.Boxes, s.Row(2.5, cells...))
	}
	if s.isIn("latin") && !s.View.Question.Typed.Empty() {
		rows.Boxes = append(rows.Boxes, s.spaceRow(13))
	}
	return rows
}

// digitsPad is the number pad, erasing included.
func (s Writing) digitsPad() kit.Box {
	pad := s.NumberPad(s.T("question.clear"), func(key string) { s.press(key) })
	if s.Class() != kit.Small {
		return pad
	}
	var cells []kit.Box
	for _, t := range s.others(42) {
		cells = append(cells, t.Least(18))
	}
	return s.Row(4, kit.Cell{Box: s.smallDigits()}, kit.Cell{Box: s.Column(2, cells...), Width: s.MM(42)})
}

func (s Writing) smallDigits() kit.Box {
	var keys []kit.Box
	for _, d := range "1234567890" {
		keys = append(keys, s.Key(kit.PadKey{Sends: string(d), Text: string(d)}, s.press).Least(20).Most(26))
	}
	keys = append(keys, s.Key(kit.PadKey{Sends: "erase", Icon: "erase"}, s.press).Least(20).Most(26))
	return s.Grid(6, 3, keys...)
}

// inkPad is the sheet with what the strokes may be beside it.
func (s Writing) inkPad() kit.Box {
	p := s.View.Panel
	side := kit.By(s.Kit, kit.ByScale[float32](s.Kit, 154, 150, 126), kit.ByScale[float32](s.Kit, 96, 92, 84), s.smallSheet())
	sheet := s.Sheet(side, s.T("writing.ink-here"), dots(p.Sheet), s.drawn)
	sheetCell := kit.Cell{Box: sheet, Width: s.MM(side)}
	undo := s.Button("key:erase", kit.Secondary, "erase", s.T(s.eraseWords()), "", func() { s.press("erase") }).Least(20)
	marks := kit.Box(s.Row(3, s.markKeys()...))
	if s.isBegun() { // nothing ends a sentence before its character is chosen
		marks = s.rewrite()
	}
	if s.Class() == kit.Portrait {
		return s.Column(3, s.Row(5, sheetCell, kit.Cell{Box: s.characters(2, 3, 40)}), s.Row(3, kit.Cell{Box: marks}, kit.Cell{Box: undo, Share: 0.8}))
	}
	if s.Class() == kit.Landscape {
		beside := s.Column(3, s.characters(4, 2, 26), marks, undo)
		return s.Row(5, sheetCell, kit.Cell{Box: beside})
	}
	tabs := s.Row(2.5)
	for _, t := range s.others(40) {
		tabs.Cells = append(tabs.Cells, kit.Cell{Box: t.Least(17.8)})
	}
	beside := s.Column(2, s.characters(5, 1, 18))
	switch { // before there are words, nothing ends one and nothing is erased but strokes
	case s.isBegun():
		beside.Boxes = append(beside.Boxes, s.Row(2.5, kit.Cell{Box: s.rewrite().Least(18)}, kit.Cell{Box: s.undoKey()}))
	case !s.View.Question.Typed.Empty():
		erase := s.Key(kit.PadKey{Sends: "erase", Icon: "erase"}, s.press).Least(18).Most(20)
		beside.Boxes = append(beside.Boxes, s.Row(2.5, append(s.markKeys()[:3], kit.Cell{Box: erase})...))
	}
	if s.Scale() != kit.Largest || !s.isBegun() || !s.View.Question.Typed.Empty() {
		beside.Boxes = append(beside.Boxes, tabs)
	}
	return s.Row(4, sheetCell, kit.Cell{Box: beside})
}

// smallSheet is lower while the question or a way out stands above it.
func (s Writing) smallSheet() float32 {
	if s.View.Question.Typed.Empty() {
		return kit.ByScale[float32](s.Kit, 57.8, 57.8, 53)
	}
	return kit.ByScale[float32](s.Kit, 61.8, 61.8, 58)
}

// rewrite wipes the sheet, not the text.
func (s Writing) rewrite() *kit.Touch {
	if s.Class() == kit.Small {
		return s.wordKey("key:rewrite", kit.Secondary, "writing.rewrite", func() { s.press("rewrite") })
	}
	return s.Button("key:rewrite", kit.Secondary, "", s.T("writing.rewrite"), "", func() { s.press("rewrite") }).Least(20)
}

func (s Writing) undoKey() *kit.Touch {
	return s.wordKey("key:erase", kit.Secondary, "writing.undo", func() { s.press("erase") }).Least(18)
}

// eraseWords tell what erasing takes back now.
func (s Writing) eraseWords() string {
	if !s.View.Panel.Sheet.Empty() {
		return "writing.undo"
	}
	return "writing.erase"
}

func (s Writing) markKeys() (cells []kit.Cell) {
	for _, m := range hanMarks {
		cells = append(cells, kit.Cell{Box: s.Letter(string(m), s.press).Least(kit.By[float32](s.Kit, 20, 20, 18)).Most(24)})
	}
	return cells
}

// dots show what was written until it is wiped.
func dots(d flow.Drawing) kit.Strokes {
	return func(see func([]kit.Dot)) {
		d.Strokes(func(points []flow.Point) {
			stroke := make([]kit.Dot, 0, len(points))
			for _, p := range points {
				stroke = append(stroke, kit.Dot(p))
			}
			see(stroke)
			clear(stroke)
		})
	}
}

func (s Writing) drawn(stroke []kit.Dot) {
	points := make([]flow.Point, 0, len(stroke))
	for _, d := range stroke {
		points = append(points, flow.Point(d))
	}
	s.Send(flow.Event{Kind: flow.Stroke, Drawn: points})
}

// candidate is one of what was offered.
func (s Writing) candidate(i int, v personal.Value, role kit.Role, least float32) *kit.Touch {
	inside := s.Text(role, v.Reveal()).Regular().In(kit.Ink).Centre().Middle()
	t := s.Touch("text:"+itoa(i), kit.Secondary, s.Row(0, kit.Cell{Box: inside}).Centred(), s.sendValue(flow.PickText, itoa(i)))
	return t.Pad(2, 0, 2, 0).Least(least).Radius(3.5)
}
