package sam_test

import (
	"testing"
	"time"

	"station365/devices/idcard"
	"station365/devices/idcard/sam"
	"station365/devices/idcard/sam/emulator"
)

func TestCardLeftForAnHour_IsOnePresentationOnEveryModule(t *testing.T) {
	for name, habits := range map[string]emulator.Opts{"plain": plain, "repeating": repeating} {
		t.Run(name, func(t *testing.T) {
			onDesk(t, habits, sam.Opts{}, func(d *desk) {
				p := person(t, "lixiuyun")
				d.ready()
				d.reader.Lay(p)
				d.reads(p)

				d.quiet(time.Hour)
			})
		})
	}
}

func TestNoCardAfterAReadingIsNotCalledRemoved_UnlessTheModuleCanTell(t *testing.T) {
	onDesk(t, plain, sam.Opts{}, func(d *desk) {
		p := person(t, "lixiuyun")
		d.ready()
		d.reader.Lay(p)
		d.reads(p)
		d.quiet(10 * time.Second)
		d.reader.Lift()
		d.quiet(10 * time.Second)
	})
	onDesk(t, plain, sam.Opts{Presence: true}, func(d *desk) {
		p := person(t, "lixiuyun")
		d.ready()
		d.reader.Lay(p)
		d.reads(p)
		d.quiet(10 * time.Second)
		d.reader.Lift()
		d.want(idcard.CardRemoved)
		d.quiet(10 * time.Second)
	})
}

func TestAFailedCardLeftLying_FailsOnce(t *testing.T) {
	for name, habits := range map[string]emulator.Opts{"plain": plain, "repeating": repeating} {
		t.Run(name, func(t *testing.T) {
			onDesk(t, habits, sam.Opts{}, func(d *desk) {
				d.ready()
				d.reader.Fail(0x41)
				d.reader.Lay(person(t, "lixiuyun"))
				d.failed(idcard.ErrUnreadable, "R-41")

				d.quiet(time.Minute)
			})
		})
	}
}

func TestAskedAgain_ARepeatingModuleReadsTheCardThatLiesThere(t *testing.T) {
	onDesk(t, repeating, sam.Opts{}, func(d *desk) {
		p := person(t, "lixiuyun")
		d.ready()
		d.reader.Lay(p)
		d.reads(p)
		d.quiet(5 * time.Second)

		d.dev.Again()

		d.reads(p)
		d.quiet(time.Minute)
	})
}

func TestAskedAgain_APlainModuleStaysSilentUntilTheCardIsLifted(t *testing.T) {
	onDesk(t, plain, sam.Opts{}, func(d *desk) {
		p := person(t, "lixiuyun")
		d.ready()
		d.reader.Lay(p)
		d.reads(p)

		d.dev.Again()
		d.quiet(5 * time.Second)
		d.reader.Lift()
		d.pass(2 * time.Second)
		d.reader.Lay(p)

		d.reads(p)
	})
}
