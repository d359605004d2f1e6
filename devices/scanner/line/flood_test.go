package line_test

import (
	"fmt"
	"testing"
	"time"

	"station365/devices"
	"station365/devices/scanner"
)

func TestACodeHeldThereIsOneCode_AndHeldUpLaterAnother(t *testing.T) {
	onDesk(t, usual, func(d *desk) {
		if err := d.scanner.Hold("receipt", 1000); err != nil {
			t.Fatal(err)
		}

		d.scanned("receipt")

		d.quiet(time.Minute)
		d.show("receipt")
		d.scanned("receipt")
	})
}

func TestAFloodOfCodesIsToldOnce_AndIsOverWhenItIs(t *testing.T) {
	onDesk(t, usual, func(d *desk) {
		for i := range 500 {
			d.show(fmt.Sprintf("code %d", i))
		}

		for i := range 5 {
			d.scanned(fmt.Sprintf("code %d", i))
		}
		d.fails(scanner.ErrFlood, "Q-15")
		d.quiet(time.Minute)
		d.show("calm")
		d.scanned("calm")
	})
}

func TestNoiseIsNeverACode_AndMakesTheScannerSuspectUntilItReads(t *testing.T) {
	onDesk(t, usual, func(d *desk) {
		for range 3 {
			d.scanner.Say([]byte("\xfe\x91\xb0\x00\x1b[2J\r"))
			d.fails(scanner.ErrText, "Q-13")
		}
		d.health(devices.Attention, "Q-02")

		d.show("good")

		d.health(devices.Ready, "")
		d.scanned("good")
		d.tellsNothing("good\"")
	})
}

func TestAStormOfNoiseSaysLittle(t *testing.T) {
	onDesk(t, usual, func(d *desk) {
		for range 2000 {
			d.scanner.Say([]byte("\xff\r"))
		}
		<-time.After(time.Minute)

		if n := len(d.events); n > 8 {
			t.Errorf("%d events", n)
		}
	})
}
