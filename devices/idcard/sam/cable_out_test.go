package sam_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"station365/devices"
	"station365/devices/idcard"
	"station365/devices/idcard/sam"
)

func TestCableOutWhileIdle_AbsentAndThenReadyAgain(t *testing.T) {
	onDesk(t, plain, sam.Opts{}, func(d *desk) {
		p := person(t, "lixiuyun")
		d.ready()

		d.unplug(devices.ErrGone)
		d.health(devices.Absent, "R-01")
		d.quiet(time.Minute)
		d.plug()

		d.ready()
		d.reader.Lay(p)
		d.reads(p)
	})
}

func TestCableOutMidReading_ThePresentationEndsOnceAndIsReadAfterwards(t *testing.T) {
	onDesk(t, repeating, sam.Opts{}, func(d *desk) {
		p := person(t, "lixiuyun")
		d.ready()

		d.reader.Lay(p)
		d.want(idcard.CardPlaced)
		d.pass(300 * time.Millisecond)
		d.unplug(devices.ErrGone)

		d.fails(devices.ErrGone, "R-01")
		d.health(devices.Absent, "R-01")
		d.plug()
		d.ready()
		d.reads(p)
	})
}

func TestReaderNeverThere_IsSaidOnceAndAskedForEveryTenSeconds(t *testing.T) {
	onDesk(t, plain, sam.Opts{}, func(d *desk) {
		d.ready()
		d.unplug(devices.ErrGone)
		d.health(devices.Absent, "R-01")
		d.quiet(time.Minute)
		d.mu.Lock()
		before := d.opens
		d.mu.Unlock()

		d.quiet(10 * time.Minute)

		d.mu.Lock()
		defer d.mu.Unlock()
		if n := d.opens - before; n < 59 || n > 61 {
			t.Errorf("opened %d times in ten minutes, want 60", n)
		}
	})
}

func TestPortHeldByAnotherProgramOrMisconfigured_IsTold(t *testing.T) {
	for _, c := range []struct {
		err   error
		state devices.State
		code  string
	}{
		{fmt.Errorf("open: %w", devices.ErrBusy), devices.Unknown, "R-04"},
		{errors.New("inappropriate ioctl for device"), devices.Absent, "R-08"},
	} {
		onDesk(t, plain, sam.Opts{}, func(d *desk) {
			d.ready()
			d.unplug(c.err)
			d.health(devices.Absent, "R-01")
			if c.state != devices.Absent || c.code != "R-01" {
				d.health(c.state, c.code)
			}
			d.quiet(time.Minute)
		})
	}
}
