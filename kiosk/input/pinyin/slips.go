package pinyin

import (
	"bytes"
	"cmp"
	"slices"
)

// slip is a syllable typed with one letter forgotten.
type slip struct {
	typed [longestSyllable]byte // filled up with zeros
	syll  uint16
}

func (s slip) compare(o slip) int {
	return cmp.Or(bytes.Compare(s.typed[:], o.typed[:]), cmp.Compare(s.syll, o.syll))
}

// findSlips lists every syllable in every such way. First letters are not
// forgotten, and what a single one stands for is an abbreviation.
func (l *Lexicon) findSlips() []slip {
	var all []slip
	for i := range l.nSylls {
		whole := l.syllable(i)
		for at := 1; at < len(whole); at++ {
			s := slip{syll: uint16(i)}
			typed := append(append(s.typed[:0], whole[:at]...), whole[at+1:]...)
			if len(typed) > 1 && !isInitial(typed) {
				all = append(all, s)
			}
		}
	}
	slices.SortFunc(all, slip.compare)
	return slices.Compact(all)
}

// forgotten is the syllables that typed is, but for one letter.
func (l *Lexicon) forgotten(typed []byte) []slip {
	var s slip
	copy(s.typed[:], typed)
	from, _ := slices.BinarySearchFunc(l.slips, s, slip.compare)
	to := from
	for to < len(l.slips) && l.slips[to].typed == s.typed {
		to++
	}
	return l.slips[from:to]
}
