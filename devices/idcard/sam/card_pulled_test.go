package sam_test

import (
	"testing"
	"time"

	"station365/devices/idcard"
	"station365/devices/idcard/sam"
	"station365/devices/idcard/sam/emulator"
)

// plain is a module as most are: it halts a card that was read.
var plain = emulator.Opts{Baud: 115200, CardTime: 800 * time.Millisecond}

// repeating is a module that answers "found" again while the card lies there.
var repeating = emulator.Opts{Baud: 115200, CardTime: 800 * time.Millisecond, Repeats: true}

func TestCardPulledMidReading_ItFailsOnceAndReadsWhenLaidDownAgain(t *testing.T) {
	onDesk(t, plain, sam.Opts{}, func(d *desk) {
		p := person(t, "lixiuyun")
		d.ready()

		d.reader.Lay(p)
		d.want(idcard.CardPlaced)
		d.pass(300 * time.Millisecond)
		d.reader.Lift()

		d.fails(idcard.ErrUnreadable, "R-41")
		d.quiet(10 * time.Second)
		d.reader.Lay(p)
		d.reads(p)
	})
}

func TestCardSwappedMidReading_TheFirstFailsAndTheSecondIsRead(t *testing.T) {
	onDesk(t, plain, sam.Opts{}, func(d *desk) {
		second := person(t, "zhoudelin")
		d.ready()

		d.reader.Lay(person(t, "lixiuyun"))
		d.want(idcard.CardPlaced)
		d.pass(300 * time.Millisecond)
		d.reader.Lay(second)

		d.fails(idcard.ErrUnreadable, "R-41")
		d.quiet(2 * time.Second)
		d.reader.Lift()
		d.pass(2 * time.Second)
		d.reader.Lay(second)
		d.reads(second)
	})
}

func TestCardLiftedAndLaidDownAtOnce_IsANewPresentation(t *testing.T) {
	onDesk(t, plain, sam.Opts{}, func(d *desk) {
		p := person(t, "lixiuyun")
		d.ready()
		d.reader.Fail(0x31)
		d.reader.Lay(p)
		d.failed(idcard.ErrUnreadable, "R-31")

		d.reader.Fail(0)
		d.reader.Lift()
		d.pass(400 * time.Millisecond)
		d.reader.Lay(p)

		d.reads(p)
	})
}
