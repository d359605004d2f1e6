package pinyin

import (
	"math"
	"strings"
)

// part is a piece of a text that the lexicon knows.
type part struct {
	text int32
	from int
}

// split cuts a text into the likeliest known words; characters that nobody knows
// are left out, and whole is then false.
func (l *Lexicon) split(text []rune) (parts []part, cost int32, whole bool) {
	best := make([]int32, len(text)+1)
	back := make([]part, len(text)+1)
	for end := 1; end <= len(text); end++ {
		best[end], back[end] = math.MaxInt32/2, part{-1, end - 1}
		for from := max(0, end-longestWord); from < end; from++ {
			id, known := l.find(text[from:end])
			if !known {
				continue
			}
			if c := best[from] + l.single(id); c < best[end] {
				best[end], back[end] = c, part{id, from}
			}
		}
	}
	whole = true
	for end := len(text); end > 0; end = back[end].from {
		if back[end].text < 0 {
			whole = false
			continue
		}
		parts = append([]part{back[end]}, parts...)
	}
	return parts, best[len(text)], whole
}

// longestWord is in characters; the lexicon has none longer.
const longestWord = 4

// key is the syllables of a text, or false when a character is unknown.
func (l *Lexicon) key(text []rune) ([]uint16, bool) {
	parts, _, whole := l.split(text)
	if !whole {
		return nil, false
	}
	var key []uint16
	for _, p := range parts {
		sylls, _ := l.likeliest(p.text)
		key = append(key, sylls...)
	}
	return key, true
}

// keyOf reads syllables written with spaces, as "ou yang".
func (l *Lexicon) keyOf(reading string) ([]uint16, bool) {
	var key []uint16
	for _, s := range strings.Fields(reading) {
		lo, _, exact := l.spread(spelled([]byte(s)))
		if !exact {
			return nil, false
		}
		key = append(key, lo)
	}
	return key, len(key) > 0
}
