package sam_test

import (
	"testing"
	"time"

	"station365/devices"
	"station365/devices/idcard"
	"station365/devices/idcard/sam"
	"station365/devices/serial/serialtest"
)

// The line carries the beginning of an answer and never its end, also when it is
// opened anew.
func TestHalfAFrameForEver_EachReadingEndsAndTheReaderIsUnknownUntilItIsWhole(t *testing.T) {
	onDesk(t, plain, sam.Opts{}, func(d *desk) {
		p := person(t, "lixiuyun")
		d.ready()
		d.reader.Lay(p)
		d.want(idcard.CardPlaced)
		d.wire(func(c *serialtest.Cable) { c.Up.Drop(6, all) })

		d.line().Up.Drop(400, all)

		d.fails(devices.ErrGarbled, "R-03")
		d.health(devices.Unknown, "R-02")
		d.health(devices.Unknown, "R-05")
		d.quiet(10 * time.Minute)

		d.reader.Lift()
		d.wire(func(*serialtest.Cable) {})
		d.health(devices.Ready, "")
		d.reader.Lay(p)
		d.reads(p)
	})
}
