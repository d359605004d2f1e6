package ink_test

import (
	"math"
	"slices"
	"testing"

	"station365/kiosk/input/ink"
)

func strokesOf(t *testing.T, m *ink.Model, want rune) []ink.Stroke {
	t.Helper()
	for i := range m.Characters() {
		if r, strokes := m.Character(i); r == want {
			return strokes
		}
	}
	t.Fatalf("no strokes of %c", want)
	return nil
}

func first(s *ink.Sheet) string {
	for _, c := range s.Offer(0, 1) {
		return c.Reveal()
	}
	return ""
}

func TestFrequentCharactersAreReadInAnyOrderAndJoined(t *testing.T) {
	m := model(t)
	s := ink.New(m)
	for _, r := range "这要为还可我是的不了人在有他们中国一二三口日田" {
		strokes := strokesOf(t, m, r)
		backwards := slices.Clone(strokes)
		slices.Reverse(backwards)
		joined := slices.Clone(strokes)
		if len(joined) > 3 {
			joined = append(joined[:len(joined)-2], slices.Concat(joined[len(joined)-2:]...))
		}
		for how, written := range map[string][]ink.Stroke{"in order": strokes, "backwards": backwards, "joined": joined} {
			s.Reset()
			write(s, written)

			if got := first(s); got != string(r) {
				t.Errorf("%c %s was read as %s", r, how, got)
			}
		}
	}
}

func TestWhereAndHowLargeOneWritesDoesNotMatter(t *testing.T) {
	m := model(t)
	s := ink.New(m)
	for _, scale := range []float32{0.01, 1, 40} {
		s.Reset()
		for _, stroke := range strokesOf(t, m, '家') {
			for i, p := range stroke {
				at := ink.Point{X: 3 + p.X*scale, Y: 500 + p.Y*scale}
				if i == 0 {
					s.Down(at)
				}
				s.Move(at)
			}
		}

		if got := first(s); got != "家" {
			t.Errorf("at %v times the size read as %s", scale, got)
		}
	}
}

func TestCandidatesFollowTheStrokes(t *testing.T) {
	m := model(t)
	s := ink.New(m)
	write(s, strokesOf(t, m, '十'))
	if got := first(s); got != "十" {
		t.Fatalf("read as %s", got)
	}

	write(s, []ink.Stroke{{{X: 60, Y: 225}, {X: 195, Y: 225}}})
	three := first(s)
	s.Undo()

	if three != "土" && three != "士" {
		t.Errorf("with a bar below read as %s", three)
	}
	if got := first(s); got != "十" {
		t.Errorf("without it again as %s", got)
	}
}

func TestInkOfAnyKindIsBorne(t *testing.T) {
	s := ink.New(model(t))
	if got := s.Offer(0, 10); got != nil {
		t.Errorf("an empty sheet offers %d", len(got))
	}
	s.Undo()
	s.Move(ink.Point{X: 1, Y: 1})
	big, nan := float32(math.MaxFloat32), float32(math.NaN())
	for _, strokes := range [][]ink.Stroke{
		{{{X: 5, Y: 5}}},
		{{{X: 5, Y: 5}, {X: 5, Y: 5}}},
		{{{X: nan, Y: 1}, {X: 1, Y: nan}}},
		{{{X: 999_999.9, Y: 999_999.9}, {X: 1e6, Y: 1e6}}},
		{{{X: -1e6, Y: -1e6}, {X: 1e6, Y: 1e6}}, {{X: 0, Y: 1e-30}, {X: 1e-30, Y: 0}}},
		{{{X: -big, Y: big}, {X: big, Y: -big}}, {{X: 0, Y: 0}}},
	} {
		s.Reset()
		write(s, strokes)
		s.Offer(-1, 10)
		s.Offer(1000, 10)
	}
	s.Reset()
	for i := range 100_000 {
		s.Down(ink.Point{X: float32(i % 300), Y: float32(i % 211)})
	}
	if n := len(s.Offer(0, 10)); n != 10 {
		t.Errorf("a scribble offers %d", n)
	}
}
