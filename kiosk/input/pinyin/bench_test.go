package pinyin_test

import (
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"station365/assets"
	"station365/build/spenttest"
	"station365/kiosk/input/pinyin"
)

// BenchmarkKey types every sample letter by letter, and once by first letters
// alone, and reads the first page after each.
func BenchmarkKey(b *testing.B) {
	c := inContext(b)
	var texts []string
	for _, name := range []string{"phrases.tsv", "places.tsv"} {
		seen, unseen := samples(b, name)
		for _, s := range append(seen, unseen...) {
			short := ""
			for _, syll := range s.sylls {
				short += syll[:1]
			}
			texts = append(texts, strings.Join(s.sylls, ""), short)
		}
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var took []time.Duration
	for b.Loop() {
		for _, t := range texts {
			c.Reset()
			for i := range t {
				began := spenttest.Thread(b)
				c.Type([]byte(t[i : i+1]))
				c.Offer(0, 6)
				took = append(took, spenttest.Thread(b)-began)
			}
		}
	}
	slices.Sort(took)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
	b.ReportMetric(float64(took[len(took)-1].Microseconds())/1000, "max-ms")
}

// BenchmarkLoad is what the first use costs: the data looked at, the context
// prepared.
func BenchmarkLoad(b *testing.B) {
	expected := expected(b)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var kept *pinyin.Composer
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	began, loads := spenttest.Thread(b), 0
	for b.Loop() {
		loads++
		lex, err := pinyin.Open(assets.Pinyin())
		if err != nil {
			b.Fatal(err)
		}
		kept = pinyin.New(lex, 0)
		kept.Expect(expected)
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric((spenttest.Thread(b)-began).Seconds()*1000/float64(loads), "load-ms")
	runtime.GC()
	runtime.ReadMemStats(&after)
	words, pairs := assets.Pinyin()
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "MB-heap")
	b.ReportMetric(float64(len(words)+len(pairs))/1e6, "MB-data")
	runtime.KeepAlive(kept)
}
