package pinyin

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"sort"
	"unicode/utf16"
)

// ErrFormat is returned for data that is not what build/pinyin makes.
var ErrFormat = errors.New("not the pinyin engine's data")

// Costs are negative logarithms of probabilities in 256ths: 256 is one e-th as
// likely. They are added where probabilities would be multiplied.
const nat = 256

// The layout of pinyin.bin, little endian, made by build/cmd/pinyin:
//
//	"pinyin1\n", numbers of syllables, texts, UTF-16 units, nodes and words
//	syllables   8 bytes each, sorted, filled up with zeros
//	offsets     of each text and the end, in units; texts are sorted
//	units       of all texts, an even number
//	nodes       first child, first word, parent, syllable; one more at the end.
//	            A tree by syllables, laid out level by level.
//	words       text, cost of text and reading together (16 bits), cost of the
//	            reading when the text is known (16 bits); the likeliest first
//	readings    of each text, the number of its likeliest word
//
// and of pairs.bin:
//
//	"pairs01\n", checksum of pinyin.bin, numbers of texts and one more, of pairs
//	texts       cost (16 bits), cost of going on with an unlisted word plus 16384
//	rows        where the pairs of each text begin, and the end
//	pairs       second text (17 bits), cost (15 bits); sorted within a row
const (
	wordsMagic  = "pinyin1\n"
	pairsMagic  = "pairs01\n"
	syllBytes   = 8
	nodeBytes   = 16
	wordBytes   = 8
	pairShift   = 15
	pairMask    = 1<<pairShift - 1
	unlistedNil = 1 << 14
)

var le = binary.LittleEndian

// Lexicon is the words, their readings and which follows which. It reads the
// bytes where they are and changes nothing later, so that several composers may share
// one, and data in the program's file costs memory only where it is looked at.
type Lexicon struct {
	sylls, offsets, units, nodes, words, readings []byte
	uni, rows, pairs                              []byte

	nSylls, nTexts, nNodes, nWords int

	slips []slip
}

// Open takes the contents of pinyin.bin and pairs.bin. Without pairs the engine
// works by the frequencies of words alone. The bytes are kept and not written to.
func Open(words, pairs []byte) (*Lexicon, error) {
	l := &Lexicon{}
	if err := l.openWords(words); err != nil {
		return nil, fmt.Errorf("words: %w", err)
	}
	l.slips = l.findSlips()
	if len(pairs) == 0 {
		return l, nil
	}
	if err := l.openPairs(pairs, crc32.ChecksumIEEE(words)); err != nil {
		return nil, fmt.Errorf("pairs: %w", err)
	}
	return l, nil
}

func (l *Lexicon) openWords(b []byte) error {
	const head = len(wordsMagic) + 5*4
	if len(b) < head || !bytes.HasPrefix(b, []byte(wordsMagic)) {
		return ErrFormat
	}
	var n [5]int
	for i := range n {
		n[i] = int(le.Uint32(b[len(wordsMagic)+4*i:]))
	}
	l.nSylls, l.nTexts, l.nNodes, l.nWords = n[0], n[1], n[3], n[4]
	b = b[head:]
	for _, section := range []struct {
		to   *[]byte
		size int
	}{
		{&l.sylls, n[0] * syllBytes}, {&l.offsets, (n[1] + 1) * 4}, {&l.units, n[2] * 2},
		{&l.nodes, (n[3] + 1) * nodeBytes}, {&l.words, n[4] * wordBytes}, {&l.readings, n[1] * 4},
	} {
		if len(b) < section.size {
			return ErrFormat
		}
		*section.to, b = b[:section.size:section.size], b[section.size:]
	}
	if len(b) != 0 || l.nNodes == 0 || int(le.Uint32(l.offsets[4*l.nTexts:])) > n[2] {
		return ErrFormat
	}
	return nil
}

func (l *Lexicon) openPairs(b []byte, words uint32) error {
	const head = len(pairsMagic) + 3*4
	if len(b) < head || !bytes.HasPrefix(b, []byte(pairsMagic)) {
		return ErrFormat
	}
	sum, texts, pairs := le.Uint32(b[8:]), int(le.Uint32(b[12:])), int(le.Uint32(b[16:]))
	if sum != words || texts != l.nTexts+1 || len(b) != head+4*texts+4*(texts+1)+4*pairs {
		return ErrFormat
	}
	b = b[head:]
	l.uni, l.rows, l.pairs = b[:4*texts], b[4*texts:4*(2*texts+1)], b[4*(2*texts+1):]
	if int(le.Uint32(l.rows[4*texts:])) != pairs {
		return ErrFormat
	}
	return nil
}

// edge is the number that stands for the begin and the end of a sentence.
func (l *Lexicon) edge() int32 { return int32(l.nTexts) }

