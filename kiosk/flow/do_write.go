package flow

import (
	"context"
	"slices"
	"strconv"
	"unicode/utf8"

	"station365/kiosk/input"
	"station365/kiosk/input/ink"
	"station365/kiosk/personal"
)

// isWriting: the question on the glass is answered in words.
func (v *Visit) isWriting(Event) bool {
	if v.state != Filling && v.under != Filling || v.form == nil {
		return false
	}
	pages := v.form.Pages()
	return v.at < len(pages) && pages[v.at].IsWritten()
}

// isUnfinished: what is being composed would be lost.
func (v *Visit) isUnfinished() bool {
	return v.panel != nil && v.isWriting(Event{}) && v.panel.Unfinished()
}

// openPanel makes the panel ready. Its engines are loaded beside the visit; until
// then letters and digits can be written.
func (v *Visit) openPanel() {
	if v.panel != nil {
		v.panel.Drop()
		return
	}
	v.panel = input.NewPanel()
	v.person().Hold(v.panel)
	load := v.flow.opts.Writing
	if load == nil {
		v.panel.SetMode(input.Latin)
		return
	}
	v.flow.later(func(context.Context) Event {
		engines, err := load()
		if err != nil {
			v.flow.opts.Logger.Error("input panel", "err", err)
			return Event{Kind: PanelReady}
		}
		return Event{Kind: PanelReady, data: engines}
	})
}

// panelReady gives the panel its engines; where they could not be loaded, letters
// and the honest ways out are left.
func (v *Visit) panelReady(e Event) {
	engines, ok := e.data.(*input.Engines)
	switch {
	case v.panel == nil:
	case ok:
		v.panel.Use(engines)
	default:
		v.panel.SetMode(input.Latin)
	}
}

// setMode writes on in another way. What was spelled until then takes its best words:
// whoever goes to the figures behind it means it; a character half drawn is dropped.
func (v *Visit) setMode(e Event) {
	m := input.Mode(e.Value)
	if !slices.Contains(input.Modes(), m) || m == v.panel.Mode() {
		return
	}
	v.texts, v.trouble = 0, ""
	if spelled := v.panel.Composing(); !spelled.Empty() {
		spelled.Wipe()
		best := v.panel.Best()
		v.add(best.Reveal())
		best.Wipe()
	}
	v.panel.SetMode(m)
}

// drawStroke writes by hand.
func (v *Visit) drawStroke(e Event) {
	points := make([]ink.Point, 0, len(e.Drawn))
	for _, p := range e.Drawn {
		points = append(points, ink.Point(p))
	}
	v.texts, v.trouble = 0, ""
	v.panel.Stroke(points)
	clear(points)
	clear(e.Drawn)
}

func (v *Visit) pickText(e Event) {
	i, err := strconv.Atoi(e.Value)
	if err != nil {
		return
	}
	picked := v.panel.Pick(i)
	defer picked.Wipe()
	v.texts, v.trouble = 0, ""
	v.add(picked.Reveal())
}

func (v *Visit) turnTexts(e Event) {
	if n, err := strconv.Atoi(e.Value); err == nil {
		v.texts = max(0, n)
	}
}

// write takes a key of the panel: the piece that is being composed comes first, the
// text after it. A mark or figure behind a piece that was not chosen takes the best
// there is for it: it may not stand before words that were written earlier.
func (v *Visit) write(e Event) {
	v.texts = 0
	switch {
	case e.Value == "clear":
		v.panel.Drop()
		v.retype("")
	case e.Value == "rewrite":
		v.panel.Drop()
	case e.Value == "erase" && v.panel.Erase():
	case e.Value == "erase":
		old := v.typed.Reveal()
		_, n := utf8.DecodeLastRuneInString(old)
		v.retype(old[:len(old)-n])
	case v.panel.Letter(e.Text.Reveal()):
	default:
		best := v.panel.Best()
		v.add(best.Reveal() + e.Text.Reveal())
		best.Wipe()
	}
	e.Text.Wipe()
}

// add puts words at the end of the text, as many as there is room for. The text
// is normal from then on: what looks the same is the same.
func (v *Visit) add(words string) {
	text := []rune(input.Normal(v.typed.Reveal() + words))
	if most := v.form.Pages()[v.at].MaxRunes; len(text) > most {
		text = text[:most]
		v.trouble = "form.too-many-words"
	}
	v.retype(string(text))
}

func (v *Visit) retype(text string) {
	v.person()
	v.typed.Wipe()
	v.typed = personal.New(text)
}

// panelView is what the page shows of the panel. The values are the panel's own.
func (v *Visit) panelView() Panel {
	if v.panel == nil || !v.isWriting(Event{}) {
		return Panel{}
	}
	v.composing.Wipe()
	v.composing = v.panel.Composing()
	v.drawing.Wipe()
	v.drawing = drawingOf(v.panel.Sheet())
	return Panel{Mode: string(v.panel.Mode()), Ready: v.panel.Ready(), Composing: v.composing, Candidates: v.panel.Candidates(),
		Page: v.texts, Sheet: v.drawing}
}

// drawingOf copies strokes out of the panel, whose own are valid only until it changes.
func drawingOf(sheet []ink.Stroke) Drawing {
	strokes := make([][]Point, 0, len(sheet))
	for _, s := range sheet {
		stroke := make([]Point, 0, len(s))
		for _, p := range s {
			stroke = append(stroke, Point(p))
		}
		strokes = append(strokes, stroke)
	}
	return Drawn(strokes...)
}
