package escpos_test

import (
	"testing"
	"time"

	"station365/devices/printer"
)

func TestCoverIsOpenedMidReceipt_NothingComesOutLater(t *testing.T) {
	everywhere(t, mishap{
		strike:  func(b *bench) { b.paper.SetCover(true) },
		repair:  func(b *bench) { b.paper.SetCover(false) },
		allowed: map[printer.Status]bool{printer.CoverOpen: true},
	})
}

func TestCutterJamsMidReceipt_NothingComesOutLater(t *testing.T) {
	everywhere(t, mishap{
		strike:  func(b *bench) { b.paper.Jam(true) },
		repair:  func(b *bench) { b.paper.Jam(false) },
		allowed: map[printer.Status]bool{printer.Fault: true},
	})
}

func TestCoverOpenedBetweenJobsIsReported_AndItsClosingToo(t *testing.T) {
	withBench(t, usual(), func(b *bench) {
		b.paper.SetCover(true)
		b.wait(time.Second)
		if b.dev.Status() != printer.CoverOpen || b.last().Code != "P-04" {
			t.Errorf("status %s, health %+v", b.dev.Status(), b.last())
		}

		b.paper.SetCover(false)
		b.wait(time.Second)

		if b.dev.Status() != printer.Ready || b.last().Code != "" {
			t.Errorf("status %s, health %+v", b.dev.Status(), b.last())
		}
	})
}
