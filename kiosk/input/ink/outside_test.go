package ink_test

import (
	"encoding/xml"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"station365/kiosk/input/ink"
	"station365/kiosk/input/ink/inktest"
)

// outside is where build/ink --outside has put KanjiVG: characters as somebody
// else draws them, by hand and not from a font. It may not be shipped with the
// rest (CC BY-SA), and its shapes are Japanese, many of them as they are written in
// China.
const outside = "KANJIVG"

func drawnElsewhere(t testing.TB) func(rune) ([]ink.Stroke, bool) {
	t.Helper()
	dir := os.Getenv(outside)
	if dir == "" {
		t.Skip("run build/ink --outside, and set " + outside + " to the folder it names")
	}
	return func(r rune) ([]ink.Stroke, bool) {
		file, err := os.Open(filepath.Join(dir, fmt.Sprintf("%05x.svg", r)))
		if err != nil {
			return nil, false
		}
		defer func() { _ = file.Close() }()
		var drawing struct {
			Paths []struct {
				D string `xml:"d,attr"`
			} `xml:"path"`
		}
		if err := xml.NewDecoder(file).Decode(&drawing); err != nil {
			t.Fatalf("%c: %v", r, err)
		}
		var strokes []ink.Stroke
		for _, p := range drawing.Paths {
			strokes = append(strokes, (&path{rest: p.D}).walk())
		}
		return strokes, len(strokes) > 0
	}
}

// path walks an SVG path of moves and cubic curves, which is all KanjiVG has.
type path struct {
	rest string
	at   ink.Point
	ctrl ink.Point // the last curve's second control point
	s    ink.Stroke
}

func (p *path) walk() ink.Stroke {
	command := byte(0)
	for p.skip(); p.rest != ""; p.skip() {
		if c := p.rest[0]; c >= 'A' {
			command, p.rest = c, p.rest[1:]
			continue
		}
		origin := p.at
		if command < 'a' {
			origin = ink.Point{}
		}
		switch command {
		case 'M', 'm':
			p.at = p.point(origin)
			p.s, p.ctrl = append(p.s, p.at), p.at
			command-- // numbers after a move are lines: 'L' stands before 'M'
		case 'L', 'l':
			p.at = p.point(origin)
			p.s, p.ctrl = append(p.s, p.at), p.at
		case 'C', 'c':
			p.curve(p.point(origin), p.point(origin), p.point(origin))
		case 'S', 's':
			p.curve(ink.Point{X: 2*p.at.X - p.ctrl.X, Y: 2*p.at.Y - p.ctrl.Y}, p.point(origin), p.point(origin))
		default:
			panic("a path has " + string(command) + ", which KanjiVG does not use")
		}
	}
	return p.s
}

func (p *path) skip() {
	for p.rest != "" && (p.rest[0] == ' ' || p.rest[0] == ',' || p.rest[0] == '\n' || p.rest[0] == '\t') {
		p.rest = p.rest[1:]
	}
}

func (p *path) point(from ink.Point) ink.Point {
	x := p.number()
	return ink.Point{X: from.X + x, Y: from.Y + p.number()}
}

// number takes one off the front; "3-4.5.6" are three of them.
func (p *path) number() float32 {
	p.skip()
	n, dot := 0, false
	for n < len(p.rest) {
		c := p.rest[n]
		if !(c >= '0' && c <= '9' || c == '-' && n == 0 || c == '.' && !dot) {
			break
		}
		dot = dot || c == '.'
		n++
	}
	v, err := strconv.ParseFloat(p.rest[:n], 32)
	if err != nil {
		panic(err)
	}
	p.rest = p.rest[n:]
	return float32(v)
}

func (p *path) curve(a, b, end ink.Point) {
	const pieces = 12
	from := p.at
	for k := 1; k <= pieces; k++ {
		t := float32(k) / pieces
		u := 1 - t
		at := func(f, a, b, e float32) float32 { return u*u*u*f + 3*u*u*t*a + 3*u*t*t*b + t*t*t*e }
		p.s = append(p.s, ink.Point{X: at(from.X, a.X, b.X, end.X), Y: at(from.Y, a.Y, b.Y, end.Y)})
	}
	p.at, p.ctrl = end, b
}

// askElsewhere asks for every so-manieth character that is drawn elsewhere too,
// written in a hand; nil is as it is.
func askElsewhere(t testing.TB, m *ink.Model, q *inktest.Quirk, every int) (sc score) {
	t.Helper()
	drawing, s := drawnElsewhere(t), ink.New(m)
	for i := range m.Characters() {
		r, _ := m.Character(i)
		if i%every != 0 || !inBasicSet(r) {
			continue
		}
		strokes, has := drawing(r)
		if !has {
			continue
		}
		if q != nil {
			strokes = q.Write(rand.New(rand.NewPCG(365, uint64(r))), strokes)
		}
		s.Reset()
		write(s, strokes)
		sc.count(string(r), s.Offer(0, 10))
	}
	return sc
}

func TestCharactersDrawnBySomebodyElseAreRead(t *testing.T) {
	sc := askElsewhere(t, model(t), nil, 7)

	// A few are drawn otherwise in Japan than in China.
	if sc.asked < 400 || sc.first*100 < 96*sc.asked || sc.ten*1000 < 995*sc.asked {
		t.Errorf("of %d, %d first and %d within ten; want 96 %% and 99.5 %%", sc.asked, sc.first, sc.ten)
	}
}

// BenchmarkOutside writes what is drawn elsewhere in every mixed hand.
func BenchmarkOutside(b *testing.B) {
	m := model(b)
	b.Run("as drawn", func(b *testing.B) {
		var sc score
		for b.Loop() {
			sc = askElsewhere(b, m, nil, 1)
		}
		sc.report(b)
	})
	for _, q := range inktest.People() {
		b.Run(q.Name, func(b *testing.B) {
			var sc score
			for b.Loop() {
				sc = askElsewhere(b, m, &q, 1)
			}
			sc.report(b)
		})
	}
}
