package escpos_test

import (
	"testing"
	"time"

	"station365/devices"
	"station365/devices/printer"
	"station365/devices/printer/escpos/emulator"
)

func TestPrinterWithOneWirePrints_AndTheResultIsUnknown(t *testing.T) {
	withBench(t, oneWay(), func(b *bench) {
		if h := b.last(); b.dev.Status() != printer.Unknown || h.State != devices.Unknown || h.Code != "P-10" {
			t.Errorf("status %s, health %+v", b.dev.Status(), h)
		}

		out := b.print("a", note())

		if out.Result != printer.Indefinite || out.Code != "P-10" || b.whole(note()) != 1 {
			t.Errorf("outcome %+v, %d whole slips", out, b.whole(note()))
		}
	})
}

func TestPrinterWithOneWireRunsOutOfPaper_TheJobIsNotBegunAgain(t *testing.T) {
	withBench(t, oneWay(), func(b *bench) {
		b.at(500, func() { b.paper.SetPaper(false) })
		out := b.print("a", note())
		b.paper.SetPaper(true) // it goes on by itself, and nobody can know
		b.wait(time.Minute)

		again := b.print("a", note())

		if out.Result != printer.Indefinite || again != out || b.whole(note()) > 1 {
			t.Errorf("outcomes %+v and %+v, %d whole slips", out, again, b.whole(note()))
		}
	})
}

func TestPrinterIsSwitchedOnLongAfterTheKiosk_ItIsFoundAndAsked(t *testing.T) {
	s := usual()
	withBench(t, s, func(b *bench) {
		b.paper.SetPower(false)
		b.pull()
		b.wait(time.Second)
		b.plugIn() // a line on which nothing has answered yet
		b.wait(20 * time.Second)
		if b.dev.Status() != printer.Unknown {
			t.Errorf("off: status %s", b.dev.Status())
		}

		b.paper.SetPower(true)
		b.wait(20 * time.Second)

		if out := b.print("a", note()); out.Result != printer.Printed || b.whole(note()) != 1 {
			t.Errorf("outcome %+v, %d whole slips", out, b.whole(note()))
		}
	})
}

func TestLongReceiptOnASlowPrinter_NoByteIsLost(t *testing.T) {
	for name, can := range kinds {
		t.Run(name, func(t *testing.T) {
			s := shopFor("80mm", "raster")
			s.printer.MMPerSecond, s.printer.Can = 20, can // far below what the line brings
			if !can.ProcessID && !can.Ordered {
				s.printer.MMPerSecond = 50 // the slowest that is reckoned with where only time tells
			}
			withBench(t, s, func(b *bench) {
				page := receipt(t, "residence-registration")

				out := b.print("a", page)

				if out.Result != printer.Printed || b.whole(page) != 1 || b.paper.Lost() > 0 {
					t.Errorf("outcome %+v, %d whole slips, %d bytes lost", out, b.whole(page), b.paper.Lost())
				}
			})
		})
	}
}

func TestPrinterThatConfirmsNothing_ItsDataSheetBringsTheWordSoonerButNotTooSoon(t *testing.T) {
	took := map[int]time.Duration{}
	for _, speed := range []int{0, 100, 200} {
		s := usual()
		s.printer.Can, s.printer.MMPerSecond = kinds["real-time status only"], 50
		if speed > 0 {
			s.opts.Speed, s.opts.Cut = speed, 400*time.Millisecond
			s.printer.MMPerSecond = 0.8 * float64(speed) // warm, and the page is dense
		}
		withBench(t, s, func(b *bench) {
			page, from := receipt(t, "residence-registration"), time.Now()

			out := b.print("a", page)

			took[speed] = time.Since(from)
			if out.Result != printer.Printed || b.whole(page) != 1 {
				t.Errorf("%d mm/s: outcome %+v, %d whole slips when it is said", speed, out, b.whole(page))
			}
		})
	}
	if took[200] >= took[100] || took[100] >= took[0] {
		t.Errorf("the word comes after %v", took)
	}
}

func TestSlowLineAtNineThousandSixHundred_TheReceiptComesOutWhole(t *testing.T) {
	s := usual()
	s.opts.Baud, s.printer.Baud = 9600, 9600
	s.printer.Can = emulator.Full()
	withBench(t, s, func(b *bench) {
		page := receipt(t, "residence-registration")
		from := time.Now()

		out := b.print("a", page)

		t.Logf("in %v", time.Since(from))
		if out.Result != printer.Printed || b.whole(page) != 1 {
			t.Errorf("outcome %+v, %d whole slips", out, b.whole(page))
		}
	})
}
