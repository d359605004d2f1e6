package sam_test

import (
	"strings"
	"testing"
	"time"

	"station365/devices"
	"station365/devices/idcard"
	"station365/devices/idcard/sam"
)

func TestEachRefusalHasItsKindAndItsTechniciansCode(t *testing.T) {
	for sw3, want := range map[byte]struct {
		kind error
		code string
	}{
		0x21: {idcard.ErrUnreadable, "R-21"}, // wrong order
		0x24: {idcard.ErrUnreadable, "R-24"}, // unrecognised
		0x31: {idcard.ErrUnreadable, "R-31"}, // card refused module: lies badly
		0x32: {idcard.ErrRefused, "R-32"},    // module refused card
		0x33: {idcard.ErrRefused, "R-33"},    // data do not verify
		0x40: {idcard.ErrNotIDCard, "R-40"},  // unknown type
		0x41: {idcard.ErrUnreadable, "R-41"}, // read failed
		0x47: {idcard.ErrUnreadable, "R-47"}, // no random number
		0x81: {idcard.ErrTwoCards, "R-81"},   // two cards at once
		0x91: {idcard.ErrUnreadable, "R-91"}, // a good answer where it makes no sense
		0x05: {idcard.ErrUnreadable, "R-05"}, // in no table; some terminals' own time-out
		0xEE: {idcard.ErrUnreadable, "R-EE"}, // in no table
	} {
		t.Run(want.code, func(t *testing.T) {
			onDesk(t, plain, sam.Opts{}, func(d *desk) {
				p := person(t, "lixiuyun")
				d.ready()
				d.reader.Fail(sw3)
				d.reader.Lay(p)
				d.failed(want.kind, want.code)
				d.quiet(10 * time.Second)

				d.reader.Fail(0)
				d.reader.Lift()
				d.pass(2 * time.Second)
				d.reader.Lay(p)

				d.reads(p)
			})
		})
	}
}

func TestTheReadersSafetyModuleIsDead_OutOfServiceUntilItIsNot(t *testing.T) {
	for sw3, code := range map[byte]string{0x60: "R-60", 0x66: "R-66"} {
		onDesk(t, plain, sam.Opts{}, func(d *desk) {
			d.ready()

			d.reader.Fail(sw3)
			d.health(devices.OutOfService, code)
			d.quiet(time.Minute)
			d.reader.Fail(0)

			d.health(devices.Ready, "")
		})
	}
}

func TestTheModuleDiesMidReading_ThePresentationEndsAndTheReaderIsOutOfService(t *testing.T) {
	onDesk(t, plain, sam.Opts{}, func(d *desk) {
		d.ready()
		d.reader.Lay(person(t, "lixiuyun"))
		d.want(idcard.CardPlaced)
		d.reader.Fail(0x60)

		d.fails(devices.ErrOutOfService, "R-60")
		d.health(devices.OutOfService, "R-60")
	})
}

func TestACardOfAnUnknownKindIsRefusedPolitely(t *testing.T) {
	onDesk(t, plain, sam.Opts{}, func(d *desk) {
		block, err := person(t, "lixiuyun").Text()
		if err != nil {
			t.Fatal(err)
		}
		block[248] = 'Q'
		d.ready()

		d.reader.LayText(block)

		d.failed(idcard.ErrNotIDCard, "R-06")
		if !strings.Contains(d.log.String(), "mark 0051") {
			t.Error("the mark is not in the log")
		}
	})
}

func TestABlankCardIsUnreadable(t *testing.T) {
	onDesk(t, plain, sam.Opts{}, func(d *desk) {
		var blank [256]byte
		for i := 0; i < len(blank); i += 2 {
			blank[i] = ' '
		}
		d.ready()

		d.reader.LayText(blank)

		d.failed(idcard.ErrUnreadable, "R-07")
	})
}
