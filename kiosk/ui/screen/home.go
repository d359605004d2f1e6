package screen

import (
	"station365/kiosk/flow"
	"station365/kiosk/ui/kit"
)

// Home is the six doors. A door without a service behind it is not shown.
type Home struct{ Page }

// door is a way into the house.
type door struct {
	name, scene, icon string
	kind              flow.Kind
	value             string
}

// doors are what this kiosk can do today.
var doors = []door{
	{"matter", "door-matter", "matter", flow.OpenMatters, ""},
	{"speak", "door-speak", "speak", flow.OpenMatter, "concern"},
	{"mycases", "door-mycases", "mycases", flow.OpenCases, ""},
	{"whereabouts", "door-whereabouts", "whereabouts", flow.OpenWhere, ""},
}

// Build draws the doors and the person on duty, as fully as the glass has room.
func (s Home) Build() *kit.Drawing {
	pages := s.fitting(s.with(".text", true), s.with(".short", true), s.with(".short", false), s.with("", false))
	return s.Lay(s.frame(pages[0], last{}))
}

// with is the page with that line below each door ("" for none), and with the
// person or without. The doors lie low, where a hand is.
func (s Home) with(line string, person bool) []kit.Box {
	var tiles []kit.Box
	for _, d := range doors {
		text := ""
		if line != "" {
			text = s.T("home." + d.name + line)
		}
		tiles = append(tiles, s.door(d, text))
	}
	ask, grid, duty := s.ask(), s.Grid(kit.By(s.Kit, 1, 2, 2), 5, tiles...), kit.Box(nil)
	if person {
		duty = s.dutyCard(kit.ByScale[float32](s.Kit, 30, 26, 24))
	}
	switch s.Class() {
	case kit.Landscape:
		side := s.Column(4, ask, s.troubleNotice(), s.lead(), kit.Spring(), duty)
		return []kit.Box{s.Row(10, kit.Cell{Box: side, Width: s.MM(180)}, kit.Cell{Box: grid})}
	case kit.Small:
		return []kit.Box{s.Column(2, s.above(ask), grid)}
	}
	gap := kit.ByScale[float32](s.Kit, 5, 5, 3)
	return []kit.Box{s.Column(gap, s.Column(1, ask, s.lead()), kit.Spring(), s.troubleNotice(), grid, duty)}
}

// door is one way in. Four of them are the height of a standing panel when each is
// as wide as that: the picture keeps its proportions, and the words are read first.
func (s Home) door(d door, text string) kit.Box {
	name, do := "door:"+d.name, s.sendValue(d.kind, d.value)
	if s.Class() != kit.Portrait {
		return s.Door(name, d.scene, d.icon, s.T("home."+d.name), text, do)
	}
	wide := kit.ByScale[float32](s.Kit, 112, 92, 70)
	picture := s.Pictured(d.scene, wide*0.33) // and more, where there is
	if s.Theme() == kit.High {
		side := kit.ByScale[float32](s.Kit, 36, 30, 22)
		picture = s.Row(0, kit.Cell{}, kit.Cell{Box: s.Icon(d.icon, kit.Indigo, side), Width: s.MM(side)}, kit.Cell{}).Centred()
	}
	words := s.Column(1.5, s.Text(kit.By(s.Kit, kit.ByScale(s.Kit, kit.Question, kit.Title, kit.Title), kit.Title, kit.Title), s.T("home."+d.name)).In(kit.Indigo))
	if text != "" {
		words.Boxes = append(words.Boxes, s.Text(kit.Body, text))
	}
	inside := s.Row(7, kit.Cell{Box: picture, Width: s.MM(wide)}, kit.Cell{Box: s.Row(0, kit.Cell{Box: words}).Centred()})
	return s.Touch(name, kit.Secondary, inside, do).Radius(6).Most(78)
}

// ask is the greeting; while somebody goes on to another matter, that what was
// here is wiped.
func (s Home) ask() kit.Box {
	if s.View.Wiped != "" {
		return s.Text(kit.By(s.Kit, kit.Question, kit.Question, kit.Title), s.T(s.View.Wiped)).In(kit.Moss)
	}
	return s.Text(kit.Question, s.brief(greeting(s.Page, "home")))
}

// lead says how to choose; a trouble leaves no room for it.
func (s Home) lead() kit.Box {
	if len(s.troubles()) > 0 || s.Scale() == kit.Largest {
		return nil
	}
	return s.Text(kit.Body, s.T("home.lead"))
}

// above is the greeting of the small panel, or the trouble in its place.
func (s Home) above(ask kit.Box) kit.Box {
	if notice := s.troubleNotice(); notice != nil && s.View.Wiped == "" {
		return notice
	}
	return ask
}

// greeting is the key of the greeting of this hour.
func greeting(p Page, prefix string) string {
	switch h := p.Words().Hour(p.View.Top.Now); {
	case h < 12:
		return prefix + ".morning"
	case h < 18:
		return prefix + ".afternoon"
	}
	return prefix + ".evening"
}
