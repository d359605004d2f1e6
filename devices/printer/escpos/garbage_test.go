package escpos_test

import (
	"testing"
	"time"

	"station365/devices/printer"
)

func TestGarbageOnTheLineMidReceipt_TheJobIsNeverPrintedTwice(t *testing.T) {
	for name, noise := range map[string][]byte{
		"a loose contact":       {0xFF, 0xFE, 0xF8, 0xC0, 0x80},
		"halves of packets":     {0x14, 0x00, 0x18, 0x10},
		"a block without end":   {0x37, 0x22, '9', '9'},
		"answers nobody wanted": {0x12, 0x12, 0x12},
	} {
		t.Run(name, func(t *testing.T) {
			everywhere(t, mishap{
				strike: func(b *bench) { b.noise(noise...) },
				repair: func(*bench) {},
				// What is not understood stops nothing; what looks like a trouble is one
				// until the printer is asked again.
				allowed: map[printer.Status]bool{printer.Ready: true, printer.NoPaper: true, printer.CoverOpen: true, printer.Fault: true},
			})
		})
	}
}

func TestHalfAnAnswerForEver_TheJobEnds(t *testing.T) {
	everywhere(t, mishap{
		strike:  func(b *bench) { b.halved.Store(true) },
		repair:  func(b *bench) { b.halved.Store(false) },
		allowed: map[printer.Status]bool{printer.Ready: true, printer.Absent: true},
	})
}

func TestHalfAnAnswerForEverBetweenJobs_ThePrinterIsMissed(t *testing.T) {
	withBench(t, usual(), func(b *bench) {
		b.halved.Store(true)
		b.wait(10 * time.Second)

		if b.dev.Status() != printer.Absent || b.last().Code != "P-02" {
			t.Errorf("status %s, health %+v", b.dev.Status(), b.last())
		}
	})
}
