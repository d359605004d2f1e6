package screen

import (
	"station365/kiosk/flow"
	"station365/kiosk/ui/kit"
)

// SizeAndColour is the page of three sizes of type and two sets of colours; each
// looks like what it gives, and a touch changes the whole kiosk at once.
type SizeAndColour struct{ Page }

// Build draws the choices: sizes above colours, or beside them in landscape.
func (s SizeAndColour) Build() *kit.Drawing {
	gap := kit.By[float32](s.Kit, 5, 4, 1.5)
	sizes := s.Column(gap, s.heading("look.size"), s.sizes())
	colours := s.Column(gap, s.heading("look.colour"), s.colours())
	title := s.headline(s.T("look.title"))
	content := kit.Box(s.Column(gap, title, s.lead(), sizes, colours))
	if s.Class() == kit.Landscape {
		content = s.Column(gap, title, s.lead(), s.Row(10, kit.Cell{Box: sizes, Share: 1.35}, kit.Cell{Box: colours}))
	}
	return s.Lay(s.frame(content, last{text: "look.next", icon: "check"}))
}

func (s SizeAndColour) lead() kit.Box {
	if s.Class() == kit.Small || s.Scale() == kit.Largest {
		return nil
	}
	return s.Text(kit.Body, s.T("look.lead"))
}

func (s SizeAndColour) heading(key string) kit.Box {
	if s.Class() == kit.Small {
		return nil
	}
	return s.Text(kit.Title, s.T(key)).In(kit.Indigo)
}

// sizes are the three sizes; the largest has the widest place.
func (s SizeAndColour) sizes() kit.Box {
	var cells []kit.Cell
	for i, scale := range []kit.Scale{kit.Standard, kit.Large, kit.Largest} {
		k, name := s.AtScale(scale), s.T("look.size."+string(scale))
		sample := kit.Box(k.Text(kit.Title, name).In(kit.Ink))
		if s.Class() != kit.Small {
			sample = s.Column(1, k.Text(kit.Title, s.T("look.sample")).In(kit.Ink), k.Text(kit.Body, s.T("look.sample.body")))
		}
		choice := s.LookChoice("scale:"+string(scale), s.Scale() == scale, sample, name, s.sendValue(flow.SetScale, string(scale)))
		cells = append(cells, kit.Cell{Box: choice, Share: 1 + 0.15*float32(i)})
	}
	return s.Row(kit.By[float32](s.Kit, 4, 4, 3), cells...)
}

// colours are the two sets of colours, each in its own.
func (s SizeAndColour) colours() kit.Box {
	var cells []kit.Cell
	for _, theme := range []kit.Theme{kit.Light, kit.High} {
		k := s.InTheme(theme)
		sample := k.Text(kit.Title, s.T("look.colour."+string(theme)+".sample")).In(kit.Indigo)
		cells = append(cells, kit.Cell{Box: k.LookChoice("theme:"+string(theme), s.Theme() == theme, sample, s.T("look.colour."+string(theme)),
			s.sendValue(flow.SetTheme, string(theme)))})
	}
	return s.Row(kit.By[float32](s.Kit, 4, 4, 3), cells...)
}
