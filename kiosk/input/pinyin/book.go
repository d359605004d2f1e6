package pinyin

import (
	"math"
	"slices"
	"sort"
)

// extra is a word that the lexicon lacks, or a likelier one than it thinks: a
// place, a phrase, what was learnt, a name.
type extra struct {
	text []rune
	head int32 // the known word that it begins with, for what stands before it
	tail int32 // and the one that it ends with, for what comes after, or the edge
	cost int32 // how likely it is by itself

	part   Part
	digits bool // typed as digits
}

// book is extras by their syllables.
type book struct {
	pages []page
}

type page struct {
	key  []uint16
	word int32
}

func (b *book) add(key []uint16, word int32) {
	at, _ := slices.BinarySearchFunc(b.pages, key, func(p page, k []uint16) int { return slices.Compare(p.key, k) })
	b.pages = slices.Insert(b.pages, at, page{key, word})
}

// walk follows the readings from p down the book; from and to bound the pages
// that agree with the syllables so far.
func (b *book) walk(steps [][]step, p, depth, from, to int, cost int32, found func(end int, word, cost int32)) {
	for ; from < to && len(b.pages[from].key) == depth; from++ {
		found(p, b.pages[from].word, cost)
	}
	if from == to {
		return
	}
	for _, s := range steps[p] {
		for at := b.reach(from, to, depth, s.lo); at < to; {
			syll := b.pages[at].key[depth]
			if syll >= s.hi {
				break
			}
			next := b.reach(at, to, depth, syll+1)
			b.walk(steps, s.end, depth+1, at, next, cost+s.cost, found)
			at = next
		}
	}
}

// reach is the first page in from..to whose syllable at depth is syll or later.
func (b *book) reach(from, to, depth int, syll uint16) int {
	return from + sort.Search(to-from, func(i int) bool { return b.pages[from+i].key[depth] >= syll })
}

func (b *book) wipe() {
	for _, p := range b.pages {
		clear(p.key)
	}
	clear(b.pages)
	b.pages = b.pages[:0]
}

// newExtra measures a word: boost makes it likelier than its parts are, least
// bounds how likely it may become and most how unlikely.
func (l *Lexicon) newExtra(text []rune, boost, least, most int32) extra {
	x := extra{text: text, head: -1, tail: l.edge(), cost: least}
	parts, cost, whole := l.split(text)
	if len(parts) > 0 && parts[0].from == 0 {
		x.head = parts[0].text
	}
	if n := len(parts); n > 0 && whole {
		x.tail = parts[n-1].text
		x.cost = max(least, min(most, min(l.chained(parts), cost)-boost))
	}
	return x
}

// chained is the cost of parts one after the other.
func (l *Lexicon) chained(parts []part) int32 {
	if len(parts) == 0 {
		return math.MaxInt32 / 2
	}
	cost := l.single(parts[0].text)
	for i := 1; i < len(parts); i++ {
		cost += l.after(parts[i-1].text, parts[i].text)
	}
	return cost
}
