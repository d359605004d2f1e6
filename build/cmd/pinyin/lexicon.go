package main

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"unicode/utf16"
)

// lexicon is everything in the order in which the file has it.
type lexicon struct {
	sylls []string
	texts []string
	id    map[string]int
	nodes []node
	words []word
	prob  []float64 // of a text, whatever its reading
	last  []bool    // texts that are not to be offered before others
}

type node struct{ child, word, parent, syll int }

type word struct {
	text        int
	joint, read float64 // probability of text and reading; of the reading given the text
}

// keyed is an entry with the numbers of its syllables.
type keyed struct {
	key []int
	entry
}

func arrange(entries []entry) *lexicon {
	l := &lexicon{id: map[string]int{}}
	l.number(entries)
	ks := make([]keyed, len(entries))
	for i, e := range entries {
		ks[i].entry = e
		for _, s := range e.sylls {
			n, _ := slices.BinarySearch(l.sylls, s)
			ks[i].key = append(ks[i].key, n)
		}
	}
	slices.SortFunc(ks, func(a, b keyed) int {
		return cmp.Or(slices.Compare(a.key, b.key), cmp.Compare(b.weight, a.weight), strings.Compare(a.text, b.text))
	})
	ks = slices.CompactFunc(ks, func(a, b keyed) bool { return slices.Equal(a.key, b.key) && a.text == b.text })
	l.weigh(ks)
	l.grow(ks)
	return l
}

// number sorts syllables and texts; their places are their numbers.
func (l *lexicon) number(entries []entry) {
	sylls, texts := map[string]bool{}, map[string]bool{}
	for _, e := range entries {
		texts[e.text] = true
		for _, s := range e.sylls {
			sylls[s] = true
		}
	}
	for s := range sylls {
		l.sylls = append(l.sylls, s)
	}
	for t := range texts {
		l.texts = append(l.texts, t)
	}
	slices.Sort(l.sylls)
	slices.Sort(l.texts)
	for i, t := range l.texts {
		l.id[t] = i
	}
}

func (l *lexicon) weigh(ks []keyed) {
	l.prob, l.last = make([]float64, len(l.texts)), make([]bool, len(l.texts))
	var sum float64
	for _, k := range ks {
		sum += k.weight
	}
	for _, k := range ks {
		l.prob[l.id[k.text]] += k.weight / sum
		l.last[l.id[k.text]] = k.weight == rareWeight
	}
	for i := range ks {
		ks[i].weight /= sum
	}
}

// grow lays the tree out level by level, so that the children of a node are
// neighbours and so are its words.
func (l *lexicon) grow(ks []keyed) {
	type open struct{ at, depth, from, to int }
	l.nodes = []node{{syll: math.MaxUint16}}
	queue := []open{{0, 0, 0, len(ks)}}
	for len(queue) > 0 {
		o := queue[0]
		queue = queue[1:]
		i := o.from
		l.nodes[o.at].word = len(l.words)
		for ; i < o.to && len(ks[i].key) == o.depth; i++ {
			t := l.id[ks[i].text]
			l.words = append(l.words, word{t, ks[i].weight, ks[i].weight / l.prob[t]})
		}
		l.nodes[o.at].child = len(l.nodes)
		for i < o.to {
			s, j := ks[i].key[o.depth], i
			for j < o.to && ks[j].key[o.depth] == s {
				j++
			}
			queue = append(queue, open{len(l.nodes), o.depth + 1, i, j})
			l.nodes = append(l.nodes, node{parent: o.at, syll: s})
			i = j
		}
	}
}

// cost is the negative logarithm of a probability in 256ths.
func cost(p float64) uint16 {
	return uint16(min(max(math.Round(-math.Log(p)*256), 0), 1<<15-1))
}

// syllableBytes is the place of a syllable in the file; the longest is zhuang.
const syllableBytes = 8

func (l *lexicon) bytes() []byte {
	var pool []uint16
	offsets := []uint32{0}
	for _, t := range l.texts {
		pool = append(pool, utf16.Encode([]rune(t))...)
		offsets = append(offsets, uint32(len(pool)))
	}
	pool = append(pool, make([]uint16, len(pool)%2)...)
	le := binary.LittleEndian
	b := []byte("pinyin1\n")
	for _, n := range []int{len(l.sylls), len(l.texts), len(pool), len(l.nodes), len(l.words)} {
		b = le.AppendUint32(b, uint32(n))
	}
	for _, s := range l.sylls {
		b = append(b, (s + strings.Repeat("\x00", syllableBytes))[:syllableBytes]...)
	}
	for _, o := range offsets {
		b = le.AppendUint32(b, o)
	}
	for _, u := range pool {
		b = le.AppendUint16(b, u)
	}
	for _, n := range append(l.nodes, node{child: len(l.nodes), word: len(l.words)}) {
		for _, v := range []int{n.child, n.word, n.parent, n.syll} {
			b = le.AppendUint32(b, uint32(v))
		}
	}
	best := make([]int, len(l.texts))
	for i, w := range l.words {
		b = le.AppendUint32(b, uint32(w.text))
		b = le.AppendUint16(b, cost(w.joint))
		b = le.AppendUint16(b, cost(w.read))
		if old := l.words[best[w.text]]; old.text != w.text || old.joint < w.joint {
			best[w.text] = i
		}
	}
	for _, i := range best {
		b = le.AppendUint32(b, uint32(i))
	}
	return b
}
