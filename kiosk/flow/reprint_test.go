package flow

import (
	"testing"
	"testing/synctest"
	"time"

	"station365/devices/printer"
)

func TestDiskIsSlowWhileACopyIsCounted_ThePageSaysThatItIsPrintedAndTheIdleClockStands(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.toReview()
		d.do(pick(Next, ""))
		d.at(Done)
		d.store.slow = time.Hour

		d.do(pick(PrintAgain, ""))

		d.at(Printing)
		if n := len(d.printer.Jobs()); n != 1 {
			t.Errorf("%d jobs before the copy is counted", n)
		}
		time.Sleep(59 * time.Minute)
		d.at(Printing)
		time.Sleep(time.Minute)
		if v := d.at(Done); v.Case.Paper.Result != printer.Printed || d.printer.Jobs()[1].Page.Copy != 1 {
			t.Errorf("%+v, copy %d", v.Case.Paper, d.printer.Jobs()[1].Page.Copy)
		}
	})
}

func TestDiskDoesNotTakeThatACopyWasAskedFor_NoneIsPrintedAndTheNextIsTheFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.toReview()
		d.do(pick(Next, ""))
		d.store.full = true

		d.do(pick(PrintAgain, ""))

		if v := d.at(NotPrinted); v.Case.Paper.Code != notCounted || len(d.printer.Jobs()) != 1 {
			t.Errorf("%+v, %d jobs", v.Case.Paper, len(d.printer.Jobs()))
		}
		d.store.full = false
		d.do(pick(PrintAgain, ""))
		if jobs := d.printer.Jobs(); len(jobs) != 2 || jobs[1].Page.Copy != 1 {
			t.Errorf("%d jobs", len(jobs))
		}
	})
}
