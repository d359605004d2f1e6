package sam_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"station365/devices"
	"station365/devices/idcard"
	"station365/devices/idcard/sam"
	"station365/devices/serial/serialtest"
)

// all is more bytes than any test sends.
const all = 1 << 30

func TestReaderFallsSilentWhileIdle_UnknownAndReadyWhenItAnswersAgain(t *testing.T) {
	onDesk(t, plain, sam.Opts{}, func(d *desk) {
		d.ready()

		d.line().Up.Drop(0, all)

		d.health(devices.Unknown, "R-02")
		d.health(devices.Ready, "") // a new line has no fault
	})
}

func TestReaderFallsSilentMidReading_ThePresentationEnds(t *testing.T) {
	onDesk(t, plain, sam.Opts{}, func(d *desk) {
		d.ready()
		d.reader.Lay(person(t, "lixiuyun"))
		d.want(idcard.CardPlaced)

		d.line().Up.Drop(0, all)

		d.fails(devices.ErrTimeout, "R-02")
		d.health(devices.Unknown, "R-02")
	})
}

func TestNobodyAnswersAtThisRate_UnknownWithItsCode(t *testing.T) {
	onDesk(t, plain, sam.Opts{}, func(d *desk) {
		d.ready()
		d.wire(func(c *serialtest.Cable) { c.Down.Drop(0, all) })

		d.unplug(devices.ErrGone)
		d.health(devices.Absent, "R-01")
		d.plug()

		d.health(devices.Starting, "")
		d.health(devices.Unknown, "R-05")
		d.quiet(5 * time.Minute)
	})
}

func TestStoppedMidReading_RunEndsAtOnceAndSaysNothingMore(t *testing.T) {
	onDesk(t, plain, sam.Opts{}, func(d *desk) {
		d.ready()
		d.reader.Lay(person(t, "lixiuyun"))
		d.want(idcard.CardPlaced)
		d.pass(200 * time.Millisecond)
		asked := time.Now()

		d.stop()

		err := <-d.ended
		if took := time.Since(asked); !errors.Is(err, context.Canceled) || took > 100*time.Millisecond {
			t.Errorf("%v after %v", err, took)
		}
		d.ended <- err // for the end of the test
		d.quiet(time.Minute)
	})
}
