package screen

import (
	"strings"

	"station365/kiosk/flow"
	"station365/kiosk/ui/kit"
)

// Question is one question of the form.
type Question struct{ Page }

// Build draws the question with its choices or its number pad.
func (s Question) Build() *kit.Drawing {
	content := s.digits
	switch s.View.Question.Kind {
	case "digits", "id-number":
	default:
		content = s.choices
	}
	return s.Lay(s.withProblem(s.inForm(s.frame(content(), last{}))))
}

// withProblem says on a small panel, in the head's place, why the answer was
// refused; the others say it below the question.
func (p Page) withProblem(f kit.Frame) kit.Frame {
	if p.Class() == kit.Small && f.Said == "" && p.View.Question.Problem != "" {
		f.Said = p.problem()
	}
	return f
}

// problem is why the answer was refused, in the words for this kind of question.
func (p Page) problem() string {
	q := p.View.Question
	key := q.Problem
	switch {
	case key == "form.required" && (q.Kind == "digits" || q.Kind == "id-number"):
		key = "question.type"
	case key == "form.required":
		key = "question.choose"
	}
	return p.brief(key)
}

// brief is a text in its shorter words, if it has some, where large type on a
// small panel leaves no room for the others.
func (p Page) brief(key string) string {
	if short := key + ".short"; !p.roomForNotes() && p.Words().Has(short) {
		return p.T(short)
	}
	return p.T(key)
}

// asked is the question with why the answer was refused, or else its help.
func (p Page) asked(help string, width float32) []kit.Box {
	q := p.View.Question
	var boxes []kit.Box
	if !p.asksAbove() {
		boxes = append(boxes, p.headlineIn(p.brief(q.Title), width))
	}
	if help != "" && (q.Problem == "" || p.Scale() == kit.Standard) {
		boxes = append(boxes, p.Text(kit.Body, p.T(help)))
	}
	if q.Problem != "" && p.Class() != kit.Small {
		boxes = append(boxes, p.Notice(kit.Stop, "", p.Text(kit.Body, p.problem()).Bold()))
	}
	return boxes
}

func (s Question) why() kit.Box {
	if w := s.View.Question.Why; w != "" && s.Scale() == kit.Standard && s.Class() != kit.Small {
		return s.Notice(kit.Calm, "", s.Text(kit.Body, s.T(w)))
	}
	return nil
}

// choices is the list, on as many pages as it needs.
func (s Question) choices() kit.Box {
	q := s.View.Question
	if s.arePlates() {
		leaves := s.platePages()
		return leaves[min(s.View.Page, len(leaves)-1)]
	}
	leaves := s.listPages(append(append([]flow.Choice{}, q.Choices...), q.Skips...))
	return leaves[min(s.View.Page, len(leaves)-1)]
}

// listPages are the pages of the list. One holds at most what the eye takes in
// (look: six, four in the largest type), fewer where long ones need the height;
// what is too long even for half the width has it whole.
func (s Question) listPages(all []flow.Choice) (leaves []kit.Box) {
	width, height := s.Inside(true)
	columns := kit.By(s.Kit, 1, 2, 2)
	most := kit.ByScale(s.Kit, 6, kit.By(s.Kit, 6, 6, 4), kit.By(s.Kit, 4, 4, 2))
	if s.Lowered() {
		most = kit.ByScale(s.Kit, 6, 6, 4)
	}
	for per := most; per > 0; per -= columns {
		leaves = s.shared(all, per, columns)
		if fit(leaves, width, height) {
			return leaves
		}
	}
	return s.shared(all, 1, 1)
}

// shared is the list shared out over pages.
func (s Question) shared(all []flow.Choice, per, columns int) (leaves []kit.Box) {
	pages := max(1, (len(all)+per-1)/per)
	for page := range pages {
		some := all[page*per : min(len(all), (page+1)*per)]
		leaves = append(leaves, s.list(some, columns, s.pager(page, pages)))
	}
	return leaves
}

// list is one page of choices below or beside the question.
func (s Question) list(some []flow.Choice, columns int, pager kit.Box) kit.Box {
	q := s.View.Question
	var boxes []kit.Box
	for _, c := range some {
		text := c.Text
		if text == "" {
			text = s.T(c.Title)
		}
		boxes = append(boxes, s.Choice("choice:"+c.Value, q.Chosen == c.Value, c.Icon, text, "", s.sendValue(flow.Answer, c.Value)))
	}
	if len(some) == 0 {
		boxes = append(boxes, s.Notice(kit.Stop, "", s.Text(kit.Body, s.T("question.unavailable"))))
	}
	if s.Class() == kit.Landscape {
		side := kit.ByScale[float32](s.Kit, 150, 150, 158)
		words := s.Column(s.gap(), append(s.asked(q.Help, s.MM(side)), kit.Spring(), s.why())...)
		list := s.Column(s.gap(), s.Grid(columns, 4, boxes...), kit.Spring(), pager)
		return s.Row(10, kit.Cell{Box: words, Width: s.MM(side)}, kit.Cell{Box: list})
	}
	help := q.Help
	if s.Scale() == kit.Largest || s.Class() == kit.Small {
		help = ""
	}
	width, _ := s.Inside(true)
	parts := append(s.asked(help, width), s.Grid(columns, kit.By[float32](s.Kit, 4, 4, 3), boxes...), kit.Spring(), pager, s.why())
	return s.Column(s.gap(), parts...)
}

