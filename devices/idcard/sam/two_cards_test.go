package sam_test

import (
	"testing"
	"time"

	"station365/devices/idcard"
	"station365/devices/idcard/sam"
)

func TestTwoCardsAtOnce_OneAnswerAndTheSingleCardIsReadAfterwards(t *testing.T) {
	onDesk(t, plain, sam.Opts{}, func(d *desk) {
		p := person(t, "lixiuyun")
		d.ready()
		d.reader.Fail(0x81) // the module finds a card and can select none
		d.reader.Lay(p)
		d.failed(idcard.ErrTwoCards, "R-81")
		d.quiet(time.Minute) // however long both lie there

		d.reader.Lift()
		d.pass(2 * time.Second)
		d.reader.Fail(0)
		d.reader.Lay(p)

		d.reads(p)
	})
}
