package sam_test

import (
	"encoding/binary"
	"testing"
	"time"

	"station365/devices/idcard"
	"station365/devices/idcard/sam"
)

func TestABusCardIsLaidDown_NotAnIdentityCard(t *testing.T) {
	onDesk(t, plain, sam.Opts{}, func(d *desk) {
		p := person(t, "lixiuyun")
		d.ready()
		d.reader.Fail(0x40)
		d.reader.Lay(p)
		d.failed(idcard.ErrNotIDCard, "R-40")
		d.quiet(time.Minute)

		d.reader.Lift()
		d.pass(2 * time.Second)
		d.reader.Fail(0)
		d.reader.Lay(p)

		d.reads(p)
	})
}

func TestAKindOfCardOfTheFuture_NotReadWithAnotherKindsLayout(t *testing.T) {
	onDesk(t, plain, sam.Opts{}, func(d *desk) {
		text, err := person(t, "lixiuyun").Text()
		if err != nil {
			t.Fatal(err)
		}
		binary.LittleEndian.PutUint16(text[248:], 'Z')
		d.ready()

		d.reader.LayText(text)

		d.failed(idcard.ErrNotIDCard, "R-06")
	})
}
