package ink_test

import (
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"station365/assets"
	"station365/build/spenttest"
	"station365/kiosk/input/ink"
	"station365/kiosk/input/ink/inktest"
	"station365/kiosk/personal"
)

func model(t testing.TB) *ink.Model {
	t.Helper()
	m, err := ink.Open(assets.Ink())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func write(s *ink.Sheet, strokes []ink.Stroke) {
	for _, stroke := range strokes {
		s.Down(stroke[0])
		for _, p := range stroke[1:] {
			s.Move(p)
		}
		s.Up()
	}
}

// inBasicSet tells the 6,763 characters of GB 2312.
func inBasicSet(r rune) bool {
	encoded, err := simplifiedchinese.HZGB2312.NewEncoder().String(string(r))
	return err == nil && len(encoded) >= 4
}

// score is how often a character was found, and the processor time of each.
type score struct {
	asked, first, ten int
	took              []time.Duration
}

// sit writes every so-manieth character of the basic set in a hand and asks for it.
func sit(t testing.TB, m *ink.Model, hand inktest.Hand, every int) score {
	t.Helper()
	var sc score
	s := ink.New(m)
	for i := range m.Characters() {
		r, strokes := m.Character(i)
		if !inBasicSet(r) || i%every != 0 {
			continue
		}
		rng := rand.New(rand.NewPCG(20261125, uint64(r)))
		s.Reset()
		write(s, hand.Write(rng, strokes, 255))
		began := spenttest.Thread(t)
		offered := s.Offer(0, 10)
		sc.took = append(sc.took, spenttest.Thread(t)-began)
		sc.count(string(r), offered)
	}
	return sc
}

func (sc *score) count(wanted string, offered []personal.Value) {
	sc.asked++
	for k, c := range offered {
		if c.Reveal() == wanted {
			sc.ten++
			if k == 0 {
				sc.first++
			}
		}
	}
}

func (sc *score) report(b *testing.B) {
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(sc.asked), "characters")
	b.ReportMetric(100*float64(sc.first)/float64(sc.asked), "first-%")
	b.ReportMetric(100*float64(sc.ten)/float64(sc.asked), "ten-%")
}

func TestAHandThatNobodyLearntFromIsRead(t *testing.T) {
	// One in 31 keeps the test short with the race detector; the benchmark asks all.
	sc := sit(t, model(t), inktest.Unseen(), 31)

	if sc.asked < 200 || sc.first*100 < 85*sc.asked || sc.ten*100 < 97*sc.asked {
		t.Errorf("of %d, %d first and %d within ten; want 85 %% and 97 %%", sc.asked, sc.first, sc.ten)
	}
}

// BenchmarkBasicSet writes all 6,763 characters in the unseen hand.
func BenchmarkBasicSet(b *testing.B) {
	m := model(b)
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var sc score
	for b.Loop() {
		sc = sit(b, m, inktest.Unseen(), 1)
	}
	slices.Sort(sc.took)
	sc.report(b)
	b.ReportMetric(float64(sc.took[len(sc.took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(sc.took[len(sc.took)*99/100].Microseconds())/1000, "p99-ms")
}

// BenchmarkLoad is the first use: what it takes, and what then stays in memory
// beside the data in the program.
func BenchmarkLoad(b *testing.B) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var m *ink.Model
	for b.Loop() {
		m = model(b)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(int64(after.HeapAlloc)-int64(before.HeapAlloc))/1e6, "heap-MB")
	b.ReportMetric(float64(len(assets.Ink()))/1e6, "data-MB")
	b.ReportMetric(float64(m.Characters()), "characters")
}
