package kit

import (
	"strings"
	"unicode"
)

// neverFirst may not begin a line, neverLast may not end one (GB/T 15834).
const (
	neverFirst = "，。、；：？！）】》〉」』”’…—·,.;:?!)]}%℃"
	neverLast  = "（【《〈「『“‘([{"
)

// pieces splits text where a line is to be broken.
func pieces(text string) []string {
	return split(text, func(r []rune, i int) bool { return mayBreak(r[i-1], r[i]) && !belongs(r, i) })
}

// split cuts text before every letter where may says so.
func split(text string, may func(runes []rune, i int) bool) []string {
	var out []string
	runes := []rune(text)
	start := 0
	for i := 1; i < len(runes); i++ {
		if may(runes, i) {
			out = append(out, string(runes[start:i]))
			start = i
		}
	}
	if start < len(runes) {
		out = append(out, string(runes[start:]))
	}
	return out
}

// belongs tells a place in the middle of what is read as one.
func belongs(runes []rune, i int) bool {
	return insideDate(runes, i) || behindNumber(runes, i) || insideCount(runes[i-1], runes[i]) || isAlone(runes, i)
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

// insideCount tells a place between a Chinese numeral and what it counts, or within
// a day of the week.
func insideCount(a, b rune) bool {
	isNumeral := func(r rune) bool { return strings.ContainsRune(numerals, r) }
	return isNumeral(a) && unicode.Is(unicode.Han, b) || isNumeral(b) && (a == ordinal || a == period) || a == star && b == period
}

// numerals are the Chinese ones, one to ten thousand with a few and a half; they
// stay with the measure word behind them. ordinal makes a number the first, the
// second; star and period with a numeral are a day of the week.
const (
	numerals = "\u4e00\u4e8c\u4e24\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\u767e\u5343\u4e07\u51e0\u534a"
	ordinal  = '\u7b2c'
	star     = '\u661f'
	period   = '\u671f'
)

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