// digits is the field with the number pad and the honest ways out.
func (s Question) digits() kit.Box {
	q := s.View.Question
	typed := q.Typed.Reveal()
	if q.Masked {
		typed = s.Dots(typed)
	}
	field, ways, help := s.Field(typed, s.lacking()), s.skips(), q.Help
	press := func(key string) { s.Send(flow.Event{Kind: flow.Key, Value: key}) }
	pad := s.NumberPad(s.T("question.clear"), press)
	if q.Kind == "id-number" {
		lacking := s.lacking()
		if s.isNarrow() {
			lacking = ""
		}
		field, pad = s.Field(s.lastFour(), lacking), s.IDPad(press)
	}
	width, height := s.Inside(true)
	if s.Class() == kit.Portrait {
		return s.Column(4, append(s.asked(help, width), field, s.hidden(), pad, ways)...)
	}
	if s.Class() == kit.Small && (ways != nil || !s.roomForNotes()) {
		help = ""
	}
	const gap = 8
	width = (width - s.MM(gap)) * kit.By[float32](s.Kit, 0.5, 0.5, 0.53)
	asked := s.asked(help, width)
	side := s.Column(s.gap(), append(asked, field, s.hidden(), kit.Spring(), ways)...)
	switch {
	case side.Height(width) <= height:
	case q.Typed.Empty(): // the first key brings the field
		side = s.Column(s.gap(), append(asked, kit.Spring(), ways)...)
	default:
		side = s.Column(s.gap(), append(asked, field)...)
	}
	return s.Row(gap, kit.Cell{Box: side, Width: width}, kit.Cell{Box: pad})
}

// lacking is how much is still to type.
func (s Question) lacking() string {
	q := s.View.Question
	n := q.Min - len([]rune(q.Typed.Reveal()))
	switch {
	case n <= 0, q.Min == 1:
		return ""
	case q.Max > q.Min:
		return s.T("question.at-least", "n", itoa(q.Min))
	}
	return s.T("question.missing", "n", itoa(n))
}

// skips are the honest ways out; large type on a small panel stands them one below
// the other.
func (s Question) skips() kit.Box {
	var ways []kit.Box
	for _, c := range s.View.Question.Skips {
		ways = append(ways, s.Button("choice:"+c.Value, kit.Secondary, "", s.T(c.Title), "", s.sendValue(flow.Answer, c.Value)).Least(20))
	}
	if len(ways) == 0 {
		return nil
	}
	columns := len(ways)
	if !s.roomForNotes() {
		columns = 1
	}
	return s.Grid(columns, kit.By[float32](s.Kit, 4, 4, 3), ways...)
}

// hidden says why dots stand among the figures.
func (s Question) hidden() kit.Box {
	if !s.View.Question.Masked || s.Scale() != kit.Standard || s.Class() == kit.Small {
		return nil
	}
	if s.View.Question.Kind == "id-number" {
		return s.marked("lock", s.T("manual.id-number.masked"))
	}
	return s.marked("lock", s.T("question.masked"))
}

// isNarrow: the field stands beside the pad, too narrow for 18 characters.
func (s Question) isNarrow() bool {
	return s.Class() == kit.Small || s.Class() == kit.Landscape && s.Scale() != kit.Standard
}

// lastFour is an ID number while it is typed: whoever stands behind reads four of
// it.
func (s Question) lastFour() string {
	typed := []rune(s.View.Question.Typed.Reveal())
	switch {
	case len(typed) <= 4:
		return string(typed)
	case s.isNarrow(): // no room for all those dots
		return "…" + string(typed[len(typed)-4:]) + "  " + itoa(len(typed)) + "/" + itoa(s.View.Question.Max)
	}
	return strings.Repeat("*", len(typed)-4) + string(typed[len(typed)-4:])
}

// pager is the way through a long list; nil when one page holds it.
func (p Page) pager(page, pages int) kit.Box {
	count := "page.count"
	if p.Scale() != kit.Standard {
		count = "page.count-short"
	}
	return p.Pager(kit.Pager{Page: page, Pages: pages, Back: p.T("page.previous"), Forward: p.T("page.next"),
		Count: p.T(count, "n", itoa(page+1), "of", itoa(pages)), Turn: p.turn})
}
