package typeset

import (
	"strings"
	"unicode"
)

// Punctuation that may not begin a line, and that may not end one.
const (
	closing = "，。、；：？！）》〉」』】〕”’…—·,.;:?!)]}%％℃°~～"
	opening = "（《〈「『【〔“‘([{"
	units   = "年月日时分秒点号元"
)

// wordly characters belong to numbers, telephone numbers, codes and times; what
// is made of them stays whole.
func wordly(r rune) bool {
	return r < unicode.MaxLatin1 && (unicode.IsLetter(r) || unicode.IsDigit(r)) || strings.ContainsRune("-–:./*#@%+&_", r)
}

// mayBreak tells whether a line may end between a and b.
func mayBreak(a, b rune) bool {
	switch {
	case a == tie || b == tie:
		return false
	case isSpace(b), strings.ContainsRune(closing, b), strings.ContainsRune(opening, a):
		return false
	case isSpace(a):
		return true
	case wordly(a) && wordly(b):
		return false
	case unicode.IsDigit(a) && strings.ContainsRune(units, b), strings.ContainsRune(units, a) && unicode.IsDigit(b):
		return false // a date stays whole
	}
	return true
}

func isSpace(r rune) bool { return r == ' ' || r == '\t' || r == '\u3000' }

// advance measures a character that stands before next; next is 0 at the end.
type advance func(r, next rune) int

func (a advance) of(text string) int { return a.ofRunes([]rune(text)) }

func (a advance) ofRunes(text []rune) int {
	w := 0
	for i, r := range text {
		w += a(r, after(text, i))
	}
	return w
}

func after(text []rune, i int) rune {
	if i+1 < len(text) {
		return text[i+1]
	}
	return 0
}

// wrap breaks text into lines of at most limit. A word wider than a line is broken
// where the line ends: nothing is lost.
func (a advance) wrap(text string, limit int) []string {
	var lines []string
	for _, paragraph := range strings.Split(text, "\n") {
		lines = append(lines, a.paragraph([]rune(paragraph), limit)...)
	}
	return lines
}

func (a advance) paragraph(text []rune, limit int) []string {
	starts := a.starts(text, limit)
	lines := make([]string, len(starts))
	for i, start := range starts {
		lines[i] = trimEnd(text[start:end(text, starts, i)])
	}
	return lines
}

// starts is where each line of a paragraph begins.
func (a advance) starts(text []rune, limit int) []int {
	starts := []int{0}
	from, chance, used := 0, 0, 0
	for i := 0; i < len(text); i++ {
		if i > from && mayBreak(text[i-1], text[i]) {
			chance = i
		}
		used += a(text[i], after(text, i))
		if used <= limit || isSpace(text[i]) || i == from {
			continue
		}
		if chance <= from {
			chance = i
		}
		starts = append(starts, chance)
		from, i, used = chance, chance-1, 0
	}
	a.spareTheLast(text, starts, limit)
	return starts
}

func end(text []rune, starts []int, i int) int {
	if i+1 < len(starts) {
		return starts[i+1]
	}
	return len(text)
}

// spareTheLast moves the last break back to where the sentence pauses, when
// otherwise a few characters would stand alone on the last line.
func (a advance) spareTheLast(text []rune, starts []int, limit int) {
	last := len(starts) - 1
	if last == 0 || a.ofRunes(text[starts[last]:]) >= limit/3 {
		return
	}
	for i := starts[last] - 1; i > starts[last-1]; i-- {
		pause := isSpace(text[i-1]) || strings.ContainsRune("，。；：、", text[i-1])
		if !pause || !mayBreak(text[i-1], text[i]) {
			continue
		}
		if a.ofRunes(text[starts[last-1]:i]) > limit/3 && a.ofRunes(text[i:]) <= limit {
			starts[last] = i
		}
		return
	}
}

// tie is the no-break space; printers have only the ordinary one.
const tie = '\u00A0'

func trimEnd(line []rune) string {
	return strings.ReplaceAll(strings.TrimRightFunc(string(line), isSpace), string(tie), " ")
}
