package sam_test

import (
	"testing"
	"time"

	"station365/devices/idcard/sam"
	"station365/devices/idcard/sam/emulator"
)

func TestCardAtTheEdgeMissedOnce_IsStillTheSamePresentation(t *testing.T) {
	onDesk(t, repeating, sam.Opts{}, func(d *desk) {
		p := person(t, "lixiuyun")
		d.ready()
		d.reader.Lay(p)
		d.reads(p)

		// Out of the field for a moment, before the module was seen to repeat
		// itself and long after.
		for _, later := range []time.Duration{0, 5 * time.Second, time.Minute} {
			d.pass(later)
			d.reader.Lift()
			d.pass(360 * time.Millisecond)
			d.reader.Lay(p)
			d.quiet(5 * time.Second)
		}
	})
}

func TestAnotherPersonsCardAfterOneMiss_IsANewPresentation(t *testing.T) {
	for name, habits := range map[string]emulator.Opts{"plain": plain, "repeating": repeating} {
		t.Run(name, func(t *testing.T) {
			onDesk(t, habits, sam.Opts{}, func(d *desk) {
				first, second := person(t, "lixiuyun"), person(t, "zhoudelin")
				d.ready()
				d.reader.Lay(first)
				d.reads(first)
				d.quiet(time.Second)
				d.reader.Lift()
				d.pass(2 * time.Second)
				d.reader.Lay(first)
				d.reads(first)

				d.reader.Lift()
				d.pass(360 * time.Millisecond)
				d.reader.Lay(second)

				d.reads(second)
			})
		})
	}
}
