package escpos_test

import (
	"strings"
	"testing"
	"time"

	"station365/devices/printer"
	"station365/devices/printer/escpos"
)

// wired is a printer that holds the line by a wire while it is full or off line.
func wired(kind string) shop {
	s := usual()
	s.opts.Flow = escpos.FlowRtsCts
	s.printer.Can = kinds[kind]
	s.printer.Can.FlowControl, s.printer.Can.RTSCTS, s.printer.Can.BusyOffline = false, true, true
	return s
}

func TestFlowControlStallsMidReceipt_NothingComesOutLater(t *testing.T) {
	const xoff, xon = 0x13, 0x11
	everywhere(t, mishap{
		strike:  func(b *bench) { b.noise(xoff) }, // and it never says XON
		repair:  func(b *bench) { b.noise(xon) },
		allowed: map[printer.Status]bool{printer.Ready: true},
	})
}

func TestPaperRunsOutBehindAWireThatHolds_NothingComesOutLater(t *testing.T) {
	for name := range kinds {
		m := mishap{
			strike:  func(b *bench) { b.paper.SetPaper(false) },
			repair:  func(b *bench) { b.paper.SetPaper(true) },
			allowed: map[printer.Status]bool{printer.NoPaper: true},
		}
		if !kinds[name].ASB { // held, it can neither be asked nor report
			m.allowed = map[printer.Status]bool{printer.NoPaper: true, printer.Absent: true, printer.Ready: true}
		}
		m.allOver(t, name, wired(name))
	}
}

func TestPaperIsOutBehindAWireThatHolds_TheTroubleKeepsItsName(t *testing.T) {
	withBench(t, wired("ordered status"), func(b *bench) {
		b.paper.SetPaper(false)
		b.wait(time.Minute) // no question is answered

		out := b.print("a", note())

		if b.dev.Status() != printer.NoPaper || out.Result != printer.NotPrinted || out.Code != "P-03" {
			t.Errorf("status %s, outcome %+v", b.dev.Status(), out)
		}
	})
}

func TestLongReceiptBehindAWire_NoByteIsLost(t *testing.T) {
	for name := range kinds {
		s := shopFor("80mm", escpos.Raster)
		w := wired(name)
		s.opts.Flow, s.printer.Can = w.opts.Flow, w.printer.Can
		s.printer.MMPerSecond = 20 // far below what the line brings
		if strings.HasPrefix(name, "real-time") {
			s.printer.MMPerSecond = 50 // only time tells
		}
		withBench(t, s, func(b *bench) {
			page := receipt(t, "residence-registration")

			out := b.print("a", page)

			if out.Result != printer.Printed || b.whole(page) != 1 || b.paper.Lost() > 0 {
				t.Errorf("%s: outcome %+v, %d whole slips, %d bytes lost", name, out, b.whole(page), b.paper.Lost())
			}
		})
	}
}

func TestLineWithoutFlowControl_ABadByteDoesNotHoldIt(t *testing.T) {
	s := usual()
	s.opts.Flow, s.printer.Can.FlowControl = escpos.FlowNone, false
	withBench(t, s, func(b *bench) {
		b.at(1500, func() { b.noise(0x13) })
		from := time.Now()

		out := b.print("a", note())

		if out.Result != printer.Printed || time.Since(from) > 5*time.Second {
			t.Errorf("outcome %+v after %v", out, time.Since(from))
		}
	})
}
