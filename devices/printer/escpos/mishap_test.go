package escpos_test

import (
	"fmt"
	"image"
	"testing"
	"time"

	"station365/devices/printer"
	"station365/devices/printer/escpos/emulator"
)

// note is a page of the kinds of lines that receipts have, short enough to be
// broken off at many places.
func note() printer.Page {
	return printer.Page{Blocks: []printer.Block{
		{Text: &printer.Text{Text: "沙南社区", Size: printer.Large, Bold: true, Align: printer.Centre}},
		{Rule: &printer.Rule{}},
		{Pair: &printer.Pair{Label: "时间", Value: "2026年11月23日 星期一 10:49"}},
		{Text: &printer.Text{Text: "下班前给您结果", Inverse: true, Bold: true}},
		{Text: &printer.Text{Text: "觉得办得不好：打 0851-0000-0366。"}},
		{Feed: 4},
	}}
}

// whole is how many of the slips show all of page and nothing else. Torn pieces,
// which a person throws away, do not count.
func (b *bench) whole(page printer.Page) int { return b.like(preview(b, page)) }

// notes is the same for the note, which is drawn once.
func (b *bench) notes() int {
	if b.drawn == nil {
		b.drawn = preview(b, note())
	}
	return b.like(b.drawn)
}

func (b *bench) like(want image.Image) int {
	n := 0
	for _, slip := range b.out() {
		if differing(want, slip) <= disarmed {
			n++
		}
	}
	return n
}

// mishap is what goes wrong at a byte of a job, and how a person puts it right.
type mishap struct {
	strike, repair func(b *bench)
	allowed        map[printer.Status]bool // what the printer may say of it
}

// everywhere lets the mishap strike at many bytes of a job, on every kind of
// printer, and holds what is promised wherever it strikes.
func everywhere(t *testing.T, m mishap) {
	t.Helper()
	for name, can := range kinds {
		s := usual()
		s.printer.Can = can
		m.allOver(t, name, s)
	}
}

// allOver is the same on one kind of printer.
func (m mishap) allOver(t *testing.T, name string, s shop) {
	t.Helper()
	length := lengthOf(t, s)
	for _, at := range places(length) {
		t.Run(fmt.Sprintf("%s, byte %d of %d", name, at, length), func(t *testing.T) {
			withBench(t, s, func(b *bench) { m.at(b, at) })
		})
	}
}

// places are bytes all over a job, and closer to each other at its end, where it
// is decided what may be said of it.
func places(length int) []int {
	var at []int
	for i := 1; i < length; i += max(1, length/11) {
		at = append(at, i)
	}
	for i := length - 120; i < length+20; i += 20 {
		at = append(at, i)
	}
	return at
}

// lengthOf is how many bytes the printer takes for the note.
func lengthOf(t *testing.T, s shop) (n int) {
	withBench(t, s, func(b *bench) {
		b.at(1<<30, func() {})
		b.print("length", note())
		n = b.trap.count()
	})
	return n
}

func (m mishap) at(b *bench, at int) {
	b.at(at, func() { m.strike(b) })
	out := b.print("one", note())

	whole := b.notes()
	b.t.Logf("%+v, %d whole slips", out, whole)
	switch out.Result {
	case printer.Printed:
		if whole != 1 {
			b.t.Errorf("said to be printed: %d whole slips", whole)
		}
	case printer.NotPrinted:
		if whole != 0 || out.Code == "" {
			b.t.Errorf("said not to be printed: %d whole slips, code %q", whole, out.Code)
		}
	case printer.Indefinite:
		if whole > 1 || out.Code == "" {
			b.t.Errorf("said to be unknown: %d whole slips, code %q", whole, out.Code)
		}
	default:
		b.t.Errorf("a job cannot end as %q", out.Result)
	}
	if out.Result == printer.NotPrinted && !m.allowed[out.Status] {
		b.t.Errorf("status %s", out.Status)
	}
	m.again(b, out, whole)
}

// again repairs and prints the job again if it may be: the paper comes out once,
// clean of what was torn before, and nothing comes out by itself.
func (m mishap) again(b *bench, out printer.Outcome, whole int) {
	b.wait(10 * time.Second) // the mishap is over only when a person comes
	m.repair(b)
	b.wait(30 * time.Second)
	if n := b.notes(); out.Result == printer.NotPrinted && n != whole {
		b.t.Errorf("%d slips came out by themselves", n-whole)
	}
	second := b.print("one", note())
	switch {
	case out.Result == printer.NotPrinted && (second.Result != printer.Printed || b.notes() != 1):
		b.t.Errorf("after the repair: %+v, %d whole slips", second, b.notes())
	case out.Result != printer.NotPrinted && second != out:
		b.t.Errorf("it was begun again: %+v", second)
	}
	if n := b.notes(); n > 1 {
		b.t.Errorf("printed %d times", n)
	}
	if third := b.print("two", note()); third.Result != printer.Printed {
		b.t.Errorf("the next job: %+v", third)
	}
	if lost := b.paper.Lost(); lost > 0 {
		b.t.Errorf("%d bytes found the buffer full", lost)
	}
}

// oneWay is a printer of which only one wire is connected.
func oneWay() shop {
	s := usual()
	s.printer.Can = emulator.Abilities{}
	return s
}
