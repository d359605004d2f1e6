package main

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"os"
	"slices"
	"strings"
)

// keptPairs bounds the file to less than five megabytes: those pairs stay that say
// most that the two words alone do not.
const keptPairs = 1_000_000

// pair is one word after another, by their numbers in the lexicon.
type pair struct {
	from, to int
	prob     float64
	gain     float64
}

// model is open-gram in the lexicon's numbers. The number of texts stands for
// the begin of a sentence as a first word and for its end as a second.
type model struct {
	uni   []float64
	bow   []float64
	pairs []pair
}

// marks are the punctuation whose neighbours begin and end sentences.
const marks = "，。；？！"

func pairsOf(modelPath, vocabularyPath string, l *lexicon, words []byte) ([]byte, error) {
	names, err := readVocabulary(vocabularyPath)
	if err != nil {
		return nil, fmt.Errorf("vocabulary: %w", err)
	}
	m, err := readModel(modelPath, names, l)
	if err != nil {
		return nil, err
	}
	m.choose()
	return m.bytes(crc32.ChecksumIEEE(words)), nil
}

// readVocabulary reads the words of a sunpinyin dictionary: four numbers, the
// third the offset of the words, each UTF-32 and closed by a zero.
func readVocabulary(path string) ([]string, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	if len(b) < 16 {
		return nil, errors.New("no header")
	}
	offset := int(binary.LittleEndian.Uint32(b[8:]))
	if offset > len(b) {
		return nil, errors.New("words begin behind the end")
	}
	var names []string
	var name []rune
	for b = b[offset:]; len(b) >= 4; b = b[4:] {
		r := rune(binary.LittleEndian.Uint32(b))
		if r == 0 {
			names, name = append(names, string(name)), name[:0]
			continue
		}
		name = append(name, r)
	}
	return names, nil
}

// numbers maps the vocabulary to the lexicon: a text, a mark or nothing (-1).
func numbers(names []string, l *lexicon) (ids []int, isMark []bool) {
	ids, isMark = make([]int, len(names)), make([]bool, len(names))
	for i, name := range names {
		ids[i] = -1
		if id, known := l.id[name]; known && !l.last[id] {
			ids[i] = id
		}
		isMark[i] = name != "" && strings.Contains(marks, name)
	}
	return ids, isMark
}

// reader is a model being read.
type reader struct {
	model
	ids    []int
	isMark []bool
	edge   int

	begins, ends map[int]float64
	marksShare   float64
}

func readModel(path string, names []string, l *lexicon) (*model, error) {
	edge := len(l.texts)
	m := &reader{edge: edge, begins: map[int]float64{}, ends: map[int]float64{}}
	m.ids, m.isMark = numbers(names, l)
	m.uni, m.bow = make([]float64, edge+1), make([]float64, edge+1)
	level := 0
	err := lines(path, func(line string) error {
		if strings.HasPrefix(line, `\`) {
			_, err := fmt.Sscanf(line, `\%d-gram`, &level)
			return err
		}
		switch level {
		case 1:
			return m.word(line)
		case 2:
			return m.pair(line)
		}
		return nil
	})
	if err != nil || m.marksShare == 0 {
		return nil, cmp.Or(err, fmt.Errorf("%s is no model", path))
	}
	m.close(l)
	return &m.model, nil
}

// word reads "number probability weight".
func (m *reader) word(line string) error {
	var a int
	var p, b float64
	if _, err := fmt.Sscan(line, &a, &p, &b); err != nil {
		return fmt.Errorf("%q: %w", line, err)
	}
	if a >= len(m.ids) {
		return nil
	}
	if id := m.ids[a]; id >= 0 {
		m.uni[id], m.bow[id] = p, b
	}
	if m.isMark[a] {
		m.marksShare += p
		m.uni[m.edge] += p
		m.bow[m.edge] += p * b
	}
	return nil
}

// pair reads "first second probability …".
func (m *reader) pair(line string) error {
	var a, c int
	var p float64
	if _, err := fmt.Sscan(line, &a, &c, &p); err != nil {
		return fmt.Errorf("%q: %w", line, err)
	}
	if a >= len(m.ids) || c >= len(m.ids) {
		return nil
	}
	from, to := m.ids[a], m.ids[c]
	switch {
	case from >= 0 && to >= 0:
		m.pairs = append(m.pairs, pair{from: from, to: to, prob: p})
	case m.isMark[a] && to >= 0:
		m.begins[to] += p // weighed alike: comma and stop are about as frequent
	case from >= 0 && m.isMark[c]:
		m.ends[from] += p
	}
	return nil
}

// close turns marks into the edges of sentences.
func (m *reader) close(l *lexicon) {
	m.bow[m.edge] /= m.marksShare
	for to, p := range m.begins {
		m.pairs = append(m.pairs, pair{from: m.edge, to: to, prob: p / float64(len([]rune(marks)))})
	}
	for from, p := range m.ends {
		m.pairs = append(m.pairs, pair{from: from, to: m.edge, prob: p})
	}
	m.mix(l)
}

// mix puts the two sources' frequencies of words together: the words' own count
// is of another kind of text than the model's, and each misses some.
func (m *model) mix(l *lexicon) {
	for i, p := range l.prob {
		m.uni[i] = (m.uni[i] + p) / 2
		if m.bow[i] == 0 {
			m.bow[i] = 1
		}
	}
}

// choose keeps the pairs by what they add: probability of the pair times the
// logarithm of what it is against what the two words alone would give.
func (m *model) choose() {
	for i := range m.pairs {
		p := &m.pairs[i]
		p.gain = m.uni[p.from] * p.prob * math.Abs(math.Log(p.prob/(m.bow[p.from]*m.uni[p.to])))
	}
	slices.SortFunc(m.pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.gain, a.gain), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
	m.pairs = m.pairs[:min(len(m.pairs), keptPairs)]
	slices.SortFunc(m.pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
}

func (m *model) bytes(words uint32) []byte {
	le := binary.LittleEndian
	b := []byte("pairs01\n")
	b = le.AppendUint32(b, words)
	b = le.AppendUint32(b, uint32(len(m.uni)))
	b = le.AppendUint32(b, uint32(len(m.pairs)))
	for i := range m.uni {
		b = le.AppendUint16(b, cost(m.uni[i]))
		// A weight above one is a gain, so the middle of the range is nought.
		b = le.AppendUint16(b, uint16(math.Round(-math.Log(m.bow[i])*256)+1<<14))
	}
	at := 0
	for from := range len(m.uni) + 1 {
		for at < len(m.pairs) && m.pairs[at].from < from {
			at++
		}
		b = le.AppendUint32(b, uint32(at))
	}
	for _, p := range m.pairs {
		b = le.AppendUint32(b, uint32(p.to)<<15|uint32(cost(p.prob)))
	}
	return b
}
