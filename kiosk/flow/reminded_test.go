package flow

import (
	"testing"
	"testing/synctest"

	"station365/devices/idcard/idcardtest"
)

func TestTheCardIsRemindedOf_WhereTheReaderCannotTellThatItWasTaken(t *testing.T) {
	for presence, want := range map[bool]State{false: Welcome, true: TakeCard} {
		synctest.Test(t, func(t *testing.T) {
			d := openWith(t, idcardtest.NewReader(presence))
			defer d.close()
			d.toReview()

			v := d.do(pick(Next, ""))

			if v.State != Done || v.Card.MayLie == presence {
				t.Errorf("presence %v: at %s, reminded %v", presence, v.State, v.Card.MayLie)
			}
			if v = d.do(pick(Next, "")); v.State != want {
				t.Errorf("presence %v: at %s, want %s", presence, v.State, want)
			}
		})
	}
}

func TestACardThatWasSeenToGoIsNotRemindedOf(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := openWith(t, idcardtest.NewReader(true))
		defer d.close()
		d.toReview()
		d.reader.Lift()
		synctest.Wait()

		d.do(pick(Next, ""))
		d.at(Done)

		if v := d.do(pick(Next, "")); v.State != Welcome {
			t.Errorf("at %s", v.State)
		}
	})
}
