package pinyin

import (
	"bytes"
)

// Fuzzy is the pairs of sounds that are taken for each other, as in the south.
type Fuzzy uint16

// The pairs; each works in both directions.
const (
	FuzzyZ   Fuzzy = 1 << iota // zh and z
	FuzzyC                     // ch and c
	FuzzyS                     // sh and s
	FuzzyNL                    // n and l
	FuzzyFH                    // f and h
	FuzzyRL                    // r and l
	FuzzyAng                   // an and ang
	FuzzyEng                   // en and eng
	FuzzyIng                   // in and ing

	// FuzzySouth is all of them.
	FuzzySouth Fuzzy = 1<<iota - 1
)

// soundPair is two ways to begin or to end a syllable.
type soundPair struct {
	when Fuzzy
	a, b string
}

var (
	beginnings = []soundPair{
		{FuzzyZ, "zh", "z"}, {FuzzyC, "ch", "c"}, {FuzzyS, "sh", "s"},
		{FuzzyNL, "n", "l"}, {FuzzyFH, "f", "h"}, {FuzzyRL, "r", "l"},
	}
	endings = []soundPair{
		{FuzzyAng, "ang", "an"}, {FuzzyEng, "eng", "en"}, {FuzzyIng, "ing", "in"},
	}
)

// sounds is what may have been meant by typed beside itself.
func (f Fuzzy) sounds(typed []byte) [][]byte {
	if f == 0 {
		return nil
	}
	starts := [][]byte{typed}
	for _, p := range beginnings {
		if other, ok := swapped(typed, p, f, bytes.CutPrefix, true); ok {
			starts = append(starts, other)
		}
	}
	all := starts
	for _, s := range starts {
		for _, p := range endings {
			if other, ok := swapped(s, p, f, bytes.CutSuffix, false); ok {
				all = append(all, other)
			}
		}
	}
	return all[1:]
}

func swapped(s []byte, p soundPair, f Fuzzy, cut func(s, part []byte) ([]byte, bool), front bool) ([]byte, bool) {
	if f&p.when == 0 {
		return nil, false
	}
	for _, way := range [][2]string{{p.a, p.b}, {p.b, p.a}} {
		rest, has := cut(s, []byte(way[0]))
		if !has {
			continue
		}
		if front {
			return append([]byte(way[1]), rest...), true
		}
		return append(bytes.Clone(rest), way[1]...), true
	}
	return nil, false
}
