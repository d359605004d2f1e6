package screen

import (
	"slices"

	"station365/kiosk/flow"
	"station365/kiosk/ui/kit"
)

// SizeAndColour is where a resident sets the kiosk for her eyes, her reach and her
// ears; each choice looks like what it gives, and a touch changes the whole kiosk
// at once.
type SizeAndColour struct{ Page }

// Build draws what is seen on the first pages and what is heard on the last: one of
// each, or more where type is large on a low glass.
func (s SizeAndColour) Build() *kit.Drawing {
	seen := s.first(
		[]kit.Box{s.seen(s.lead("look.lead"), s.sizes(), s.colours(), s.reach())},
		[]kit.Box{s.seen(nil, s.sizes(), s.colours(), s.reach())},
		[]kit.Box{s.seen(nil, s.sizes(), nil, nil), s.seen(nil, nil, s.colours(), s.reach())},
		[]kit.Box{s.seen(nil, s.sizes(), nil, nil), s.seen(nil, nil, s.colours(), nil), s.seen(nil, nil, nil, s.reach())})
	heard := s.first(
		[]kit.Box{s.heard(s.lead("look.hear.lead"), s.volumes())},
		[]kit.Box{s.heard(nil, s.volumes())},
		[]kit.Box{s.heard(nil, s.volumes()[:2]), s.heard(nil, s.volumes()[2:])})
	pages := slices.DeleteFunc(slices.Concat(seen, heard), func(b kit.Box) bool { return b == nil })
	page := min(s.View.Page, len(pages)-1)
	return s.Lay(s.frame(s.Column(s.gap(), pages[page], s.pager(page, len(pages))), last{text: "look.next", icon: "check"}))
}

// first is the first arrangement of which every page fits the glass above a pager,
// and the last one if none does.
func (s SizeAndColour) first(arrangements ...[]kit.Box) (pages []kit.Box) {
	for _, pages = range arrangements {
		tooHigh := func(b kit.Box) bool { return !s.fits(s.Column(s.gap(), b, s.pager(0, 2))) }
		if !slices.ContainsFunc(pages, tooHigh) {
			return pages
		}
	}
	return pages
}

// seen is a page for the eyes with some of the choices; in landscape colours and
// reach stand beside the sizes, or beside each other.
func (s SizeAndColour) seen(lead, sizes, colours, reach kit.Box) kit.Box {
	if sizes == nil && colours == nil && reach == nil {
		return nil
	}
	title := s.headline(s.T("look.title"))
	groups := [3]kit.Box{s.group("look.size", sizes), s.group("look.colour", colours), s.group("look.low", reach)}
	const wider = 1.35
	switch {
	case s.Class() != kit.Landscape || colours == nil:
	case sizes != nil:
		side := s.Column(s.gap(), groups[1], groups[2])
		return s.Column(s.gap(), title, lead, s.Row(10, kit.Cell{Box: groups[0], Share: wider}, kit.Cell{Box: side}))
	case reach != nil:
		return s.Column(s.gap(), title, lead, s.Row(10, kit.Cell{Box: groups[1], Share: wider}, kit.Cell{Box: s.Column(0, groups[2], kit.Spring())}))
	}
	gap := s.gap()
	if sizes != nil && (colours != nil || reach != nil) || colours != nil && reach != nil {
		gap = s.apart()
	}
	return s.Column(gap, title, lead, groups[0], groups[1], groups[2], kit.Spring())
}

// heard is a page for the ears; its choices lie low, where a hand is.
func (s SizeAndColour) heard(lead kit.Box, volumes []kit.Box) kit.Box {
	columns := kit.By(s.Kit, 1, 2, 2)
	pagerApart := s.Space(s.apart() - s.gap())
	return s.Column(s.gap(), s.headline(s.brief("look.hear")), lead, kit.Spring(), s.Column(0, s.Grid(columns, kit.By[float32](s.Kit, 5, 5, 3), volumes...), pagerApart))
}

func (s SizeAndColour) lead(key string) kit.Box {
	if s.Class() == kit.Small || s.Scale() == kit.Largest {
		return nil
	}
	return s.Text(kit.Body, s.T(key))
}

// group is a heading over its choices; the small panel has no room for headings.
func (s SizeAndColour) group(heading string, choices kit.Box) kit.Box {
	if choices == nil || s.Class() == kit.Small {
		return choices
	}
	return s.Column(kit.By[float32](s.Kit, 3, 3, 1.5), s.Text(kit.Title, s.T(heading)).In(kit.Indigo), choices)
}

// sizes are the three sizes; the largest has the widest place, unless their names
// need all there is.
func (s SizeAndColour) sizes() kit.Box {
	var cells []kit.Cell
	wider := kit.ByScale(s.Kit, 0.15, 0.15, kit.By[float32](s.Kit, 0, 0, 0.15))
	for i, scale := range []kit.Scale{kit.Standard, kit.Large, kit.Largest} {
		k, name := s.AtScale(scale), s.T("look.size."+string(scale))
		sample := kit.Box(k.Text(kit.Title, name).In(kit.Ink))
		if s.Class() != kit.Small {
			sample = s.Column(1, k.Text(kit.Title, s.T("look.sample")).In(kit.Ink), k.Text(kit.Body, s.T("look.sample.body")))
		}
		choice := s.LookChoice("scale:"+string(scale), s.Scale() == scale, sample, name, s.sendValue(flow.SetScale, string(scale)))
		cells = append(cells, kit.Cell{Box: choice, Share: 1 + wider*float32(i)})
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

// reach brings every control into the lower part of the glass, or back; a panel
// that is low as it is has nothing to bring.
func (s SizeAndColour) reach() kit.Box {
	if s.Class() == kit.Small && !s.Lowered() {
		return nil
	}
	on, help := "on", s.T("look.low.help")
	if s.Lowered() {
		on = "off"
	}
	if s.Class() == kit.Small || s.Scale() == kit.Largest {
		help = ""
	}
	return s.Choice("low:"+on, s.Lowered(), "lowscreen", s.T("look.low.on"), help, s.sendValue(flow.SetLow, on)).Most(kit.By[float32](s.Kit, 36, 36, 26))
}

// volumes are whether pages are read aloud, and how loud.
func (s SizeAndColour) volumes() (choices []kit.Box) {
	now := s.View.Look.Sound
	if now == "" {
		now = flow.SoundOff
	}
	for _, v := range []string{flow.SoundOff, flow.SoundSoft, flow.SoundMiddle, flow.SoundLoud} {
		note := ""
		if v == flow.SoundOff && s.Class() != kit.Small && s.Scale() != kit.Largest {
			note = s.T("look.read.off.help")
		}
		choices = append(choices, s.Choice("sound:"+v, now == v, soundIcons[v], s.T("look.read."+v), note, s.sendValue(flow.SetSound, v)))
	}
	return choices
}

// soundIcons have as many arcs as there is to hear.
var soundIcons = map[string]string{flow.SoundOff: "soundoff", flow.SoundSoft: "soundsoft", flow.SoundMiddle: "soundmiddle", flow.SoundLoud: "sound"}