func (l *Lexicon) syllable(i int) []byte {
	s := l.sylls[i*syllBytes : (i+1)*syllBytes]
	if end := bytes.IndexByte(s, 0); end >= 0 {
		return s[:end]
	}
	return s
}

// spread is the syllables from lo until before hi that begin with prefix; exact
// tells that the first is prefix itself.
func (l *Lexicon) spread(prefix []byte) (lo, hi uint16, exact bool) {
	first := sort.Search(l.nSylls, func(i int) bool { return bytes.Compare(l.syllable(i), prefix) >= 0 })
	last := first
	for last < l.nSylls && bytes.HasPrefix(l.syllable(last), prefix) {
		last++
	}
	return uint16(first), uint16(last), first < l.nSylls && bytes.Equal(l.syllable(first), prefix)
}

func (l *Lexicon) firstChild(n int) int { return int(le.Uint32(l.nodes[n*nodeBytes:])) }
func (l *Lexicon) firstWord(n int) int  { return int(le.Uint32(l.nodes[n*nodeBytes+4:])) }
func (l *Lexicon) parent(n int) int     { return int(le.Uint32(l.nodes[n*nodeBytes+8:])) }
func (l *Lexicon) syllOf(n int) uint16  { return uint16(le.Uint32(l.nodes[n*nodeBytes+12:])) }

// children are the nodes below n whose syllables are from lo until before hi.
func (l *Lexicon) children(n int, lo, hi uint16) (from, to int) {
	from, to = l.firstChild(n), l.firstChild(n+1)
	from += sort.Search(to-from, func(i int) bool { return l.syllOf(from+i) >= lo })
	end := from
	for end < to && l.syllOf(end) < hi {
		end++
	}
	return from, end
}

// word is one reading of a text.
func (l *Lexicon) word(i int) (text, joint, reading int32) {
	b := l.words[i*wordBytes:]
	return int32(le.Uint32(b)), int32(le.Uint16(b[4:])), int32(le.Uint16(b[6:]))
}

// appendText adds the characters of a text.
func (l *Lexicon) appendText(dst []rune, text int32) []rune {
	at, end := le.Uint32(l.offsets[4*text:]), le.Uint32(l.offsets[4*text+4:])
	for ; at < end; at++ {
		r := rune(le.Uint16(l.units[2*at:]))
		if utf16.IsSurrogate(r) && at+1 < end {
			at++
			r = utf16.DecodeRune(r, rune(le.Uint16(l.units[2*at:])))
		}
		dst = append(dst, r)
	}
	return dst
}

// find is the number of a text, or false.
func (l *Lexicon) find(text []rune) (int32, bool) {
	var buf [16]rune
	i, found := sort.Find(l.nTexts, func(i int) int { return compareRunes(text, l.appendText(buf[:0], int32(i))) })
	return int32(i), found
}

func compareRunes(a, b []rune) int {
	for i := range min(len(a), len(b)) {
		if c := cmp.Compare(a[i], b[i]); c != 0 {
			return c
		}
	}
	return cmp.Compare(len(a), len(b))
}

// likeliest is the syllables of a text's likeliest reading, and its cost.
func (l *Lexicon) likeliest(text int32) (key []uint16, joint int32) {
	w := int(le.Uint32(l.readings[4*text:]))
	n := sort.Search(l.nNodes, func(i int) bool { return l.firstWord(i+1) > w })
	for ; n > 0; n = l.parent(n) {
		key = append([]uint16{l.syllOf(n)}, key...)
	}
	_, joint, _ = l.word(w)
	return key, joint
}

// single is the cost of a text by itself.
func (l *Lexicon) single(text int32) int32 {
	if l.uni != nil {
		return int32(le.Uint16(l.uni[4*text:]))
	}
	_, joint := l.jointOf(text)
	return joint
}

func (l *Lexicon) jointOf(text int32) (word int, joint int32) {
	word = int(le.Uint32(l.readings[4*text:]))
	_, joint, _ = l.word(word)
	return word, joint
}

// after is the cost of text b when a stands before it.
func (l *Lexicon) after(a, b int32) int32 {
	if l.uni == nil {
		if b == l.edge() {
			return 0
		}
		return l.single(b)
	}
	lo, hi := le.Uint32(l.rows[4*a:]), le.Uint32(l.rows[4*a+4:])
	want := uint32(b) << pairShift
	for lo < hi {
		mid := (lo + hi) / 2
		p := le.Uint32(l.pairs[4*mid:])
		switch {
		case p>>pairShift == uint32(b):
			return int32(p & pairMask)
		case p < want:
			lo = mid + 1
		default:
			hi = mid
		}
	}
	return int32(le.Uint16(l.uni[4*a+2:])) - unlistedNil + l.single(b)
}
