package main

import (
	"image"
	"image/color"
	"slices"
	"testing"
	"time"

	"station365/build/spenttest"
)

// BenchmarkTouchToFrame is from a finger's lift to the pixels of the next page, on a
// touch panel and a framebuffer that stand outside the real program.
func BenchmarkTouchToFrame(b *testing.B) { touchToFrame(b, startStaticProgram(b)) }

// held is how long a quick finger lies; what it pressed looks pressed by then.
const held = 60 * time.Millisecond

// resting is how long a program is watched while nobody comes: long enough for
// everything that it does every few seconds.
const resting = 30 * time.Second

// awaited is a pixel that says that a page has come.
type awaited struct {
	leg
	at     image.Point
	colour color.RGBA
}

// learn goes on the tour once and finds for each press a pixel that only the page it
// leads to has. It ends where a visit goes round again.
func (p *program) learn() (round []awaited) {
	p.t.Helper()
	before := p.first()
	for _, l := range p.tour {
		p.press(l)
		after := p.settled(before, l.area)
		at, _ := probe(before, after, l.area)
		round = append(round, awaited{l, at, after.RGBAAt(at.X, at.Y)})
		before = after
	}
	return round[1:] // the first leaves the welcome page, which comes again only after a while
}

// await looks until a page has come.
func (p *program) await(a awaited) {
	p.t.Helper()
	deadline, again := time.After(patience), time.NewTicker(glanceEvery)
	defer again.Stop()
	for p.route.Pixel(a.at.X, a.at.Y) != a.colour {
		select {
		case <-again.C:
		case <-deadline:
			p.t.Fatalf("no page came after %s", a.name)
		}
	}
}

func touchToFrame(b *testing.B, p *program) {
	b.Helper()
	round := p.learn()
	var took []time.Duration
	for b.Loop() {
		for _, a := range round {
			p.route.Down(a.finger.X, a.finger.Y)
			<-time.After(held)
			lifted := time.Now()
			p.route.Up(a.finger.X, a.finger.Y)
			p.await(a)
			took = append(took, time.Since(lifted))
		}
	}
	reportTimes(b, took)
	slices.Sort(took)
	b.ReportMetric(float64(took[(len(took)-1)*95/100].Microseconds())/1000, "p95-ms")
}

// idleProgram is the share of a core that a program takes while nobody comes.
func idleProgram(b *testing.B, p *program) {
	b.Helper()
	p.first()
	began, spent := time.Now(), spenttest.Process(b, p.pid)
	<-time.After(resting)
	b.ReportMetric(100*float64(spenttest.Process(b, p.pid)-spent)/float64(time.Since(began)), "%-of-a-core")
	b.ReportMetric(0, "ns/op")
}
