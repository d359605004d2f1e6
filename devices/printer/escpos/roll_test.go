package escpos_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"station365/devices"
	"station365/devices/printer"
	"station365/devices/printer/escpos/emulator"
)

// drawer is a meter in memory, which outlives its driver.
type drawer struct {
	mu     sync.Mutex
	mm     int
	broken error
}

func (d *drawer) Read() (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.mm, d.broken
}

func (d *drawer) Write(mm int) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.broken == nil {
		d.mm = mm
	}
	return d.broken
}

func (d *drawer) read() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.mm
}

func TestPaperThatHasGoneIsCounted_AlsoOverARestart(t *testing.T) {
	s, meter := usual(), &drawer{}
	s.opts.Meter = meter
	var drawn int // mm of one note, with the way to the knife
	withBench(t, s, func(b *bench) {
		b.print("a", note())
		b.wait(time.Second)
		drawn = b.out()[0].Bounds().Dy() / 8
	})
	if once := meter.read(); once < drawn-1 || once > drawn+1 {
		t.Errorf("%d mm counted, %d mm came out", once, drawn)
	}

	withBench(t, s, func(b *bench) {
		b.print("b", note())
		b.wait(time.Second)
	})

	if twice := meter.read(); twice < 2*drawn-2 || twice > 2*drawn+2 {
		t.Errorf("after two runs %d mm counted, want about %d", twice, 2*drawn)
	}
}

func TestRollNearsItsEndWithoutASensor_PaperLowIsSaidInTime(t *testing.T) {
	s := usual()
	s.opts.Meter = &drawer{mm: 46_980}
	withBench(t, s, func(b *bench) {
		if b.dev.Status() != printer.Ready || !strings.HasSuffix(b.last().Detail, "about 4 m of paper left") {
			t.Errorf("before: %s, %q", b.dev.Status(), b.last().Detail)
		}

		out := b.print("a", note())

		h := b.last()
		if out.Result != printer.Printed || out.Status != printer.PaperLow || b.dev.Status() != printer.PaperLow {
			t.Errorf("outcome %+v, status %s", out, b.dev.Status())
		}
		if h.State != devices.Attention || h.Code != "P-08" || !strings.HasSuffix(h.Detail, "about 3 m of paper left") {
			t.Errorf("health %+v", h)
		}
	})
}

func TestNewRollIsPutIn_TheCountBeginsAfresh(t *testing.T) {
	for name, hand := range map[string]func(b *bench, out bool){
		"paper out":    func(b *bench, out bool) { b.paper.SetPaper(!out) },
		"cover opened": func(b *bench, out bool) { b.paper.SetCover(out) },
	} {
		s, meter := usual(), &drawer{mm: 49_000}
		s.opts.Meter = meter
		withBench(t, s, func(b *bench) {
			if b.dev.Status() != printer.PaperLow {
				t.Errorf("%s: before: %s", name, b.dev.Status())
			}
			hand(b, true)
			b.wait(20 * time.Second)

			hand(b, false)
			b.wait(5 * time.Second)

			if b.dev.Status() != printer.Ready || meter.read() != 0 || !strings.HasSuffix(b.last().Detail, "about 50 m of paper left") {
				t.Errorf("%s: after: %s, %q, meter at %d", name, b.dev.Status(), b.last().Detail, meter.read())
			}
		})
	}
}

func TestWhatTheRollStillHasIsTold_WhileItIsKnown(t *testing.T) {
	s := usual()
	s.opts.Meter = &drawer{mm: 20_000}
	withBench(t, s, func(b *bench) {
		counted := b.dev.PaperLeft()
		b.paper.SetNearEnd(true)
		b.wait(5 * time.Second)
		sensed := b.dev.PaperLeft()
		b.paper.SetNearEnd(false)
		b.paper.SetCover(true)
		b.wait(5 * time.Second)
		open := b.dev.PaperLeft()
		b.paper.SetCover(false)
		b.wait(5 * time.Second)
		renewed := b.dev.PaperLeft()

		if counted != 30_000 || sensed != 3000 || open != 0 || renewed != 50_000 {
			t.Errorf("%d mm counted, %d sensed, %d under an open cover, %d of a new roll", counted, sensed, open, renewed)
		}
	})
}

func TestPaperOfWhichNobodyKnows_NoLengthIsTold(t *testing.T) {
	unread := usual()
	unread.opts.Meter = &drawer{broken: errors.New("not a number")}
	mute := usual()
	mute.printer.Can = emulator.Abilities{}
	for name, s := range map[string]shop{"its meter cannot be read": unread, "it never says a word": mute} {
		withBench(t, s, func(b *bench) {
			if left := b.dev.PaperLeft(); left != 0 {
				t.Errorf("%s: %d mm", name, left)
			}
		})
	}
}

func TestCoverIsOnlyTouched_TheRollIsTheSame(t *testing.T) {
	s, meter := usual(), &drawer{mm: 49_000}
	s.opts.Meter = meter
	withBench(t, s, func(b *bench) {
		b.paper.SetCover(true)
		b.wait(time.Second)
		b.paper.SetCover(false)
		b.wait(5 * time.Second)

		if b.dev.Status() != printer.PaperLow || meter.read() != 49_000 {
			t.Errorf("status %s, meter at %d", b.dev.Status(), meter.read())
		}
	})
}

func TestRollsLengthIsAsSetOrAsTheWidthHasIt(t *testing.T) {
	for _, c := range []struct {
		width  string
		dots   int
		length int
		want   int
	}{{"80mm", 576, 0, 50}, {"58mm", 384, 0, 30}, {"58mm", 384, 18, 18}, {"80mm-180dpi", 512, 0, 50}} {
		s := usual()
		s.opts.Width, s.opts.Roll, s.printer.Dots = c.width, c.length, c.dots
		withBench(t, s, func(b *bench) {
			if want := fmt.Sprintf("about %d m of paper left", c.want); !strings.HasSuffix(b.last().Detail, want) {
				t.Errorf("%s: %q, want %q", c.width, b.last().Detail, want)
			}
		})
	}
}

func TestMeterCannotBeKept_TheReceiptIsPrintedAllTheSame(t *testing.T) {
	s := usual()
	s.opts.Meter = &drawer{broken: errors.New("no space left")}
	withBench(t, s, func(b *bench) {
		if out := b.print("a", note()); out.Result != printer.Printed {
			t.Errorf("outcome %+v", out)
		}
	})
}

func TestTechnicianReadsWhatThePrinterCan(t *testing.T) {
	for name, want := range map[string]string{
		"process id":                 "confirms jobs by process id, reports changes by itself, draws codes itself",
		"ordered status":             "confirms jobs by ordered status, reports changes by itself, codes are drawn for it",
		"ordered status without ASB": "confirms jobs by ordered status, codes are drawn for it",
		"real-time status only":      "answers questions, jobs are reckoned by time, codes are drawn for it",
	} {
		s := usual()
		s.printer.Can = kinds[name]
		withBench(t, s, func(b *bench) {
			if h := b.last(); !strings.HasPrefix(h.Detail, want+"; about") {
				t.Errorf("%s: %q", name, h.Detail)
			}
			b.paper.SetCover(true)
			b.wait(5 * time.Second)
			if h := b.last(); !strings.HasPrefix(h.Detail, "cover open; "+want) {
				t.Errorf("%s with an open cover: %q", name, h.Detail)
			}
		})
	}
}
