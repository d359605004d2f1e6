package ink

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// The layout of the data, little endian; n is the count of characters:
//
//	"INK1", n uint32, scale float32 (an average's unit)
//	n x uint32            the characters, most frequent first
//	n x uint8             how rare each is, 0 for the most frequent
//	512 x float32         the average of all characters' runs
//	512 x 128 x float32   the views: what tells characters apart, by direction and field
//	n x 128 x int8        each character's average, seen through the views
//	(n+1) x uint32        where each character's strokes begin below
//	strokes               a character: strokes one after the other; a stroke: count
//	                      of points uint8, then x and y of each, uint8
const (
	magic = "INK1"
	// Views is how many numbers a character's average is kept as.
	Views = 128
)

// ErrData means that the data is not what build/ink makes.
var ErrData = errors.New("not ink data")

// Model is the characters that can be recognised. It reads the data in place and
// is shared by any number of sheets.
type Model struct {
	chars    []rune
	rarity   []byte
	scale    float32
	middle   []float32
	views    []float32 // direction and field after each other, Views numbers each
	averages []int8
	from     []uint32
	strokes  []byte
}

// Open reads the data made by build/ink.
func Open(data []byte) (*Model, error) {
	r := reader{rest: data}
	if string(r.take(len(magic))) != magic {
		return nil, fmt.Errorf("open model: %w", ErrData)
	}
	n := int(r.number())
	// Every character takes more than its average; a count beyond that is damage.
	if n < 1 || n > len(data)/Views {
		return nil, fmt.Errorf("open model of %d characters: %w", n, ErrData)
	}
	m := &Model{scale: math.Float32frombits(r.number())}
	for _, c := range r.numbers(n) {
		m.chars = append(m.chars, rune(c))
	}
	m.rarity = r.take(n)
	m.middle = r.reals(len(Runs{}))
	m.views = r.reals(len(Runs{}) * Views)
	m.averages = signed(r.take(n * Views))
	m.from = r.numbers(n + 1)
	m.strokes = r.rest
	if r.short || !m.whole() {
		return nil, fmt.Errorf("open model of %d characters: %w", n, ErrData)
	}
	return m, nil
}

// whole tells whether every character's strokes can be read.
func (m *Model) whole() bool {
	for i := range m.chars {
		if m.from[i] >= m.from[i+1] || int(m.from[i+1]) > len(m.strokes) {
			return false
		}
		rest := m.strokes[m.from[i]:m.from[i+1]]
		for len(rest) > 0 {
			next := 1 + 2*int(rest[0])
			if rest[0] == 0 || next > len(rest) {
				return false
			}
			rest = rest[next:]
		}
	}
	return true
}

// Characters is how many characters can be recognised.
func (m *Model) Characters() int { return len(m.chars) }

// Character is the i-th character and its model strokes.
func (m *Model) Character(i int) (rune, []Stroke) { return m.chars[i], m.strokesOf(i, nil) }

// strokesOf appends the model strokes of the i-th character to room.
func (m *Model) strokesOf(i int, room []Stroke) []Stroke {
	rest := m.strokes[m.from[i]:m.from[i+1]]
	for len(rest) > 0 {
		n := int(rest[0])
		s := make(Stroke, n)
		for j := range s {
			s[j] = Point{float32(rest[1+2*j]), float32(rest[2+2*j])}
		}
		room = append(room, s)
		rest = rest[1+2*n:]
	}
	return room
}

// reader takes the parts of the data off its front.
type reader struct {
	rest  []byte
	short bool
}

func (r *reader) take(n int) []byte {
	if n > len(r.rest) {
		r.short = true
		return make([]byte, n)
	}
	part := r.rest[:n:n]
	r.rest = r.rest[n:]
	return part
}

func (r *reader) number() uint32 { return binary.LittleEndian.Uint32(r.take(4)) }

func (r *reader) numbers(n int) []uint32 {
	out := make([]uint32, n)
	for i := range out {
		out[i] = r.number()
	}
	return out
}

func (r *reader) reals(n int) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = math.Float32frombits(r.number())
	}
	return out
}

func signed(b []byte) []int8 {
	out := make([]int8, len(b))
	for i, v := range b {
		out[i] = int8(v)
	}
	return out
}
