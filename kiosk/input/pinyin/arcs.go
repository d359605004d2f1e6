package pinyin

import "slices"

// arc is a word that may stand from one place of the letters to another.
type arc struct {
	end  int
	word int32 // a text of the lexicon, or an extra's number after firstExtra
	cost int32 // what reading the letters this way costs, without the word's own
	rank int32 // with the word's own, for choosing what is kept
}

const (
	// firstExtra is above the numbers of texts: 17 bits in the pairs.
	firstExtra = 1 << 17
	// keptArcs bounds the words between two places that a sentence may use; the
	// homophones of yi are some 150, and beyond the first few dozen never the
	// likeliest.
	keptArcs = 32
	// keptOfNode bounds the words of one reading, so that the letter z alone
	// does not look at two thousand characters.
	keptOfNode = keptArcs
)

// fan collects the arcs from one place, by their ends.
type fan struct {
	lex   *Lexicon
	here  *adaptation
	steps [][]step
	byEnd [][]arc // index is the end
}

// begin makes the fan ready for other letters.
func (f *fan) begin(lex *Lexicon, here *adaptation, steps [][]step) {
	f.lex, f.here, f.steps = lex, here, steps
	for cap(f.byEnd) < len(steps) {
		f.byEnd = append(f.byEnd[:cap(f.byEnd)], nil)
	}
	f.byEnd = f.byEnd[:len(steps)]
}

func (f *fan) clear() {
	for i := range f.byEnd {
		f.byEnd[i] = f.byEnd[i][:0]
	}
}

// wipe overwrites what was found.
func (f *fan) wipe() {
	f.byEnd = wipeArcs(f.byEnd)
	f.steps = wipeSteps(f.steps)
}

func wipeArcs(lists [][]arc) [][]arc {
	lists = lists[:cap(lists)]
	for i, l := range lists {
		clear(l[:cap(l)])
		lists[i] = l[:0]
	}
	return lists[:0]
}

func wipeSteps(lists [][]step) [][]step {
	for _, l := range lists {
		clear(l[:cap(l)])
	}
	return nil
}

// add keeps the likeliest arcs to each end.
func (f *fan) add(a arc) {
	kept := f.byEnd[a.end]
	if len(kept) == keptArcs && kept[len(kept)-1].rank <= a.rank {
		return
	}
	if slices.ContainsFunc(kept, func(k arc) bool { return k.word == a.word && k.cost <= a.cost }) {
		return
	}
	if len(kept) == keptArcs {
		kept = kept[:keptArcs-1]
	}
	at := len(kept)
	for at > 0 && kept[at-1].rank > a.rank {
		at--
	}
	f.byEnd[a.end] = slices.Insert(kept, at, a)
}

// walk follows every reading of the letters from p down the lexicon's tree.
func (f *fan) walk(node, p int, cost int32) {
	if node != 0 {
		lone := int32(0)
		if cost >= costAbbreviated && f.lex.parent(node) == 0 {
			lone = costLone
		}
		from, to := f.lex.firstWord(node), f.lex.firstWord(node+1)
		for w := from; w < min(to, from+keptOfNode); w++ {
			text, _, reading := f.lex.word(w)
			c := cost + reading + lone
			f.add(arc{p, text, c, c + f.here.single(text)})
		}
	}
	for _, s := range f.steps[p] {
		from, to := f.lex.children(node, s.lo, s.hi)
		for child := from; child < to; child++ {
			f.walk(child, s.end, cost+s.cost)
		}
	}
}
