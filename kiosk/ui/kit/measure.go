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

// neverFirst may not begin a line, neverLast may not end one (GB/T 15834).
const (
	neverFirst = "，。、；：？！）】》〉」』”’…—·,.;:?!)]}%℃"
	neverLast  = "（【《〈「『“‘([{"
)

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

// piecesFor are the pieces of text; one that no line can hold is broken at its
// spaces after all.
func (k *Kit) piecesFor(text string, size, width float32, bold bool) []string {
	var out []string
	for _, piece := range pieces(text) {
		if strings.Contains(piece, " ") && k.Width(strings.TrimRight(piece, " "), size, bold) > width {
			out = append(out, strings.SplitAfter(piece, " ")...)
			continue
		}
		out = append(out, piece)
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

// pieces splits text where a line may be broken.
func pieces(text string) []string {
	var out []string
	runes := []rune(text)
	start := 0
	for i := 1; i < len(runes); i++ {
		if mayBreak(runes[i-1], runes[i]) && !insideDate(runes, i) && !behindNumber(runes, i) && !isAlone(runes, i) {
			out = append(out, string(runes[start:i]))
			start = i
		}
	}
	if start < len(runes) {
		out = append(out, string(runes[start:]))
	}
	return out
}

// mayBreak tells whether a line may end after a and the next begin with b.
func mayBreak(a, b rune) bool {
	switch {
	case strings.ContainsRune(neverFirst, b), strings.ContainsRune(neverLast, a):
		return false
	case b == ' ':
		return false
	case a == ' ':
		return true
	case unicode.IsDigit(a) && isUnit(b):
		return false
	case isNarrow(a) && isNarrow(b):
		return false
	}
	return true
}

// insideDate tells a place between a counted unit and the next figure, as between
// month and day: a date stays whole.
func insideDate(runes []rune, i int) bool {
	return i >= 2 && unicode.IsDigit(runes[i-2]) && isUnit(runes[i-1]) && unicode.IsDigit(runes[i])
}

// behindNumber tells a place between a number and what it counts, with a space
// between them: "3 s" and "第 2 步" stay whole. A telephone, a code and a time of
// day are no numbers of things.
func behindNumber(runes []rune, i int) bool {
	if runes[i-1] != ' ' || i < 2 {
		return false
	}
	if unicode.IsDigit(runes[i]) {
		return runes[i-2] == ordinal
	}
	if !unicode.IsLetter(runes[i]) || !unicode.IsDigit(runes[i-2]) {
		return false
	}
	first := i - 2
	for first > 0 && unicode.IsDigit(runes[first-1]) {
		first--
	}
	return first == 0 || runes[first-1] == ' ' || unicode.Is(unicode.Han, runes[first-1])
}

// ordinal is what Chinese puts before a number to make it the first, the second.
const ordinal = '\u7b2c'

// isAlone tells that the line would end with a single letter behind a pause, which
// reads as if it belonged to nothing.
func isAlone(runes []rune, i int) bool {
	last := i - 1
	if runes[last] == ' ' {
		last--
	}
	return last >= 1 && unicode.Is(unicode.Han, runes[last]) && strings.ContainsRune(pauses, runes[last-1])
}

// isUnit is a counting word that stays with its number; it is told by being Han
// directly behind a figure.
func isUnit(r rune) bool { return unicode.Is(unicode.Han, r) }

// isNarrow is anything of a word, number or time in Latin letters, its marks among
// it: only a space ends it.
func isNarrow(r rune) bool { return r < 0x2E80 }
