package ink_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"station365/kiosk/input/ink"
	"station365/kiosk/input/ink/inktest"
)

// try writes every so-manieth character of the basic set, of the most frequent so
// many of all, and counts how often it is found within a number of candidates.
func try(m *ink.Model, q inktest.Quirk, every, of, within int) (sc score) {
	s := ink.New(m)
	for i := range min(of, m.Characters()) {
		r, strokes := m.Character(i)
		if i%every != 0 || !inBasicSet(r) {
			continue
		}
		s.Reset()
		write(s, q.Write(rand.New(rand.NewPCG(365, uint64(r))), strokes))
		sc.count(string(r), s.Offer(0, within))
	}
	return sc
}

const all = 1 << 20

func TestEveryQuirkIsForgiven(t *testing.T) {
	m := model(t)
	for _, q := range inktest.Quirks() {
		want := 97
		if q.Name == "one stroke missing" {
			want = 90 // what is left is often another character
		}
		// One in 409 keeps the test short with the race detector; the benchmark asks more.
		sc := try(m, q, 409, all, 10)

		if sc.asked < 15 || sc.ten*100 < want*sc.asked || sc.first*100 < (want-12)*sc.asked {
			t.Errorf("%s: of %d, %d first and %d within ten", q.Name, sc.asked, sc.first, sc.ten)
		}
	}
}

func TestTheMostFrequentCharactersAreAmongTheFirstFive(t *testing.T) {
	m := model(t)
	for _, q := range append(inktest.Quirks()[:1], inktest.People()...) {
		every := 9 // and all in the benchmark
		sc := try(m, q, every, 500, 5)

		if sc.asked < 500/every || sc.ten*100 < 98*sc.asked {
			t.Errorf("%s: of %d, %d within five", q.Name, sc.asked, sc.ten)
		}
	}
}

// A linear model learnt from others' ink never finds these, and 93 more that are as
// frequent, in the order of strokes that schools teach.
func TestCharactersThatOthersNeverFindAreFoundFirst(t *testing.T) {
	m, s, left := model(t), []rune("这要为还可"), 5
	sheet := ink.New(m)
	for i := range m.Characters() {
		r, strokes := m.Character(i)
		if !slices.Contains(s, r) {
			continue
		}
		left--
		sheet.Reset()
		write(sheet, strokes)
		if got := sheet.Offer(0, 1); len(got) != 1 || got[0].Reveal() != string(r) {
			t.Errorf("%c is taken for %v", r, got)
		}
	}
	if left != 0 {
		t.Errorf("%d have no model", left)
	}
}

// BenchmarkQuirks takes one in eleven characters.
func BenchmarkQuirks(b *testing.B) {
	m := model(b)
	for _, q := range inktest.Quirks() {
		b.Run(q.Name, func(b *testing.B) {
			var sc score
			for b.Loop() {
				sc = try(m, q, 11, all, 10)
			}
			sc.report(b)
		})
	}
}

// BenchmarkFrequent takes the 500 most frequent; ten-% is within five here.
func BenchmarkFrequent(b *testing.B) {
	m := model(b)
	for _, q := range append(inktest.Quirks()[:1], inktest.People()...) {
		b.Run(q.Name, func(b *testing.B) {
			var sc score
			for b.Loop() {
				sc = try(m, q, 1, 500, 5)
			}
			sc.report(b)
		})
	}
}
