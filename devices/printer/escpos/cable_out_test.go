package escpos_test

import (
	"testing"
	"time"

	"station365/devices"
	"station365/devices/printer"
)

func TestCableIsPulledMidReceipt_TheTornPartIsNotMixedWithTheNext(t *testing.T) {
	everywhere(t, mishap{
		strike:  func(b *bench) { b.pull() },
		repair:  func(b *bench) { b.plugIn() },
		allowed: map[printer.Status]bool{printer.Absent: true},
	})
}

func TestCableIsOut_TheJobIsRefusedAtOnce(t *testing.T) {
	withBench(t, usual(), func(b *bench) {
		b.pull()
		b.wait(time.Second)
		if h := b.last(); b.dev.Status() != printer.Absent || h.State != devices.Absent || h.Code != "P-01" {
			t.Errorf("status %s, health %+v", b.dev.Status(), h)
		}
		from := time.Now()

		out := b.print("a", note())

		if out.Result != printer.NotPrinted || out.Status != printer.Absent || out.Code != "P-01" {
			t.Errorf("outcome %+v", out)
		}
		if waited := time.Since(from); waited > time.Second {
			t.Errorf("refused after %v", waited)
		}
	})
}

func TestCableIsBackBeforeTheNextTry_AJobUsesItAtOnce(t *testing.T) {
	withBench(t, usual(), func(b *bench) {
		b.pull()
		b.wait(time.Minute) // the back-off is at its longest
		b.plugIn()

		out := b.print("a", note())

		if out.Result != printer.Printed || b.whole(note()) != 1 {
			t.Errorf("outcome %+v, %d whole slips", out, b.whole(note()))
		}
	})
}
