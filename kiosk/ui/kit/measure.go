package kit

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
)

// pen is one letter in one weight. The bundled font has no kerning, so a line is
// as wide as its letters together.
type pen struct {
	r    rune
	bold bool
}

// penSize is the type size that letters are measured at.
const penSize = 200

func (s *Shared) advance(r rune, bold bool) float32 {
	key := pen{r, bold}
	w, ok := s.pens[key]
	if !ok {
		w = fyne.MeasureText(string(r), penSize, fyne.TextStyle{Bold: bold}).Width / penSize
		s.pens[key] = w
	}
	return w
}

// Width is how wide text is in pixels.
func (k *Kit) Width(text string, size float32, bold bool) float32 {
	var w float32
	for _, r := range text {
		w += k.shared.advance(r, bold)
	}
	return w * size
}

// Wrap breaks text into lines of at most width. A line begins with no closing
// mark and ends with no opening one; numbers, words and times stay whole as long
// as a line can hold them.
func (k *Kit) Wrap(text string, size, width float32, bold bool) []string {
	var lines []string
	for _, paragraph := range strings.Split(text, "\n") {
		lines = append(lines, k.wrapParagraph(paragraph, size, width, bold)...)
	}
	return lines
}

func (k *Kit) wrapParagraph(text string, size, width float32, bold bool) []string {
	var lines []string
	line, wide := "", float32(0)
	for _, piece := range k.piecesFor(text, size, width, bold) {
		w := k.Width(piece, size, bold)
		if line != "" && wide+k.Width(strings.TrimRight(piece, " "), size, bold) > width {
			lines = append(lines, strings.TrimRight(line, " "))
			line, wide = "", 0
		}
		if line == "" {
			piece = strings.TrimLeft(piece, " ")
			w = k.Width(piece, size, bold)
		}
		for k.Width(strings.TrimRight(piece, " "), size, bold) > width { // a space at the end needs no room
			head, tail := k.cut(piece, size, width, bold)
			if head == "" {
				break
			}
			lines = append(lines, head)
			piece, w = tail, k.Width(tail, size, bold)
		}
		line, wide = line+piece, wide+w
	}
	return append(lines, strings.TrimRight(line, " "))
}

// piecesFor are the pieces of text; one that no line can hold is broken where what
// belongs together stands apart.
func (k *Kit) piecesFor(text string, size, width float32, bold bool) []string {
	var out []string
	for _, piece := range pieces(text) {
		if k.Width(strings.TrimRight(piece, " "), size, bold) <= width {
			out = append(out, piece)
			continue
		}
		out = append(out, split(piece, func(r []rune, i int) bool { return mayBreak(r[i-1], r[i]) })...)
	}
	return out
}

// cut takes from the front of a piece too long for any line what fits on one.
func (k *Kit) cut(piece string, size, width float32, bold bool) (head, tail string) {
	var w float32
	for i, r := range piece {
		w += k.shared.advance(r, bold) * size
		if w > width {
			return piece[:i], piece[i:]
		}
	}
	return piece, ""
}

// longest is the width of the longest piece of text that stays whole.
func (k *Kit) longest(text string, size float32, bold bool) (w float32) {
	for _, piece := range pieces(text) {
		w = max(w, k.Width(strings.TrimSpace(piece), size, bold))
	}
	return w
}

// brokenWord is the first word of letters that is longer than a line; "" for none.
func (k *Kit) brokenWord(text string, size, width float32, bold bool) string {
	for _, word := range strings.Fields(strings.Join(pieces(text), " ")) {
		if strings.ContainsFunc(word, isLatin) && k.Width(word, size, bold) > width {
			return word
		}
	}
	return ""
}

func isLatin(r rune) bool { return unicode.Is(unicode.Latin, r) }
