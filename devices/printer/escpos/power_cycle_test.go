package escpos_test

import (
	"testing"
	"time"

	"station365/devices/printer"
)

func TestPowerFailsMidReceipt_TheJobIsNeverTakenForPrinted(t *testing.T) {
	everywhere(t, mishap{
		strike:  func(b *bench) { b.paper.SetPower(false) },
		repair:  func(b *bench) { b.paper.SetPower(true) },
		allowed: map[printer.Status]bool{printer.Absent: true},
	})
}

func TestPowerBlinksMidReceipt_TheJobIsNeverTakenForPrinted(t *testing.T) {
	everywhere(t, mishap{
		strike: func(b *bench) {
			b.paper.SetPower(false)
			time.AfterFunc(time.Second, func() { b.paper.SetPower(true) }) // none starts sooner
		},
		repair:  func(*bench) {},
		allowed: map[printer.Status]bool{printer.Absent: true, printer.Ready: true},
	})
}

func TestPrinterIsSwitchedOffAndOn_ItsReportsAreAskedForAgain(t *testing.T) {
	withBench(t, usual(), func(b *bench) {
		b.paper.SetPower(false)
		b.wait(10 * time.Second)
		if b.dev.Status() != printer.Absent || b.last().Code != "P-02" {
			t.Errorf("off: status %s, health %+v", b.dev.Status(), b.last())
		}
		if out := b.print("a", note()); out.Result != printer.NotPrinted || out.Code != "P-02" {
			t.Errorf("off: outcome %+v", out)
		}

		b.paper.SetPower(true)
		b.wait(10 * time.Second)
		b.paper.SetCover(true)
		b.wait(200 * time.Millisecond) // sooner than the next question

		if b.dev.Status() != printer.CoverOpen {
			t.Errorf("on: status %s", b.dev.Status())
		}
	})
}
