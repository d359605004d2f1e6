package escpos_test

import (
	"testing"
	"time"

	"station365/devices/printer"
)

func TestReceiptIsPrintedAndConfirmed(t *testing.T) {
	withBench(t, usual(), func(b *bench) {
		from := time.Now()
		out := b.print("a", receipt(t, "residence-registration"))

		t.Log(time.Since(from), b.states, b.health)
		if out.Result != printer.Printed || out.Code != "" {
			t.Errorf("outcome %+v", out)
		}
		if n := len(b.out()); n != 1 {
			t.Fatalf("%d slips", n)
		}
	})
}
