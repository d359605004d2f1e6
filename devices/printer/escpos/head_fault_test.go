package escpos_test

import (
	"testing"
	"time"

	"station365/devices/printer"
)

func TestHeadIsHotMidReceipt_TheReceiptWaitsAndComesOut(t *testing.T) {
	for name, can := range kinds {
		s := usual()
		s.printer.Can = can
		withBench(t, s, func(b *bench) {
			b.at(2000, func() {
				b.paper.SetHot(true)
				time.AfterFunc(time.Second, func() { b.paper.SetHot(false) })
			})

			out := b.print("a", note())

			if out.Result != printer.Printed || b.notes() != 1 || b.dev.Status() != printer.Ready {
				t.Errorf("%s: outcome %+v, %d whole slips, status %s", name, out, b.notes(), b.dev.Status())
			}
		})
	}
}

func TestPowerSupplyFailsMidReceipt_NothingComesOutLater(t *testing.T) {
	everywhere(t, mishap{
		strike:  func(b *bench) { b.paper.SetDead(true) },
		repair:  func(b *bench) { b.paper.SetDead(false) },
		allowed: map[printer.Status]bool{printer.Fault: true},
	})
}

func TestAnswersWireBreaksMidReceipt_TheJobIsNeverTakenForPrinted(t *testing.T) {
	everywhere(t, mishap{
		strike:  func(b *bench) { b.paper.SetMute(true) },
		repair:  func(b *bench) { b.paper.SetMute(false) },
		allowed: map[printer.Status]bool{printer.Absent: true},
	})
}
