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

// Build draws the doors and the person on duty; the doors lie low, where a hand
// is.
func (s Home) Build() *kit.Drawing {
	var tiles []kit.Box
	for _, d := range doors {
		tiles = append(tiles, s.Door("door:"+d.name, d.scene, d.icon, s.T("home."+d.name), s.doorText(d), s.sendValue(d.kind, d.value)))
	}
	ask := s.Text(kit.Question, s.T(greeting(s.Page, "home")))
	grid := s.Grid(2, 5, tiles...)
	switch s.Class() {
	case kit.Landscape:
		side := s.Column(4, ask, s.troubleNotice(), s.lead(), kit.Spring(), s.person())
		return s.Lay(s.frame(s.Row(10, kit.Cell{Box: side, Width: s.MM(180)}, kit.Cell{Box: grid}), last{}))
	case kit.Small:
		return s.Lay(s.frame(s.Column(2, s.above(ask), grid), last{}))
	}
	gap := kit.ByScale[float32](s.Kit, 5, 5, 3)
	return s.Lay(s.frame(s.Column(gap, s.Column(1, ask, s.lead()), kit.Spring(), s.troubleNotice(), grid, s.person()), last{}))
}

// person is who is on duty, where there is room.
func (s Home) person() kit.Box {
	if s.Scale() == kit.Largest && (s.Class() == kit.Portrait || len(s.troubles()) > 0) {
		return nil
	}
	return s.dutyCard(kit.ByScale[float32](s.Kit, 30, 26, 24))
}

// doorText is what stands below a door's name.
func (s Home) doorText(d door) string {
	if s.Class() == kit.Small && s.Scale() != kit.Standard {
		return ""
	}
	if s.Class() == kit.Small || s.Scale() == kit.Largest {
		return s.T("home." + d.name + ".short")
	}
	return s.T("home." + d.name + ".text")
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
	if notice := s.troubleNotice(); notice != nil {
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
