package line_test

import (
	"testing"
	"time"

	"station365/devices/scanner"
	"station365/devices/scanner/line"
)

func TestHalfACodeForEver_IsAFaultAtTheGapAndNoCode(t *testing.T) {
	onDesk(t, usual, func(d *desk) {
		if err := d.scanner.Half("S365/1/S2-0001-4/7F3AC21E"); err != nil {
			t.Fatal(err)
		}

		d.fails(scanner.ErrPartial, "Q-10")

		d.quiet(time.Hour)
		d.show("whole")
		d.scanned("whole")
		d.tellsNothing("S2-0001")
	})
}

func TestACodeThatDribblesWithinTheGapIsOneCode(t *testing.T) {
	for _, f := range []line.Format{usual, {Suffix: line.Pause, Charset: "utf-8"}} {
		onDesk(t, f, func(d *desk) {
			for _, part := range []string{"S36", "5/", "1/x" + f.Suffix} {
				d.scanner.Say([]byte(part))
				<-time.After(150 * time.Millisecond)
			}

			d.scanned("S365/1/x")
		})
	}
}

func TestACodeWithoutEndIsOneFault_AndTheNextIsRead(t *testing.T) {
	onDesk(t, usual, func(d *desk) {
		for range 100 {
			d.scanner.Say(make([]byte, 1000))
		}
		d.scanner.Say([]byte("\r"))
		<-time.After(3 * time.Minute)

		d.fails(scanner.ErrTooLong, "Q-11")
		d.show("next")
		d.scanned("next")
	})
}
