package pinyin

import (
	"math"
	"unicode"
)

// adaptation is how the people of a place write, laid over how everybody does: a
// few sentences say little about most words and much about their own.
type adaptation struct {
	lex   *Lexicon
	gain  []int32            // by text: how much likelier it is here
	pairs map[[2]int32]int32 // the cost of pairs that the sentences have
}

const (
	// shareHere is how much a word's frequency in the sentences counts against
	// everybody's; gainPower softens it, gainMost bounds it.
	shareHere = 0.95
	gainPower = 0.7
	gainMost  = 5 * nat / 2
	// sharePair is how much a pair of the sentences counts, and unseenPairs how
	// often a word is taken to be followed by something they do not have.
	sharePair   = 0.25
	unseenPairs = 4
)

func adapt(l *Lexicon, sentences []string) *adaptation {
	a := &adaptation{lex: l, gain: make([]int32, l.nTexts+1), pairs: map[[2]int32]int32{}}
	words, firsts, pairs := map[int32]float64{}, map[int32]float64{}, map[[2]int32]float64{}
	var all float64
	for _, s := range sentences {
		for _, clause := range clauses(s) {
			before := l.edge()
			parts, _, _ := l.split(clause)
			for _, p := range append(parts, part{text: l.edge()}) {
				words[p.text]++
				all++
				firsts[before]++
				pairs[[2]int32{before, p.text}]++
				before = p.text
			}
		}
	}
	for text, n := range words {
		everybody := math.Exp(-float64(l.single(text)) / nat)
		here := shareHere*n/all + (1-shareHere)*everybody
		a.gain[text] = int32(max(0, min(gainMost, gainPower*nat*math.Log(here/everybody))))
	}
	a.gain[l.edge()] = 0
	for p, n := range pairs {
		here := sharePair * n / (firsts[p[0]] + unseenPairs)
		everybody := (1 - sharePair) * math.Exp(-float64(a.after(p[0], p[1]))/nat)
		a.pairs[p] = int32(-nat * math.Log(here+everybody))
	}
	return a
}

// clauses cuts a text at whatever is not Han.
func clauses(s string) [][]rune {
	var all [][]rune
	var clause []rune
	for _, r := range s + "." {
		if unicode.Is(unicode.Han, r) {
			clause = append(clause, r)
		} else if len(clause) > 0 {
			all, clause = append(all, clause), nil
		}
	}
	return all
}

// single is the cost of a text by itself, here.
func (a *adaptation) single(text int32) int32 { return a.lex.single(text) - a.gain[text] }

// after is the cost of text c when b stands before it, here.
func (a *adaptation) after(b, c int32) int32 {
	if cost, seen := a.pairs[[2]int32{b, c}]; seen {
		return cost
	}
	return max(0, a.lex.after(b, c)-a.gain[c])
}
