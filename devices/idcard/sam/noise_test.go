package sam_test

import (
	"sync"
	"testing"
	"time"

	"station365/devices"
	"station365/devices/idcard"
	"station365/devices/idcard/sam"
	"station365/devices/serial/serialtest"
)

// Sizes of the frames around a reading, for faults that must hit a certain one.
const (
	findAnswer   = 15
	selectAnswer = 19
	readAnswer   = 1295
)

func TestNoiseInAnAnswer_TheCommandIsSentOnceMoreAndNobodyNotices(t *testing.T) {
	for name, fault := range map[string]func(c *serialtest.Cable){
		"stray byte before find":   func(c *serialtest.Cable) { c.Up.Stray(0, []byte{0xAA, 0x00}) },
		"find's checksum garbled":  func(c *serialtest.Cable) { c.Up.Garble(findAnswer - 1) },
		"find's length garbled":    func(c *serialtest.Cable) { c.Up.Garble(6) },
		"find's first byte lost":   func(c *serialtest.Cable) { c.Up.Drop(0, 1) },
		"find's second half lost":  func(c *serialtest.Cable) { c.Up.Drop(7, findAnswer-7) },
		"a command garbled":        func(c *serialtest.Cable) { c.Down.Garble(8) },
		"a command's head lost":    func(c *serialtest.Cable) { c.Down.Drop(0, 2) },
		"a command lost":           func(c *serialtest.Cable) { c.Down.Drop(0, 10) },
		"a short stall":            func(c *serialtest.Cable) { c.Up.Delay(9, 250*time.Millisecond) },
		"answer too late":          func(c *serialtest.Cable) { c.Up.Delay(0, 900*time.Millisecond) },
		"select garbled":           func(c *serialtest.Cable) { c.Up.Garble(findAnswer + 8) },
		"stray bytes in mid frame": func(c *serialtest.Cable) { c.Up.Stray(findAnswer+9, []byte{1, 2, 3}) },
	} {
		t.Run(name, func(t *testing.T) {
			onDesk(t, repeating, sam.Opts{}, func(d *desk) {
				p := person(t, "lixiuyun")
				d.ready()
				d.pass(200 * time.Millisecond) // between two looks
				d.reader.Lay(p)
				fault(d.line())

				d.reads(p)
				d.quiet(10 * time.Second)
			})
		})
	}
}

func TestNoiseInTheReading_WrongBytesAreNeverTakenForAPerson(t *testing.T) {
	for name, fault := range map[string]func(c *serialtest.Cable, at int){
		"a garbled byte": func(c *serialtest.Cable, at int) { c.Up.Garble(at + 100) },
		"half a frame":   func(c *serialtest.Cable, at int) { c.Up.Drop(at+600, readAnswer-600) },
		"a lost byte":    func(c *serialtest.Cable, at int) { c.Up.Drop(at+40, 1) },
	} {
		t.Run(name, func(t *testing.T) {
			onDesk(t, repeating, sam.Opts{}, func(d *desk) {
				p := person(t, "lixiuyun")
				d.ready()
				d.pass(200 * time.Millisecond)
				d.reader.Lay(p)
				fault(d.line(), findAnswer+selectAnswer)

				d.reads(p)
				d.quiet(10 * time.Second)
			})
			onDesk(t, plain, sam.Opts{}, func(d *desk) {
				p := person(t, "lixiuyun")
				d.ready()
				d.pass(200 * time.Millisecond)
				d.reader.Lay(p)
				fault(d.line(), findAnswer+selectAnswer)

				// This module has halted the card: it must be laid down again.
				d.failed(devices.ErrGarbled, "R-03")
				d.quiet(10 * time.Second)
				d.reader.Lift()
				d.pass(2 * time.Second)
				d.reader.Lay(p)
				d.reads(p)
			})
		})
	}
}

func TestALineThatPoursNoise_EndsEachCommandInTime(t *testing.T) {
	onDesk(t, plain, sam.Opts{}, func(d *desk) {
		var pouring sync.WaitGroup
		d.ready()
		d.unplug(devices.ErrGone)
		d.health(devices.Absent, "R-01")
		d.wire(func(c *serialtest.Cable) {
			c.Down.Drop(0, all)
			pouring.Go(func() {
				for err := error(nil); err == nil; <-time.After(time.Millisecond) {
					_, err = c.Write(make([]byte, 600))
				}
			})
		})
		d.plug()

		d.health(devices.Starting, "")
		d.health(devices.Unknown, "R-05")
		d.quiet(time.Minute)
		d.wire(nil)
		d.health(devices.Ready, "")
		pouring.Wait()
	})
}

func TestNothingButNoise_TheReaderCountsAsNotAnswering(t *testing.T) {
	onDesk(t, plain, sam.Opts{}, func(d *desk) {
		d.ready()
		d.wire(func(c *serialtest.Cable) {
			for at := range 4000 {
				c.Up.Garble(at)
			}
		})
		d.unplug(devices.ErrGone)
		d.health(devices.Absent, "R-01")
		d.plug()

		d.health(devices.Starting, "")
		d.health(devices.Unknown, "R-05")
		d.quiet(5 * time.Second)
		d.wire(nil)
		if h := d.want(idcard.HealthChanged).Health; h.State != devices.Ready || h.Model == "" {
			t.Errorf("afterwards %+v", h)
		}
	})
}
