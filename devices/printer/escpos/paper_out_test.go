package escpos_test

import (
	"testing"
	"time"

	"station365/devices/printer"
)

func TestPaperRunsOutMidReceipt_NothingComesOutLater(t *testing.T) {
	everywhere(t, mishap{
		strike:  func(b *bench) { b.paper.SetPaper(false) },
		repair:  func(b *bench) { b.paper.SetPaper(true) },
		allowed: map[printer.Status]bool{printer.NoPaper: true},
	})
}

func TestPaperRunsOutInTheFirstHalf_TheJobIsNotPrinted(t *testing.T) {
	for name, can := range kinds {
		t.Run(name, func(t *testing.T) {
			s := usual()
			s.printer.Can = can
			withBench(t, s, func(b *bench) {
				b.at(2000, func() { b.paper.SetPaper(false) })

				out := b.print("a", receipt(t, "residence-registration"))

				if out.Result != printer.NotPrinted || out.Status != printer.NoPaper || out.Code != "P-03" {
					t.Errorf("outcome %+v", out)
				}
			})
		})
	}
}

func TestPaperIsLow_TheReceiptIsPrintedAndTheTechnicianHearsOfIt(t *testing.T) {
	withBench(t, usual(), func(b *bench) {
		b.paper.SetNearEnd(true)

		out := b.print("a", note())

		if out.Result != printer.Printed || out.Status != printer.PaperLow {
			t.Errorf("outcome %+v", out)
		}
		if h := b.last(); h.Code != "P-08" || h.Model != "EMU-80" {
			t.Errorf("health %+v", h)
		}
	})
}

func TestPaperIsOutBeforeTheReceipt_ItIsPrintedOnceThereIsPaper(t *testing.T) {
	for name, can := range kinds {
		s := usual()
		s.printer.Can = can
		withBench(t, s, func(b *bench) {
			b.paper.SetPaper(false)
			first := b.print("a", note())
			b.paper.SetPaper(true)
			b.wait(5 * time.Second)

			second := b.print("a", note())

			if first.Result != printer.NotPrinted || first.Code != "P-03" || second.Result != printer.Printed || b.notes() != 1 {
				t.Errorf("%s: %+v, then %+v, %d whole slips", name, first, second, b.notes())
			}
		})
	}
}

func TestPaperRunsOutBehindTheReceipt_ItStaysPrinted(t *testing.T) {
	for name, can := range kinds {
		s := usual()
		s.printer.Can = can
		withBench(t, s, func(b *bench) {
			out := b.print("a", note())
			b.paper.SetPaper(false)
			b.wait(5 * time.Second)

			again := b.print("a", note())

			if out.Result != printer.Printed || again != out || b.dev.Status() != printer.NoPaper || b.notes() != 1 {
				t.Errorf("%s: %+v, then %+v, status %s, %d whole slips", name, out, again, b.dev.Status(), b.notes())
			}
		})
	}
}
