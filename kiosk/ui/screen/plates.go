package screen

import (
	"slices"
	"unicode"

	"station365/kiosk/flow"
	"station365/kiosk/ui/kit"
)

// A list of more than fits one page of choices, all of them numbers, is shown as
// plates: like the keys of a number pad they are found, not read, so as many stand
// on a page as a pad has keys.
const (
	mostListed = 6
	mostPlates = 12
	plateLong  = 4 // letters
)

// arePlates tells numbers of houses and flats from names.
func (s Question) arePlates() bool {
	q := s.View.Question
	return len(q.Choices) > mostListed && !slices.ContainsFunc(q.Choices, func(c flow.Choice) bool {
		letters := []rune(c.Text)
		return len(letters) == 0 || len(letters) > plateLong || !unicode.IsDigit(letters[0])
	})
}

// platePages are the pages of a list of plates.
func (s Question) platePages() (leaves []kit.Box) {
	width, height := s.Inside(true)
	columns := s.plateColumns()
	for rows := max(1, mostPlates/columns); rows > 0; rows-- {
		leaves = leaves[:0]
		all := s.View.Question.Choices
		pages := (len(all) + rows*columns - 1) / (rows * columns)
		if s.skipsApart() {
			pages++
		}
		for page := range pages {
			some := all[min(len(all), page*rows*columns):min(len(all), (page+1)*rows*columns)]
			leaves = append(leaves, s.plates(some, columns, s.pager(page, pages)))
		}
		if fit(leaves, width, height) {
			break
		}
	}
	return leaves
}

// plateColumns are the doors of a floor, on a lying glass of two floors or more: the
// upper one is read first. Other numbers stand as on a pad.
func (s Question) plateColumns() int {
	doors := s.View.Question.Columns
	if doors == 0 {
		return kit.By(s.Kit, 3, 4, 6)
	}
	wide := kit.By(s.Kit, 1, 4, 6)
	return doors * max(1, wide/doors)
}

// plates is one page of them. Flats stand as in the house: the upper floor above.
func (s Question) plates(some []flow.Choice, columns int, pager kit.Box) kit.Box {
	if doors := s.View.Question.Columns; doors > 0 {
		floors := slices.Collect(slices.Chunk(some, doors))
		slices.Reverse(floors)
		some = slices.Concat(floors...)
	}
	var boxes []kit.Box
	for _, c := range some {
		boxes = append(boxes, s.plate(c))
	}
	for len(boxes)%columns != 0 {
		boxes = append(boxes, kit.Empty{})
	}
	grid := kit.Box(s.Grid(columns, kit.By[float32](s.Kit, 4, 4, 3), boxes...))
	if len(some) == 0 {
		grid = s.skips()
	}
	if s.Class() == kit.Small {
		width, _ := s.Inside(true)
		return s.Column(s.gap(), append(s.asked("", width), grid, kit.Spring(), s.plateFoot(pager))...)
	}
	if s.Class() == kit.Portrait {
		width, _ := s.Inside(true)
		return s.Column(s.gap(), append(s.asked(s.plateHelp(), width), grid, kit.Spring(), pager, s.skips())...)
	}
	const gap = 8
	width, _ := s.Inside(true)
	side := (width - s.MM(gap)) * 0.42
	words := s.Column(s.gap(), append(s.asked(s.plateHelp(), side), kit.Spring(), s.skips())...)
	return s.Row(gap, kit.Cell{Box: words, Width: side}, kit.Cell{Box: s.Column(s.gap(), grid, kit.Spring(), pager)})
}

// plateHelp leaves the help away: it speaks of typing.
func (s Question) plateHelp() string {
	if s.View.Question.Columns > 0 {
		return ""
	}
	return s.View.Question.Help
}

// skipsApart: large type on a small panel has the ways out on a page of their own.
func (s Question) skipsApart() bool {
	return s.Class() == kit.Small && !s.roomForNotes() && len(s.View.Question.Skips) > 0
}

// plateFoot is what stands below the plates of a small panel.
func (s Question) plateFoot(pager kit.Box) kit.Box {
	ways := s.skips()
	switch {
	case ways == nil, s.skipsApart():
		return pager
	case pager == nil:
		return ways
	}
	return s.Row(4, kit.Cell{Box: ways, Share: 0.5}, kit.Cell{Box: pager})
}

func (s Question) plate(c flow.Choice) kit.Box {
	chosen := s.View.Question.Chosen == c.Value
	return s.Plate("choice:"+c.Value, chosen, c.Text, s.sendValue(flow.Answer, c.Value)).Least(20).Most(kit.By[float32](s.Kit, 43, 43, 30))
}
