package sam_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"station365/devices"
	"station365/devices/idcard/sam"
	"station365/devices/serial/serialtest"
)

// searched is how long a technician looks on while all rates are tried.
const searched = 15 * time.Second

func TestAModuleIsFoundAtAnyRate_WhateverIsConfigured(t *testing.T) {
	for _, configured := range append(sam.Rates(), 0) {
		for _, rate := range sam.Rates() {
			searching(t, configured, rate, func(d *desk) {
				begun := time.Now()
				p := person(t, "lixiuyun")

				d.ready()

				if took := time.Since(begun); took > searched {
					t.Errorf("found %d after %v, configured %d", rate, took, configured)
				}
				if first := d.rated()[0]; configured > 0 && first != configured || configured == 0 && first != 115200 {
					t.Errorf("looked at %d first, configured %d", first, configured)
				}
				d.reader.Lay(p)
				d.reads(p)
			})
		}
	}
}

func TestTheRateThatWorkedIsTriedFirstTheNextTime(t *testing.T) {
	searching(t, 115200, 9600, func(d *desk) {
		d.ready()
		before := d.opened()

		d.unplug(devices.ErrGone)
		d.health(devices.Absent, "R-01")
		d.plug()
		d.ready()

		if rates := d.rated(); len(rates) != before+1 || rates[before] != 9600 {
			t.Errorf("opened at %v", rates)
		}
	})
}

func TestNoModuleAtAnyRate_IsOneWordThatNamesThem(t *testing.T) {
	searching(t, 0, 12345, func(d *desk) {
		d.health(devices.Starting, "")
		begun := time.Now()

		h := d.health(devices.Unknown, "R-05")

		if took := time.Since(begun); took > searched {
			t.Errorf("said after %v", took)
		}
		if !slices.Equal(d.rated(), sam.Rates()) || !strings.Contains(h.Detail, "115200, 57600, 38400, 19200, 9600") {
			t.Errorf("looked at %v, says %q", d.rated(), h.Detail)
		}
		d.quiet(time.Minute)
	})
}

func TestNoisyLineAtAWrongRate_TheSearchGoesOn(t *testing.T) {
	searching(t, 57600, 0, func(d *desk) {
		d.ready()
		d.wire(func(c *serialtest.Cable) {
			if d.rates[len(d.rates)-1] != 19200 {
				c.Up.Garble(3)
				c.Up.Garble(14)
				c.Up.Drop(5, all)
			}
		})

		d.unplug(devices.ErrGone)
		d.health(devices.Absent, "R-01")
		d.plug()

		d.ready()
		if last := d.last(); last != 19200 {
			t.Errorf("found at %d", last)
		}
	})
}

func TestABrokenModuleEndsTheSearch_ItIsTheModuleThatMustGo(t *testing.T) {
	searching(t, 0, 38400, func(d *desk) {
		d.reader.Fail(0x60)
		d.health(devices.Starting, "")

		d.health(devices.OutOfService, "R-60")

		if last := d.last(); last != 38400 {
			t.Errorf("went on to %d", last)
		}
	})
}

// last is the rate of the last opening.
func (d *desk) last() int {
	rates := d.rated()
	return rates[len(rates)-1]
}
