package screen

import (
	"strconv"
	"strings"
	"time"

	"station365/kiosk/ui/kit"
)

// health is how the machine is, what matters most first; nothing is said where the
// notices of what does not work say enough.
type health struct {
	icon string
	ink  kit.Colour
	said []string
}

// foot is how the machine is, where it is, and what somebody who rings about this
// machine must say.
func (s Welcome) foot() kit.Box {
	machine := s.Text(kit.Note, s.T("welcome.machine", "kiosk", s.View.Top.Kiosk)).Right()
	phone := s.Text(kit.Note, s.T("welcome.phone", "phone", s.View.Station.Phone))
	last := kit.Cell{Box: machine, Width: machine.Natural() + 1}
	below := s.Row(4, kit.Cell{Box: phone}, last)
	room := s.Panel().Width - 2*s.Margin()
	if s.Class() == kit.Landscape {
		room *= 0.5
	}
	h := s.health()
	if len(h.said) == 0 {
		return below
	}
	all := s.healthLine(h)
	switch {
	case all.Width+phone.Natural()+last.Width+s.MM(10) <= room:
		return s.Row(4, all, kit.Cell{Box: phone.Centre()}, last)
	case s.Scale() == kit.Standard && len(h.said) > 1 && all.Width <= room:
		return s.Column(2, s.Row(0, all, kit.Cell{}), below)
	}
	for all.Width+last.Width+s.MM(5) > room && len(h.said) > 1 {
		h.said = h.said[:len(h.said)-1]
		all = s.healthLine(h)
	}
	return s.Row(4, all, kit.Cell{}, last)
}

// healthLine is what whoever keeps the machine reads in passing.
func (s Welcome) healthLine(h health) kit.Cell {
	side := kit.ByScale[float32](s.Kit, 7, 8, 9)
	words := s.Text(kit.Note, strings.Join(h.said, s.T("health.and"))).Bold().In(h.ink)
	sign := s.Row(2, kit.Cell{Box: s.Icon(h.icon, h.ink, side), Width: s.MM(side)}, kit.Cell{Box: words, Width: words.Natural() + 1}).Centred()
	return kit.Cell{Box: sign, Width: words.Natural() + s.MM(side+3) + 2}
}

func (s Welcome) health() health {
	switch list := s.troubles(); {
	case s.View.Top.About:
		return health{"clock", kit.Persimmon, []string{s.T("trouble.clock.least")}}
	case len(list) == 1 && list[0].icon == "networkoff" && s.View.Health.Waiting > 0:
		return health{"networkoff", kit.Persimmon, s.day()}
	case len(list) > 0:
		return health{}
	}
	return health{"check", kit.Moss, s.day()}
}

// day is how this machine's day goes: the line to the centre, what became of what it
// took in, the paper.
func (s Welcome) day() []string {
	h := s.View.Health
	said := []string{s.away(h.Away)}
	switch {
	case h.Waiting > 0:
		said = append(said, s.T("health.waiting", "n", strconv.Itoa(h.Waiting)))
	case h.Arrived && h.Away >= time.Minute:
		said = append(said, s.T("health.arrived"))
	}
	if h.Slips > 0 {
		said = append(said, s.T("health.slips", "n", strconv.Itoa(h.Slips)))
	}
	return said
}

// away says for how long of today the centre was not there.
func (s Welcome) away(t time.Duration) string {
	hours, minutes := strconv.Itoa(int(t/time.Hour)), strconv.Itoa(int(t%time.Hour/time.Minute))
	switch {
	case t < time.Minute && !s.View.Top.Online: // its first minute
		return s.T("top.offline")
	case t < time.Minute:
		return s.T("welcome.fine")
	case t < time.Hour:
		return s.T("health.away", "n", minutes)
	case minutes == "0":
		return s.T("health.away-whole-hours", "n", hours)
	case s.Scale() == kit.Largest:
		return s.T("health.away-over-hours", "n", hours)
	}
	return s.T("health.away-hours", "hours", hours, "n", minutes)
}
