package kit

import (
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Align is where the lines of a text stand.
type Align int

// The alignments. Left is the rule; only pages read from a step away are centred.
const (
	AlignLeft Align = iota
	AlignCentre
	AlignRight
)

// TextBox is a paragraph of one size, weight and colour.
type TextBox struct {
	kit    *Kit
	text   string
	role   Role
	bold   bool
	colour Colour
	align  Align
	middle bool
	size   float32
}

// Text is a paragraph in its role's usual weight and colour.
func (k *Kit) Text(role Role, text string) *TextBox {
	t := &TextBox{kit: k, text: text, role: role, bold: role >= Label, colour: Ink, size: k.Size(role)}
	switch role {
	case Note:
		t.colour = Ink2
	case Question, Number:
		t.colour = Indigo
	}
	return t
}

// Bold makes it bold.
func (t *TextBox) Bold() *TextBox { t.bold = true; return t }

// Regular makes it regular.
func (t *TextBox) Regular() *TextBox { t.bold = false; return t }

// In sets the colour.
func (t *TextBox) In(c Colour) *TextBox { t.colour = c; return t }

// Centre centres the lines.
func (t *TextBox) Centre() *TextBox { t.align = AlignCentre; return t }

// Right sets the lines to the right.
func (t *TextBox) Right() *TextBox { t.align = AlignRight; return t }

// Middle stands the lines in the middle of the box's height.
func (t *TextBox) Middle() *TextBox { t.middle = true; return t }

// Natural is the width of the text on one line.
func (t *TextBox) Natural() float32 { return t.kit.Width(t.text, t.size, t.bold) }

func (t *TextBox) pitch() float32 { return t.size * lineHeights[t.role] }

// Lines is the number of lines at that width.
func (t *TextBox) Lines(width float32) int { return len(t.kit.Wrap(t.text, t.size, width, t.bold)) }

// widow is how few letters on a last line look lost.
const widow = 2

// lines breaks the text. No last line has a letter or two of its own; where that is
// mended, and in a question or a centred text, two lines part behind a comma if both
// halves fit.
func (t *TextBox) lines(width float32) []string {
	lines := t.kit.Wrap(t.text, t.size, width, t.bold)
	n := len(lines)
	lost := n > 1 && utf8.RuneCountInString(lines[n-1]) <= widow && !strings.Contains(t.text, "\n")
	if lost {
		lines = t.kit.Wrap(t.text, t.size, t.balanced(width), t.bold)
	}
	if !lost && t.role < Title && t.align != AlignCentre || len(lines) != 2 {
		return lines
	}
	if first, second, ok := t.atPause(width); ok {
		return []string{first, second}
	}
	return lines
}

// atPause breaks the text behind the pause that makes its halves most alike.
func (t *TextBox) atPause(width float32) (first, second string, ok bool) {
	best := width
	for i, r := range t.text {
		end := i + len(string(r))
		rest := t.text[end:]
		if rest == "" || !strings.ContainsRune(pauses, r) && !(strings.ContainsRune(latinPauses, r) && rest[0] == ' ') {
			continue
		}
		a, b := t.text[:end], strings.TrimLeft(rest, " ")
		if wide := max(t.kit.Width(a, t.size, t.bold), t.kit.Width(b, t.size, t.bold)); wide <= best {
			first, second, ok, best = a, b, true, wide
		}
	}
	return first, second, ok
}

// pauses are marks that a reader rests at; the Latin ones only before a space, as
// they stand in numbers too.
const (
	pauses      = "，。；：、？！"
	latinPauses = ",.;:?!"
)

// Height is that of its lines.
func (t *TextBox) Height(width float32) float32 { return float32(t.Lines(width)) * t.pitch() }

// balanced is the least width that needs no more lines than width does: four
// letters break two and two.
func (t *TextBox) balanced(width float32) float32 {
	const slack = 0.5
	widest := func(w float32) (widest float32) {
		for _, line := range t.kit.Wrap(t.text, t.size, w, t.bold) {
			widest = max(widest, t.kit.Width(line, t.size, t.bold))
		}
		return widest + slack
	}
	lines := t.Lines(width)
	best := widest(width)
	if lines == 1 {
		return best
	}
	for w := max(t.Natural()/float32(lines), t.kit.longest(t.text, t.size, t.bold)); w < width; w += t.size / 4 {
		if t.Lines(w) == lines {
			return widest(w)
		}
	}
	return best
}

// inkHeight is how high Fyne makes a line of the bundled font: ascent 1.16,
// descent 0.288 of the type size.
const inkHeight = 1.448

// Draw sets the lines.
func (t *TextBox) Draw(d *Drawing, r Rect) {
	lines := t.lines(r.W)
	y := r.Y
	if t.middle {
		y += (r.H - float32(len(lines))*t.pitch()) / 2
	}
	if word := t.kit.brokenWord(t.text, t.size, r.W+0.5, t.bold); word != "" {
		d.Faults = append(d.Faults, "a word is broken: "+word)
	}
	for _, line := range lines {
		w := t.kit.Width(line, t.size, t.bold)
		if w > r.W+0.5 {
			d.Faults = append(d.Faults, "wider than its place: "+line)
		}
		x := r.X
		switch t.align {
		case AlignCentre:
			x += (r.W - w) / 2
		case AlignRight:
			x += r.W - w
		}
		o := canvas.NewText(line, t.kit.Colour(t.colour))
		o.TextSize = t.size
		o.TextStyle = fyne.TextStyle{Bold: t.bold}
		high := t.size * inkHeight
		d.Add(o, Rect{x, y + (t.pitch()-high)/2, w, high})
		y += t.pitch()
	}
}
