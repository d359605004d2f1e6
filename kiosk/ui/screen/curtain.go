package screen

import (
	"station365/kiosk/flow"
	"station365/kiosk/ui/kit"
)

// AskRestart asks before something of the resident's is wiped.
type AskRestart struct{ Page }

// Build draws the question; the safe answer stands left.
func (s AskRestart) Build() *kit.Drawing {
	high := kit.By[float32](s.Kit, 32, 30, 22)
	safe := s.Button("stay", kit.Primary, "", s.T("restart.stay"), "", s.send(flow.Back)).Least(high)
	wipe := s.Button("confirm", kit.Secondary, "", s.T("restart.confirm"), "", s.send(flow.Confirm)).Least(high)
	dialog := s.Dialog(s.T("restart.title"), s.T("restart.text"), safe, wipe)
	help := s.help(20)
	side, top := s.Margin()/s.MM(1), s.Margin()/s.MM(1)
	if s.Class() == kit.Landscape {
		side = kit.ByScale[float32](s.Kit, 90, 70, 50)
	}
	return s.Lay(kit.Frame{Bare: true, Content: s.Padded(s.Column(kit.By[float32](s.Kit, 8, 6, 2), kit.Spring(), dialog, kit.Spring(), help), side, top, side, top)})
}

// IdleWarning covers the page with night: what stood there is dropped, not
// veiled, and no name stands on it.
type IdleWarning struct{ Page }

// windows is how many seconds the curtain counts.
const windows = 30

// Build draws a window for each second that is left.
func (s IdleWarning) Build() *kit.Drawing {
	seconds := left(s.View.Left)
	title := s.Text(kit.By(s.Kit, kit.Number, kit.Question, kit.Question), s.T("idle.title")).In(kit.OnNight).Centre()
	text := s.Text(kit.Label, s.T("idle.text", "seconds", itoa(seconds))).In(kit.OnNight).Regular().Centre()
	anywhere := s.Text(kit.Note, s.T("idle.anywhere")).In(kit.OnNight).Centre()
	here := kit.Cell{Box: s.Text(kit.Question, s.T("idle.stay")).In(kit.OnLamp).Centre()}
	button := s.Touch("stay", kit.HelpStyle, s.Row(0, here).Centred(), s.send(flow.Touched)).
		Radius(8).Least(kit.By[float32](s.Kit, 48, 36, 24))
	var content kit.Box
	count := s.seconds(seconds)
	switch s.Class() {
	case kit.Portrait:
		content = s.Column(8, title, text, count, s.Text(kit.Note, s.T("idle.windows")).In(kit.NightSoft).Centre(), kit.Spring(), button, anywhere)
	case kit.Landscape:
		side := s.Column(s.gap(), kit.Spring(), title, text, kit.Spring(), button, anywhere)
		content = s.Row(14, kit.Cell{Box: side}, kit.Cell{Box: count, Width: s.MM(216)})
	default:
		content = s.Column(2, title, text, kit.Spring(), count, kit.Spring(), button, anywhere)
	}
	return s.curtain(kit.Night, content, s.send(flow.Touched))
}

// seconds are the windows, in the middle of their place.
func (s IdleWarning) seconds(n int) kit.Box {
	return s.Row(0, kit.Cell{Box: s.Countdown(n, windows)}).Centred()
}

// TakeCard asks for the card that still lies on the reader.
type TakeCard struct{ Page }

