package kit

// Pointing is a text with an arrow close behind it, to where something is in the
// housing.
type Pointing struct {
	kit   *Kit
	text  *TextBox
	arrow *Picture
}

// An arrow is a little higher than the letters beside it, and never smaller than
// an icon may be (look §7), in mm.
const (
	arrowHigh  = 1.3
	arrowLeast = 6
	arrowGap   = 2.5
)

// Pointing is text with an arrow icon of a colour. It stands where the text is
// aligned to.
func (k *Kit) Pointing(text *TextBox, icon string, c Colour) *Pointing {
	return &Pointing{kit: k, text: text, arrow: k.Icon(icon, c, max(arrowLeast, arrowHigh*text.size/k.MM(1)))}
}

func (p *Pointing) beside() float32 { return p.arrow.wide + p.kit.MM(arrowGap) }

// wide is what the text takes of width.
func (p *Pointing) wide(width float32) float32 {
	const rounding = 1
	return min(p.text.Natural()+rounding, width-p.beside())
}

// Lines is the number of lines at that width.
func (p *Pointing) Lines(width float32) int { return p.text.Lines(p.wide(width)) }

// Least is the width below which a word would break.
func (p *Pointing) Least() float32 {
	return p.kit.longest(p.text.text, p.text.size, p.text.bold) + p.beside()
}

// Natural is the width on one line.
func (p *Pointing) Natural() float32 { return p.text.Natural() + p.beside() + 1 }

// Height is that of the text, or of the arrow.
func (p *Pointing) Height(width float32) float32 {
	return max(p.text.Height(p.wide(width)), p.arrow.high)
}

// Draw puts the arrow behind the longest line, in the middle of all of them.
func (p *Pointing) Draw(d *Drawing, r Rect) {
	w := p.wide(r.W)
	if p.text.Lines(w) > 1 {
		w = p.text.balanced(w)
	}
	x := r.X
	switch left := r.W - w - p.beside(); p.text.align {
	case AlignCentre:
		x += left / 2
	case AlignRight:
		x += left
	}
	h := p.text.Height(w)
	d.Box(p.text, Rect{x, r.Y + (r.H-h)/2, w, h})
	d.Box(p.arrow, Rect{x + w + p.kit.MM(arrowGap), r.Y + (r.H-p.arrow.high)/2, p.arrow.wide, p.arrow.high})
}
