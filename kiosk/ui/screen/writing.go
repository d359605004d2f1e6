package screen

import (
	"station365/kiosk/flow"
	"station365/kiosk/personal"
	"station365/kiosk/ui/kit"
)

// Writing is a question that is answered in words: the text so far, what the piece
// in hand may mean, and the pad of the chosen way to write.
type Writing struct{ Page }

// Build draws question and text above the pad, or beside it on a lying glass.
func (s Writing) Build() *kit.Drawing {
	l := last{}
	if q := s.View.Question; q.Typed.Empty() && q.Chosen == "" && !s.isBegun() {
		l.sleep, l.why = true, s.sendValue(flow.AskWhy, "writing.why-empty")
	}
	return s.Lay(s.withProblem(s.inForm(s.frame(s.content(), l))))
}

// isBegun reports whether something was drawn or spelled that is not yet chosen.
func (s Writing) isBegun() bool {
	return !s.View.Panel.Sheet.Empty() || !s.View.Panel.Composing.Empty()
}

// isIn reports whether the panel writes in one of the tab's ways: capitals are
// letters too.
func (s Writing) isIn(tab string) bool {
	mode := s.View.Panel.Mode
	return mode == tab || mode == "capitals" && tab == "latin"
}

// modes are the ways to write, in the order of their places.
var modes = []struct{ name, icon string }{{"ink", "handwriting"}, {"pinyin", "pinyin"}, {"latin", "textsize"}, {"digits", "keypad"}}

func (s Writing) content() kit.Box {
	width, _ := s.Inside(true)
	switch s.Class() {
	case kit.Small:
		return s.Column(s.gap(), s.questionAndText(width), s.pad())
	case kit.Landscape:
		side := s.MM(kit.ByScale[float32](s.Kit, 150, 150, 158))
		parts := append(s.asked(s.View.Question.Help, side), s.text(kit.ByScale(s.Kit, 4, 3, 2)), s.count(), kit.Spring(), s.skips())
		return s.Row(8, kit.Cell{Box: s.Column(s.gap(), parts...), Width: side}, kit.Cell{Box: s.Column(3, s.pad(), kit.Spring(), s.tabs())})
	}
	parts := append(s.asked(s.View.Question.Help, width), kit.Spring(), s.text(kit.ByScale(s.Kit, 4, 2, 2)), s.count(), s.pad(), s.tabs(), s.skips())
	return s.Column(3, parts...)
}

// questionAndText is one row on a small panel; the question goes with the first
// letter.
func (s Writing) questionAndText(width float32) kit.Box {
	if !s.View.Question.Typed.Empty() || !s.View.Panel.Composing.Empty() {
		if s.Scale() == kit.Largest { // the letters need the width
			return s.text(1)
		}
		count := s.count()
		return s.Row(2, kit.Cell{Box: s.text(1)}, kit.Cell{Box: count, Width: count.Natural() + s.MM(1)}).Centred()
	}
	ask := s.headlineIn(s.brief(s.View.Question.Title), width/2)
	if s.asksAbove() {
		return s.Row(4, kit.Cell{Box: s.text(1)}, kit.Cell{Box: s.skips(), Share: 0.8})
	}
	return s.Row(4, kit.Cell{Box: ask}, kit.Cell{Box: s.skips(), Share: 0.8}).Centred()
}

func (s Writing) text(lines int) kit.Box {
	return s.Written(s.View.Question.Typed.Reveal(), s.View.Panel.Composing.Reveal(), s.T("writing.empty"), lines)
}

// count says how much is written, of how much there is room for.
func (s Writing) count() *kit.TextBox {
	n := len([]rune(s.View.Question.Typed.Reveal()))
	return s.Text(kit.Note, s.T("writing.count", "n", itoa(n), "of", itoa(s.View.Question.Max))).Right()
}

// skips are the honest ways out, while nothing is written.
func (s Writing) skips() kit.Box {
	if !s.View.Question.Typed.Empty() || !s.View.Panel.Composing.Empty() {
		return nil
	}
	return Question{s.Page}.skips()
}

// tabs are the ways to write.
func (s Writing) tabs() kit.Box {
	var cells []kit.Cell
	for _, m := range modes {
		cells = append(cells, kit.Cell{Box: s.tab(m.name, m.icon)})
	}
	return s.Row(3, cells...)
}

func (s Writing) tab(name, icon string) *kit.Touch {
	style := kit.Secondary
	if s.isIn(name) {
		style = kit.Switched
	}
	if s.Scale() != kit.Standard || s.Class() == kit.Small {
		icon = ""
	}
	return s.Button("mode:"+name, style, icon, s.T("writing.mode."+name), "", s.sendValue(flow.SetMode, name)).Least(20)
}

// others are the tabs of the ways that are not in use, for a small panel: words, or
// icons where a place of so many mm is too narrow for one of them.
func (s Writing) others(room float32) (tabs []*kit.Touch) {
	words := true
	for _, m := range modes {
		words = words && s.Text(kit.Body, s.T("writing.mode."+m.name)).Bold().Natural() <= s.MM(room-3)
	}
	for _, m := range modes {
		if s.isIn(m.name) {
			continue
		}
		inside := kit.Box(s.Text(kit.Body, s.T("writing.mode."+m.name)).Bold().In(kit.Indigo).Centre())
		if !words {
			inside = s.Icon(m.icon, kit.Indigo, 9)
		}
		tab := s.Touch("mode:"+m.name, kit.Secondary, s.Row(0, kit.Cell{Box: inside}).Centred(), s.sendValue(flow.SetMode, m.name))
		tabs = append(tabs, tab.Pad(1, 0, 1, 0).Radius(3.5))
	}
	return tabs
}

// press sends a key of the panel: a letter is personal, an order is not.
func (s Writing) press(key string) {
	switch key {
	case "erase", "clear", "rewrite":
		s.Send(flow.Event{Kind: flow.Key, Value: key})
	default:
		s.Send(flow.Event{Kind: flow.Key, Text: personal.New(key)})
	}
}

// pad is what the chosen way writes with.
func (s Writing) pad() kit.Box {
	switch {
	case !s.View.Panel.Ready:
		return s.Column(3, s.Notice(kit.Calm, "", s.Text(kit.Body, s.T("writing.wait"))), s.smallTabs())
	case s.View.Panel.Mode == "ink":
		return s.inkPad()
	case s.View.Panel.Mode == "digits":
		return s.digitsPad()
	}
	return s.lettersPad()
}

// smallTabs are the tabs in a row of their own, where a small panel has them in no
// other place.
func (s Writing) smallTabs() kit.Box {
	if s.Class() != kit.Small {
		return nil
	}
	return s.tabs()
}
