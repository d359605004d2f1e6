package kit

import (
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// written is the field of a text: its last lines, with a caret behind them.
type written struct {
	kit             *Kit
	text, composing string
	hint            string
	size            float32 // px
	lines           int
	side            float32 // mm between edge and letters
}

// Written shows the end of a text, so many lines of it; what is still being
// composed is underlined. An empty field shows hint.
func (k *Kit) Written(text, composing, hint string, lines int) Box {
	role := By(k, Title, Title, Body)
	if k.class == Small && k.scale == Largest {
		role = Note // the keys need the height
	}
	return &written{kit: k, text: text, composing: composing, hint: hint, lines: lines, size: k.Size(role), side: By[float32](k, 5, 5, 2.5)}
}

func (w *written) pitch() float32 { return w.size * 1.3 }

// Height is that of its lines.
func (w *written) Height(float32) float32 {
	return float32(w.lines)*w.pitch() + w.kit.MM(By[float32](w.kit, 5, 4, 1.6))
}

// Draw draws the edge, the last lines, the line below what is composed, the caret.
func (w *written) Draw(d *Drawing, r Rect) {
	k := w.kit
	d.Fill(r, Face, k.MM(k.corner(4)), Indigo, k.MM(By[float32](k, 0.8, 0.8, 0.6)))
	in := r.Inset(k.MM(w.side), 0, k.MM(w.side), 0)
	room := in.W - k.MM(2) // the caret's
	lines := k.Wrap(w.text+w.composing, w.size, room, false)
	if len(lines) > w.lines {
		lines = lines[len(lines)-w.lines:]
	}
	y := in.Y + (in.H-float32(w.lines)*w.pitch())/2
	if w.text+w.composing == "" {
		k.Text(Body, w.hint).In(Ink2).Middle().Draw(d, Rect{in.X + k.MM(2.5), in.Y, in.W - k.MM(2.5), in.H})
		lines = []string{""}
		y = in.Y + (in.H-w.pitch())/2
	}
	for i, line := range lines {
		w.line(d, line, in.X, y)
		if i == len(lines)-1 {
			w.end(d, line, in.X, y)
		}
		y += w.pitch()
	}
}

func (w *written) line(d *Drawing, line string, x, y float32) {
	o := canvas.NewText(line, w.kit.Colour(Ink))
	o.TextSize = w.size
	o.TextStyle = fyne.TextStyle{}
	d.Add(o, Rect{x, y + (w.pitch()-w.size*inkHeight)/2, w.kit.Width(line, w.size, false), w.size * inkHeight})
}

// end draws the caret, and the line below what is being composed.
func (w *written) end(d *Drawing, line string, x, y float32) {
	k := w.kit
	wide := k.Width(line, w.size, false)
	if n := min(utf8.RuneCountInString(w.composing), utf8.RuneCountInString(line)); n > 0 {
		letters := []rune(line)
		below := k.Width(string(letters[len(letters)-n:]), w.size, false)
		d.Fill(Rect{x + wide - below, y + w.pitch() - k.MM(0.8), below, k.MM(0.8)}, LampDeep, 0, None, 0)
	}
	d.Fill(Rect{x + wide + k.MM(0.6), y + w.pitch()*0.1, k.MM(0.8), w.pitch() * 0.8}, Indigo, 0, None, 0)
}
