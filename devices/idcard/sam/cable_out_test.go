package sam_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"station365/devices"
	"station365/devices/idcard"
	"station365/devices/idcard/sam"
	"station365/devices/idcard/sam/emulator"
	"station365/devices/serial"
	"station365/devices/serial/serialtest"
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

func TestReaderNeverThere_IsSaidOnceAndItsNodeLookedForTwiceASecond(t *testing.T) {
	onDesk(t, plain, sam.Opts{}, func(d *desk) {
		d.ready()
		d.unplug(devices.ErrGone)
		d.health(devices.Absent, "R-01")
		d.quiet(time.Minute)
		before := d.opened()

		d.quiet(10 * time.Minute)

		if n := d.opened() - before; n < 1150 || n > 1201 {
			t.Errorf("looked for %d times in ten minutes, want 1200", n)
		}
	})
}

func TestAdapterPluggedInAgainAfterADay_WorksWithinTwoSecondsOfItsNode(t *testing.T) {
	onDesk(t, plain, sam.Opts{}, func(d *desk) {
		p := person(t, "lixiuyun")
		d.ready()
		d.unplug(devices.ErrGone)
		d.health(devices.Absent, "R-01")
		d.quiet(24*time.Hour + 123*time.Millisecond)

		d.plug()
		appeared := time.Now()

		d.ready()
		if took := time.Since(appeared); took > 2*time.Second {
			t.Errorf("ready %v after its node appeared", took)
		}
		d.reader.Lay(p)
		d.reads(p)
	})
}

func TestAModuleThatStaysSilent_IsAskedSixTimesAMinute(t *testing.T) {
	onDesk(t, plain, sam.Opts{}, func(d *desk) {
		d.ready()
		d.wire(func(c *serialtest.Cable) { c.Down.Drop(0, all) })
		d.unplug(devices.ErrGone)
		d.health(devices.Absent, "R-01")
		d.plug()
		d.health(devices.Starting, "")
		d.health(devices.Unknown, "R-05")
		d.quiet(time.Minute)
		before := d.opened()

		d.quiet(10 * time.Minute)

		if n := d.opened() - before; n < 40 || n > 60 {
			t.Errorf("opened %d times in ten minutes, want 40 to 60", n)
		}
	})
}

// The whole way on the kernel's own ttys: the link that udev makes is missing, then
// leads to another node than before.
func TestTheLinkOfAReplacedAdapterAppears_TheReaderWorksOnTheNewNode(t *testing.T) {
	before, first := readerOnPTY(t)
	after, second := readerOnPTY(t)
	link := filepath.Join(t.TempDir(), "reader")
	dev := sam.New(serial.Opener(serial.Opts{Path: link, Baud: 115200}), sam.Opts{Port: link})
	ctx, cancel := context.WithCancel(t.Context())
	events := make(chan idcard.Event, 64)
	var running sync.WaitGroup
	running.Go(func() { _ = dev.Run(ctx, func(e idcard.Event) { events <- e }) })
	defer func() { cancel(); running.Wait() }()
	becomes(t, events, devices.Absent)

	for _, plugged := range []struct {
		node   string
		reader *emulator.Reader
	}{{first, before}, {second, after}} {
		if err := os.Symlink(plugged.node, link); err != nil {
			t.Fatal(err)
		}
		becomes(t, events, devices.Ready)
		if plugged.node == second {
			break
		}
		if err := os.Remove(link); err != nil {
			t.Fatal(err)
		}
		plugged.reader.Fail(0x60) // the old one breaks: the line is given up
		becomes(t, events, devices.Absent)
	}
	looked(t, after)
}

// becomes waits until the reader says that it is in a state.
func becomes(t *testing.T, events <-chan idcard.Event, state devices.State) {
	t.Helper()
	for end := time.After(20 * time.Second); ; {
		select {
		case e := <-events:
			if e.Kind == idcard.HealthChanged && e.Health.State == state {
				return
			}
		case <-end:
			t.Fatalf("never %s", state)
		}
	}
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