// Build draws a page that is seen from the door.
func (s TakeCard) Build() *kit.Drawing {
	ask, there := "take.title", "take.where"
	if !s.View.CardLies { // the reader cannot tell: its owner can
		ask, there = "take.ask", "take.look"
	}
	title := s.Text(kit.By(s.Kit, kit.Number, kit.Number, kit.Question), s.T(ask)).In(kit.OnLamp).Centre()
	where := kit.Box(s.Text(kit.Label, s.T(there)).In(kit.OnLamp).Regular().Centre())
	if at := s.View.Housing.Reader; at != "" {
		where = s.toward(s.Text(kit.By(s.Kit, kit.Title, kit.Title, kit.Label), s.where(readerPart, at)).In(kit.OnLamp).Centre(), at, kit.OnLamp)
	}
	wiped := s.Text(kit.Label, s.T("take.wiped")).In(kit.OnLamp).Centre()
	after := s.Text(kit.Body, s.T("take.left", "seconds", itoa(left(s.View.Left)))).In(kit.OnLamp).Centre()
	high := kit.By[float32](s.Kit, 34, 30, 20)
	taken := s.Button("nav:next", kit.Secondary, "", s.T("take.gone"), "", s.send(flow.Next)).Least(high)
	ways := kit.Box(s.Row(4, kit.Cell{Box: s.onLamp(high)}, kit.Cell{Box: taken, Share: 1.6}))
	if s.cramped() { // what must be said, and what can be done
		side := s.Column(s.gap(), kit.Spring(), title, s.briefly(), kit.Spring(), wiped, s.Column(s.apart(), taken, s.onLamp(high)))
		return s.curtain(kit.Lamp, s.Row(10, kit.Cell{Box: s.taking()}, kit.Cell{Box: side, Share: 1.4}), nil)
	}
	var content kit.Box
	if s.Class() == kit.Portrait {
		content = s.Column(8, title, where, s.taking(), wiped, after, ways)
	} else {
		side := s.Column(s.gap(), kit.Spring(), title, where, kit.Spring(), wiped, after, ways)
		content = s.Row(10, kit.Cell{Box: s.taking()}, kit.Cell{Box: side, Share: 1.4})
	}
	return s.curtain(kit.Lamp, content, nil)
}

// briefly is where the card lies, in few words; nil where nobody has said.
func (s TakeCard) briefly() kit.Box {
	at := s.View.Housing.Reader
	if at == "" {
		return nil
	}
	return s.toward(s.Text(kit.Body, s.where(onlyPlace, at)).In(kit.OnLamp).Bold().Centre(), at, kit.OnLamp)
}

// onLamp is the help place where the ground has its colour.
func (s TakeCard) onLamp(high float32) kit.Box {
	return s.Button("nav:help", kit.Secondary, "help", s.T("bar.help"), "", s.send(flow.CallHelp)).Least(high)
}

// help is the place of the bar that no page is without.
func (p Page) help(high float32) kit.Box {
	place := kit.Place{Icon: "help", Text: p.T("bar.help")}
	p.callOn(&place)
	return p.Button("nav:help", kit.HelpStyle, place.Icon, place.Text, "", p.send(flow.CallHelp)).Least(high)
}

// taking is the card going up from the reader.
func (s TakeCard) taking() kit.Box {
	if s.Theme() == kit.High {
		return s.Card(s.Icon("idcard", kit.Indigo, kit.By[float32](s.Kit, 80, 80, 40))).Middle().Fills()
	}
	return s.Card(s.Scene("card-take", kit.By[float32](s.Kit, 110, 100, 40))).On(kit.LampWash)
}

// curtain is one opaque ground over the whole glass; anywhere, if there is any,
// answers a touch at any place of it.
func (p Page) curtain(ground kit.Colour, content kit.Box, anywhere func()) *kit.Drawing {
	m := p.Margin()
	d := p.NewDrawing()
	whole := kit.Rect{W: p.Panel().Width, H: p.Panel().Height}
	d.Fill(whole, ground, 0, kit.None, 0)
	if anywhere != nil {
		d.Box(p.Touch("anywhere", kit.Style{}, nil, anywhere), whole)
	}
	top := p.MM(kit.By[float32](p.Kit, 26, 14, 6))
	bottom := p.MM(kit.By[float32](p.Kit, 18, 12, 6))
	d.Box(content, whole.Inset(m, top, m, bottom))
	return d
}
