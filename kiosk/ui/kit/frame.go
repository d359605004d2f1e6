package kit

import "strconv"

// Head is what the top of every page says.
type Head struct {
	Community, Station string
	Clock, Date        string
	Network            string // in words
	Online             bool
	Tools              []Tool
}

// Tool is one of the small touchables of the top frame.
type Tool struct {
	Name, Icon, Text string
	On               bool // a switch that is on
	Do               func()
}

// Place is one of the four places of the bottom bar; its order never changes.
type Place struct {
	Name, Icon, Text, Note string
	Style                  Style
	After                  bool // the icon stands behind the words
	Asleep                 bool // without use now; Do then says why
	Do                     func()
}

// StepMark is one window of the step line.
type StepMark struct {
	Title     string
	Done, Now bool
	Name      string
	Do        func() // goes back there; nil if that is not possible
}

// Frame is a whole page: head, step line, content, bar.
type Frame struct {
	Head    Head
	Places  [4]Place
	Matter  string // in words before the step count; "" for none
	Steps   []StepMark
	Said    string // why a sleeping place sleeps: shown above the bar, on a small panel in the head's place
	Asks    string // the page's question, for where it is read above a lowered page
	Content Box
	Bare    bool // head and content only, the content reaching all sides: the curtain
}

// Lay draws the frame.
func (k *Kit) Lay(f Frame) *Drawing {
	d := k.NewDrawing()
	if d.asks = f.Asks; len(f.Steps) > 0 {
		d.step = k.said(f)
	}
	whole := Rect{W: k.panel.Width, H: k.panel.Height}
	d.Fill(whole, Paper, 0, None, 0)
	if f.Bare {
		d.Box(f.Content, whole)
		return d
	}
	rest := k.drawHead(d, f, whole)
	rest = k.drawBar(d, f.Places, rest)
	if len(f.Steps) > 0 && k.class != Small { // there the steps stand beside the question
		rest = k.drawSteps(d, f, rest)
	}
	m := k.Margin()
	in := rest.Inset(m, k.MM(By[float32](k, 6, 6, 2.5)), m, k.MM(By[float32](k, 5, 4, 0.8)))
	if f.Said != "" && k.class != Small { // there it takes the place of the head
		said := k.Notice(Stop, "", k.Text(Body, f.Said).Bold())
		var at Rect
		in, at = in.Bottom(said.Height(in.W), k.MM(3))
		d.Box(said, at)
	}
	d.Box(f.Content, in)
	return d
}

// Inside is the size of the content of a page with or without a step line, for
// screens that must page a list before it is drawn.
func (k *Kit) Inside(steps bool) (width, height float32) {
	m := k.Margin()
	h := k.panel.Height - k.headHigh() - k.barHigh() - k.MM(By[float32](k, 11, 10, 3.3))
	if steps && k.class != Small {
		h -= k.stepsHigh()
	}
	return k.panel.Width - 2*m, h
}

func (k *Kit) stepsHigh() float32 {
	if k.scale == Largest {
		return k.MM(22)
	}
	return k.MM(ByScale[float32](k, 3.5, 4, 4)) + k.Text(Note, "0").pitch() + k.MM(22)
}

// drawSteps draws how far the form has come: a lit window for each step done.
func (k *Kit) drawSteps(d *Drawing, f Frame, r Rect) Rect {
	at, rest := r.Top(k.stepsHigh(), 0)
	m := k.Margin()
	in := at.Inset(m, k.MM(By[float32](k, 3.5, 3.5, 1)), m, 0)
	now, number := StepMark{}, 0
	for i, s := range f.Steps {
		if s.Now {
			now, number = s, i+1
		}
	}
	said := k.said(f)
	if k.scale == Largest {
		side := By[float32](k, 14, 13, 9)
		title := k.Row(3, Cell{Box: k.Numbered(WindowNow, side, strconv.Itoa(number)), Width: k.MM(side)},
			Cell{Box: k.Text(Body, now.Title).Bold().In(Indigo)}, Cell{Box: k.Text(Note, said).Right()}).Centred()
		d.Box(title, in)
		return rest
	}
	words := k.Text(Note, said)
	first, windows := in.Top(words.Height(in.W), 0)
	d.Box(words, first)
	k.drawWindows(d, f.Steps, Rect{windows.X, windows.Y, windows.W, k.MM(20)})
	return rest
}

// said is the matter with the step of it; the largest type has no room for both.
func (k *Kit) said(f Frame) string {
	if f.Matter == "" || k.scale == Largest {
		return k.StepCount(f.Steps)
	}
	return f.Matter + k.T("step.of") + k.StepCount(f.Steps)
}

// StepCount says which step of how many it is.
func (k *Kit) StepCount(steps []StepMark) string {
	number := 0
	for i, s := range steps {
		if s.Now {
			number = i + 1
		}
	}
	return k.T("step.count", "n", strconv.Itoa(number), "of", strconv.Itoa(len(steps)))
}

// drawWindows spreads the steps over the line; where the names do not fit, only
// the present step says its name.
func (k *Kit) drawWindows(d *Drawing, steps []StepMark, r Rect) {
	named := true
	wide := k.stepWidths(steps, named)
	if sum(wide)+k.MM(5)*float32(len(steps)-1) > r.W {
		named = false
		wide = k.stepWidths(steps, named)
	}
	dash := (r.W - sum(wide)) / float32(max(1, len(steps)-1))
	x := r.X
	for i, s := range steps {
		if i > 0 {
			c := Hairline
			if steps[i-1].Done {
				c = LampDeep
			}
			d.Fill(Rect{x - dash + k.MM(1.2), r.Y + r.H/2 - k.MM(0.3), dash - k.MM(2.4), k.MM(0.6)}, c, 0, None, 0)
		}
		d.Box(k.step(s, i+1, named || s.Now), Rect{x, r.Y, wide[i], r.H})
		x += wide[i] + dash
	}
}

const (
	stepWindow = 9   // mm
	stepGap    = 1.8 // mm
)

func (k *Kit) stepText(s StepMark) *TextBox {
	if s.Now {
		return k.Text(Body, s.Title).Bold().In(Indigo).Middle()
	}
	t := k.Text(Note, s.Title).Middle()
	if s.Done {
		t.In(Indigo)
	}
	return t
}

func (k *Kit) stepWidths(steps []StepMark, named bool) []float32 {
	wide := make([]float32, len(steps))
	for i, s := range steps {
		wide[i] = k.MM(stepWindow)
		if named || s.Now {
			wide[i] += k.MM(stepGap) + k.stepText(s).Natural() + 1
		}
	}
	return wide
}

func sum(list []float32) (s float32) {
	for _, v := range list {
		s += v
	}
	return s
}

func (k *Kit) step(s StepMark, n int, named bool) Box {
	state := WindowEmpty
	switch {
	case s.Now:
		state = WindowNow
	case s.Done:
		state = WindowLit
	}
	cells := []Cell{{Box: k.Numbered(state, stepWindow, strconv.Itoa(n)), Width: k.MM(stepWindow)}}
	if named {
		cells = append(cells, Cell{Box: k.stepText(s)})
	}
	row := k.Row(stepGap, cells...).Centred()
	if s.Do == nil || !named {
		return row
	}
	t := k.Touch(s.Name, Style{}, row, s.Do).Pad(0, 0, 0, 0)
	t.sill = 0
	return t
}
