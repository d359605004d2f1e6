package pinyin

import (
	"slices"
)

// keptHypotheses is how many beginnings of a sentence stay at each place.
const keptHypotheses = 32

// hypothesis is a beginning of a sentence: what it was before, and one more word.
type hypothesis struct {
	before int32 // in the decoder's arena; -1 for none
	word   int32
	last   int32 // the known word at its end, by which the next is judged
	cost   int32
	hash   uint64 // of its characters: two ways to one text are one
}

// decoder finds the likeliest sentences for letters. Its memory is used again for
// every key and wiped by clear.
type decoder struct {
	lex     *Lexicon
	here    *adaptation
	arena   []hypothesis
	beams   [][]hypothesis
	bases   []int32 // where the beam of each settled place stands in the arena
	extras  func(word int32) *extra
	counted map[int32]bool // words that follow a number
}

// nothing is the hypothesis before the first word.
func (d *decoder) nothing(last int32) hypothesis {
	return hypothesis{before: -1, word: -1, last: last, hash: 14695981039346656037}
}

// costWord prefers few words to many: what the pairs have never seen beside each
// other they think likelier than it is.
const costWord = 5 * nat / 8

// boostCounted makes what is counted likelier after digits.
const boostCounted = 4 * nat

// boostAddress makes numbers likelier behind a place.
const boostAddress = 4 * nat

// begin makes room for n letters. The beams before since stay: what leads to them
// has not changed.
func (d *decoder) begin(n, since int, last int32) {
	for len(d.beams) <= n {
		d.beams = append(d.beams, nil)
	}
	if since < len(d.bases) {
		d.arena = d.arena[:d.bases[since]]
		d.bases = d.bases[:since]
	}
	for i := since; i < len(d.beams); i++ {
		d.beams[i] = d.beams[i][:0]
	}
	if since == 0 {
		d.beams[0] = append(d.beams[0], d.nothing(last))
	}
}

// extend puts each arc that ends at since or later behind each beginning at p.
// Places are extended in order, none left out.
func (d *decoder) extend(p, since int, f *fan) {
	if p == len(d.bases) {
		d.bases = append(d.bases, int32(len(d.arena)))
		d.arena = append(d.arena, d.beams[p]...)
	}
	for end := max(since, p+1); end < len(f.byEnd); end++ {
		arcs := f.byEnd[end]
		for i := range arcs {
			d.put(p, end, d.bases[p], &arcs[i])
		}
	}
}

// put puts one arc behind every beginning at p.
func (d *decoder) put(p, end int, base int32, a *arc) {
	var x *extra
	if a.word >= firstExtra {
		x = d.extras(a.word)
	}
	for i := range d.beams[p] {
		h := &d.beams[p][i]
		next := hypothesis{before: base + int32(i), word: a.word, last: a.word}
		next.cost = h.cost + costWord + a.cost + d.step(h, a.word, x)
		if x != nil {
			next.last = x.tail
		}
		if beam := d.beams[end]; len(beam) == keptHypotheses && beam[keptHypotheses-1].cost <= next.cost {
			continue
		}
		next.hash = d.hashed(h.hash, a.word, x)
		d.keep(end, next)
	}
}

// step is what a word costs behind h; x is the word if it is an extra.
func (d *decoder) step(h *hypothesis, word int32, x *extra) int32 {
	var before *extra
	if h.word >= firstExtra {
		before = d.extras(h.word)
	}
	if x == nil {
		cost := d.here.after(h.last, word)
		if before != nil && before.digits && d.counted[word] {
			cost -= boostCounted
		}
		return cost
	}
	cost := x.cost
	if x.head >= 0 {
		cost += min(0, d.here.after(h.last, x.head)-d.here.single(x.head))
	}
	if x.part == Number && before != nil && before.part != NoPart {
		cost -= boostAddress
	}
	return max(0, cost)
}

func (d *decoder) hashed(h uint64, word int32, x *extra) uint64 {
	var buf [longestWord]rune
	text := buf[:0]
	if x != nil {
		text = x.text
	} else {
		text = d.lex.appendText(text, word)
	}
	for _, r := range text {
		h = (h ^ uint64(r)) * 1099511628211
	}
	return h
}

// keep puts h into the beam at end, which stays sorted and free of twins.
func (d *decoder) keep(end int, h hypothesis) {
	beam := d.beams[end]
	if twin := slices.IndexFunc(beam, func(k hypothesis) bool { return k.hash == h.hash }); twin >= 0 {
		if beam[twin].cost <= h.cost {
			return
		}
		beam = slices.Delete(beam, twin, twin+1)
	}
	if len(beam) == keptHypotheses {
		beam = beam[:keptHypotheses-1]
	}
	at := len(beam)
	for at > 0 && beam[at-1].cost > h.cost {
		at--
	}
	d.beams[end] = slices.Insert(beam, at, h)
}

// sentences is the beam at the end, each judged as a whole sentence.
func (d *decoder) sentences(end int) []hypothesis {
	all := slices.Clone(d.beams[end])
	for i := range all {
		all[i].cost += d.here.after(all[i].last, d.lex.edge())
	}
	slices.SortStableFunc(all, func(a, b hypothesis) int { return int(a.cost - b.cost) })
	return all
}

// spell adds the characters of a hypothesis.
func (d *decoder) spell(dst []rune, h hypothesis) []rune {
	var words [maxLetters]int32
	n := 0
	for ; h.word >= 0 && n < len(words); n++ {
		words[n] = h.word
		if h.before < 0 {
			n++
			break
		}
		h = d.arena[h.before]
	}
	for n--; n >= 0; n-- {
		dst = d.textOf(dst, words[n])
	}
	return dst
}

func (d *decoder) clear() {
	clear(d.arena[:cap(d.arena)])
	d.arena, d.bases = d.arena[:0], d.bases[:0]
	for i := range d.beams {
		clear(d.beams[i][:cap(d.beams[i])])
		d.beams[i] = d.beams[i][:0]
	}
}

// textOf adds the characters of a word.
func (d *decoder) textOf(dst []rune, word int32) []rune {
	if word >= firstExtra {
		return append(dst, d.extras(word).text...)
	}
	return d.lex.appendText(dst, word)
}
