package screen

import "station365/kiosk/ui/kit"

// sky is what stands over the houses: where this is, the time, and what is said.
func (s Welcome) sky(said []kit.Box) kit.Box {
	side := s.Margin() / s.Panel().PixelsPerMM
	community := s.Text(kit.Body, s.View.Top.Community).Bold().In(kit.OnNight)
	now, _ := s.now()
	clock := s.Text(kit.Title, now).In(kit.OnNight)
	head := kit.Box(s.Column(0, community, clock)) // the one place where both fit beside the paper
	if !s.cramped() {
		head = s.skyHead(community, clock)
	}
	gap := kit.By[float32](s.Kit, 9, 9, 3)
	return s.Padded(s.Column(gap, append([]kit.Box{head}, said...)...), side, kit.By[float32](s.Kit, 9, 9, 5), side, 0)
}

// skyHead is the head of every other page, in the colours of the night.
func (s Welcome) skyHead(community, clock *kit.TextBox) kit.Box {
	t := s.View.Top
	time := kit.Cell{Box: clock.Right(), Width: clock.Natural() + 1}
	if _, day := s.now(); day != "" {
		date := s.Text(kit.Note, day).In(kit.NightSoft)
		time = kit.Cell{Box: s.Column(0, clock.Right(), date.Right()), Width: max(clock.Natural(), date.Natural()) + 1}
	}
	if s.Class() == kit.Small {
		if t.About { // the time is longer then
			return s.Column(0, community, clock)
		}
		return s.Row(4, kit.Cell{Box: community}, time).Centred()
	}
	names := s.Column(0, community, s.Text(kit.Note, t.Station).In(kit.NightSoft))
	return s.Row(4, kit.Cell{Box: s.Scene("mark", 15).Fixed(), Width: s.MM(15)}, kit.Cell{Box: names}, time).Centred()
}

// week is how this week went here: each lit window of the picture is a case. While
// nothing is settled, it is a greeting.
func (s Welcome) week() []kit.Box {
	w := s.View.Evening
	if w.Settled == 0 {
		return append(s.greeting(), s.open()...)
	}
	n := itoa(w.Settled)
	if s.cramped() {
		return []kit.Box{s.Text(kit.Question, s.T("welcome.settled-short", "n", n)).In(kit.OnNight)}
	}
	number := s.Text(kit.Number, n).In(kit.Lit)
	windows := s.T("welcome.windows", "n", n)
	if s.Class() == kit.Small {
		windows = s.T("welcome.windows-short")
	}
	count := s.Row(3, kit.Cell{Box: number, Width: number.Natural() + 1}, kit.Cell{Box: s.Text(kit.Title, windows).In(kit.OnNight)}).Centred()
	settled := s.Column(0, s.Text(kit.Body, s.T("welcome.settled")).In(kit.NightSoft), count)
	return append([]kit.Box{settled}, s.open()...)
}

// wiped is said over the houses as soon as somebody's time here is over.
func (s Welcome) wiped() []kit.Box {
	role := kit.Question
	if s.cramped() {
		role = kit.Body
	}
	return []kit.Box{s.Text(role, s.T(s.View.Wiped)).In(kit.OnNight)}
}

// open are the cases in hand and the late ones, which are said as plainly.
func (s Welcome) open() []kit.Box {
	w := s.View.Evening
	var cells []kit.Cell
	line := func(l kit.Lamplight, key string, n int) {
		if n == 0 {
			return
		}
		text := s.Text(kit.Note, s.T(key, "n", itoa(n))).In(kit.OnNight)
		wide := kit.By[float32](s.Kit, 6.5, 6.5, 6)
		cells = append(cells, kit.Cell{Box: s.Row(2.2, kit.Cell{Box: s.Window(l, wide, wide*1.15), Width: s.MM(wide)}, kit.Cell{Box: text}).Centred()})
	}
	if s.cramped() {
		return nil
	}
	line(kit.WindowHalf, "welcome.in-hand", w.InHand)
	line(kit.WindowLate, "welcome.late", w.Late)
	if s.Class() == kit.Portrait && s.Scale() == kit.Standard && len(cells) == 2 {
		cells[1].Share = 2
		return []kit.Box{s.Row(6, cells...)}
	}
	var lines []kit.Box
	for _, c := range cells {
		lines = append(lines, c.Box)
	}
	if len(lines) == 0 {
		return nil
	}
	return []kit.Box{s.Column(1, lines...)}
}

// greeting is what is said while there is nothing to count.
func (s Welcome) greeting() []kit.Box {
	if s.cramped() {
		return []kit.Box{s.Text(kit.Question, s.T("welcome.lead-short")).In(kit.OnNight)}
	}
	lead := s.Text(kit.Question, s.T("welcome.lead")).In(kit.OnNight)
	return []kit.Box{s.Column(1, s.Text(kit.Body, s.T(greeting(s.Page, "welcome"))).In(kit.NightSoft), lead)}
}
