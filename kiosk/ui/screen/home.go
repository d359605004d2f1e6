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

// Build draws the doors and the person on duty.
func (s Home) Build() *kit.Drawing {
	var tiles []kit.Box
	for _, d := range doors {
		text := kit.ByScale(s.Kit, "home."+d.name+".text", "home."+d.name+".text", "home."+d.name+".short")
		if s.Class() == kit.Small {
			text = "home." + d.name + ".short"
		}
		tiles = append(tiles, s.Door("door:"+d.name, d.scene, d.icon, s.T("home."+d.name), s.T(text), s.sendValue(d.kind, d.value)))
	}
	greeting := s.Text(kit.Question, s.T(s.greeting()))
	grid := s.Grid(kit.By(s.Kit, 2, 4, 2), 5, tiles...)
	if s.Class() == kit.Landscape {
		side := s.Column(4, greeting, s.Text(kit.Body, s.T("home.lead")), kit.Spring(), s.duty())
		return s.Lay(s.frame(s.Row(10, kit.Cell{Box: side, Width: s.MM(120)}, kit.Cell{Box: grid}), last{}))
	}
	if s.Class() == kit.Small || s.Scale() == kit.Largest {
		return s.Lay(s.frame(s.Column(2, greeting, grid), last{}))
	}
	return s.Lay(s.frame(s.Column(5, greeting, grid, s.duty()), last{}))
}

func (s Home) greeting() string {
	switch h := s.Words().Hour(s.View.Top.Now); {
	case h < 12:
		return "home.morning"
	case h < 18:
		return "home.afternoon"
	}
	return "home.evening"
}

// duty is the person who can be asked.
func (s Home) duty() kit.Box {
	d := s.View.Duty
	line, help := s.T("home.duty", "name", d.Name, "window", d.Window), s.T("home.duty-help")
	if !d.Now {
		line, help = s.T("home.duty-none"), s.T("home.duty-phone", "phone", d.Phone)
	}
	words := s.Column(1, s.Text(kit.Body, line).Bold(), s.Text(kit.Note, help))
	return s.Row(5, kit.Cell{Box: s.Person(d.Face, 20), Width: s.MM(20)}, kit.Cell{Box: words}).Centred()
}
