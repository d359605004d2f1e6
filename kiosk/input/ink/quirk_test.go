package ink_test

import (
	"math/rand/v2"
	"testing"

	"station365/kiosk/input/ink"
	"station365/kiosk/input/ink/inktest"
)

// try writes every so-manieth character of the basic set and counts how often it
// is found.
func try(m *ink.Model, q inktest.Quirk, every int) (sc score) {
	s := ink.New(m)
	for i := range m.Characters() {
		r, strokes := m.Character(i)
		if i%every != 0 || !inBasicSet(r) {
			continue
		}
		s.Reset()
		write(s, q.Write(rand.New(rand.NewPCG(365, uint64(r))), strokes))
		sc.count(string(r), s.Offer(0, 10))
	}
	return sc
}

// BenchmarkQuirks takes one in eleven characters.
func BenchmarkQuirks(b *testing.B) {
	m := model(b)
	for _, q := range inktest.Quirks() {
		b.Run(q.Name, func(b *testing.B) {
			var sc score
			for b.Loop() {
				sc = try(m, q, 11)
			}
			sc.report(b)
		})
	}
}
