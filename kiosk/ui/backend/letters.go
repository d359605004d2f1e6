package backend

import (
	"bytes"
	"fmt"
	"image"
	"math"
	"sync"

	"github.com/go-text/typesetting/font"

	"fyne.io/fyne/v2"
)

const (
	// phases is how many places between two pixels a glyph is drawn at.
	phases = 4
	// glyphBytes holds some 4,000 Han masks of 40 pixels: more than a day's screens.
	glyphBytes = 8 << 20
	// missing stands for a character that neither face has.
	missing = '\uFFFD'
)

// letters knows the two bundled faces: how wide a text is, and the mask of every
// glyph. It keeps advances and masks, never a text: what a resident typed must
// not outlive the frame that shows it. It may be asked from any goroutine.
type letters struct {
	mu            sync.Mutex
	regular, bold *face
	masks         *bounded[glyphKey, glyph]
}

// face is one font. Its lengths are in parts of the em.
type face struct {
	font                 *font.Face
	upem                 float32
	ascent, descent, gap float32
	runes                map[rune]letter
}

// letter is where a character is found in its face and how far it advances, in
// parts of the em.
type letter struct {
	id      font.GID
	advance float32
}

// glyphKey names a mask. The advance between letters is not a whole pixel, so a
// glyph is kept once per phase.
type glyphKey struct {
	bold  bool
	id    font.GID
	size  float32
	phase int
}

// glyph is a mask and where its corner lies, seen from the pen on the baseline.
type glyph struct {
	mask *image.Alpha
	at   image.Point
}

func newLetters(regular, bold []byte) (*letters, error) {
	r, err := newFace(regular)
	if err != nil {
		return nil, fmt.Errorf("read regular face: %w", err)
	}
	b, err := newFace(bold)
	if err != nil {
		return nil, fmt.Errorf("read bold face: %w", err)
	}
	return &letters{regular: r, bold: b, masks: newBounded[glyphKey](glyphBytes, weightOfGlyph)}, nil
}

func weightOfGlyph(g glyph) int { return len(g.mask.Pix) + 128 }

func newFace(data []byte) (*face, error) {
	parsed, err := font.ParseTTF(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	extents, ok := parsed.FontHExtents()
	if !ok || parsed.Upem() == 0 {
		return nil, fmt.Errorf("the font has no line height")
	}
	upem := float32(parsed.Upem())
	return &face{
		font: parsed, upem: upem, runes: map[rune]letter{},
		ascent: extents.Ascender / upem, descent: extents.Descender / upem, gap: extents.LineGap / upem,
	}, nil
}

func (l *letters) face(bold bool) *face {
	if bold {
		return l.bold
	}
	return l.regular
}

// letter finds a character; one that is not in the face becomes a visible mark,
// so that a missing name character is seen and not silently dropped.
func (f *face) letter(r rune) letter {
	if known, ok := f.runes[r]; ok {
		return known
	}
	found := letter{}
	switch {
	case r == '\t':
		space := f.letter(' ')
		found = letter{id: space.id, advance: 4 * space.advance}
	case r >= ' ':
		id, ok := f.font.NominalGlyph(r)
		if !ok {
			id, _ = f.font.NominalGlyph(missing)
		}
		found = letter{id: id, advance: f.font.HorizontalAdvance(id) / f.upem}
	}
	f.runes[r] = found
	return found
}

// measure is how large a text is and how deep its baseline lies. The bundled
// font has no kerning and no ligatures, so a width is the sum of the advances.
func (l *letters) measure(text string, size float32, bold bool) (fyne.Size, float32) {
	l.mu.Lock()
	defer l.mu.Unlock()
	f := l.face(bold)
	width := float32(0)
	for _, r := range text {
		width += f.letter(r).advance
	}
	height := up64((f.ascent + f.gap - f.descent) * size)
	return fyne.NewSize(up64(width*size), height), f.ascent * size
}

// up64 rounds to the 64th of a pixel, the grain of font metrics, so that a text
// still fits a box of exactly its own size after some float arithmetic.
func up64(v float32) float32 { return float32(math.Ceil(float64(v)*64-0.01)) / 64 }

// each calls draw for the mask of every letter of a run whose pen starts at x.
func (l *letters) each(run textRun, x int, draw func(g glyph, pen int)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	f := l.face(run.bold)
	pen := float32(x)
	for _, r := range run.text {
		found := f.letter(r)
		if r > ' ' {
			whole, phase := split(pen)
			draw(l.mask(glyphKey{run.bold, found.id, run.size, phase}), whole)
		}
		pen += found.advance * run.size
	}
}

// split parts a pen position into the pixel and the phase within it.
func split(pen float32) (whole, phase int) {
	quarters := int(math.Floor(float64(pen)*phases + 0.5))
	whole = int(math.Floor(float64(quarters) / phases))
	return whole, quarters - whole*phases
}

func (l *letters) mask(key glyphKey) glyph {
	return l.masks.get(key, func() glyph { return l.face(key.bold).draw(key) })
}
