// Package screen has the kiosk's pages, one small type each: a page is given what
// the flow lets it show and a way to send intents, and is drawn anew for every
// change. A page keeps nothing, starts nothing and knows no other page.
package screen

import (
	"slices"
	"time"

	"station365/kiosk/flow"
	"station365/kiosk/ui/kit"
)

// Screen is one page.
type Screen interface {
	// Build draws the page whole.
	Build() *kit.Drawing
}

// Page is what every page is made from.
type Page struct {
	*kit.Kit
	View flow.View
	Send func(flow.Event)
}

// send is an intent without a value, for a touchable.
func (p Page) send(k flow.Kind) func() { return func() { p.Send(flow.Event{Kind: k}) } }

// sendValue is an intent with a value that is not personal.
func (p Page) sendValue(k flow.Kind, value string) func() {
	return func() { p.Send(flow.Event{Kind: k, Value: value}) }
}

// turn goes to a page of a list.
func (p Page) turn(page int) { p.Send(flow.Event{Kind: flow.Turn, Value: itoa(page)}) }

// last is how the fourth place of the bar reads on a page.
type last struct {
	text  string // string key; "" takes 下一步
	icon  string
	sleep bool // this page needs it asleep whatever the flow says, for why
	why   func()
}

// frame is the page's frame with the usual four places.
func (p Page) frame(content kit.Box, l last) kit.Frame {
	f := kit.Frame{Head: p.head(), Places: p.places(l), Content: content}
	if p.View.Said != "" {
		f.Said = p.brief(p.View.Said)
	}
	if p.asksAbove() {
		f.Asks = p.brief(p.View.Question.Title)
	}
	return f
}

// inForm adds the step line.
func (p Page) inForm(f kit.Frame) kit.Frame {
	if p.View.Matter.Title != "" {
		f.Matter = p.T(p.View.Matter.Title)
	}
	f.Steps = p.steps()
	return f
}

// steps is the step line of the form.
func (p Page) steps() (marks []kit.StepMark) {
	for _, s := range p.View.Steps {
		m := kit.StepMark{Title: p.T(s.Title), Done: s.Done, Now: s.Now, Name: "step:" + s.Field}
		if s.Field != "" {
			m.Do = p.sendValue(flow.Edit, s.Field)
		}
		marks = append(marks, m)
	}
	return marks
}

// asksAbove tells that the question is read above the lowered page.
func (p Page) asksAbove() bool { return p.Lowered() && p.View.Question.Title != "" }

// headline is the page's question; on the small panel the step stands beside it.
func (p Page) headline(text string) kit.Box {
	width, _ := p.Inside(false)
	return p.headlineIn(text, width)
}

// headlineIn is the question where there is less width than the page has; the
// step stands back before the question wraps.
func (p Page) headlineIn(text string, width float32) kit.Box {
	if p.Class() != kit.Small {
		return p.Text(kit.Question, text)
	}
	const gap = 3
	title := p.Text(kit.Title, text).In(kit.Indigo)
	count := p.Text(kit.Note, p.StepCount(p.steps()))
	if len(p.View.Steps) == 0 || title.Natural()+count.Natural()+p.MM(gap)+2 > width {
		return title
	}
	return p.Row(gap, kit.Cell{Box: title}, kit.Cell{Box: count.Right().Middle(), Width: count.Natural() + 2})
}

// head is the top of the page.
func (p Page) head() kit.Head {
	t := p.View.Top
	h := kit.Head{Community: t.Community, Station: t.Station, Network: p.T("top.online"), Online: t.Online}
	h.Clock, h.Date = p.now()
	if p.isPrivate() {
		h.Station = p.T("top.behind")
	}
	if !t.Online {
		h.Network = p.T("top.offline")
	}
	h.Tools = append(p.languageTool(),
		kit.Tool{Name: "tool:size", Icon: "textsize", Text: p.T("top.size"), On: p.View.Look.Scale != string(kit.Standard), Do: p.send(flow.OpenSize)},
		kit.Tool{Name: "tool:sound", Icon: "sound", Text: p.T("top.sound"), On: p.reads(), Do: p.send(flow.Hear)})
	return h
}

// now is the time and the day. While nobody vouches for the clock its time is
// about, and no day is named: the wrong one may be years away.
func (p Page) now() (clock, date string) {
	t := p.View.Top
	clock, date = p.Words().Clock(t.Now), p.Words().Date(t.Now)
	if t.About {
		return p.T("top.about", "time", clock), ""
	}
	return clock, date
}

// languageTool offers the next language by its own name; nothing where there is
// no other.
func (p Page) languageTool() []kit.Tool {
	all := p.View.Top.Languages
	if len(all) < 2 {
		return nil
	}
	next := all[(slices.Index(all, p.View.Look.Language)+1)%len(all)]
	return []kit.Tool{{Name: "tool:language", Icon: "language", Text: p.NameOf(next), Do: p.sendValue(flow.SetLanguage, next)}}
}

// reads tells that pages are read aloud.
func (p Page) reads() bool { return p.View.Look.Sound != "" && p.View.Look.Sound != flow.SoundOff }

// places are the four places of the bar, always in this order.
func (p Page) places(l last) [4]kit.Place {
	v := p.View
	back := kit.Place{Name: "nav:back", Icon: "back", Text: p.T("bar.back"), Style: kit.Secondary, Asleep: !v.Back, Do: p.send(flow.Back)}
	restart := kit.Place{Name: "nav:restart", Icon: "restart", Text: p.T("bar.restart"), Style: kit.Secondary, Asleep: !v.Restart, Do: p.send(flow.Restart)}
	if v.Wipes {
		restart.Note = p.T("bar.restart-wipes")
	}
	help := kit.Place{Name: "nav:help", Icon: "help", Text: p.T("bar.help"), Style: kit.HelpStyle, Do: p.send(flow.CallHelp)}
	p.callOn(&help)
	next := kit.Place{Name: "nav:next", Icon: "next", Text: p.T("bar.next"), Style: kit.Primary, After: true,
		Asleep: !v.Next || l.sleep, Do: p.send(flow.Next)}
	if l.text != "" {
		next.Text = p.T(l.text)
	}
	if l.icon != "" {
		next.Icon = l.icon
	}
	if l.sleep && l.why != nil {
		next.Do = l.why
	}
	return [4]kit.Place{back, restart, help, next}
}

// left is whole seconds, rounded up: a countdown never says 0 while it lasts.
func left(d time.Duration) int { return int((d + time.Second - 1) / time.Second) }
