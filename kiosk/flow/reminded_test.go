package flow

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"station365/devices/idcard/idcardtest"
)

func TestTheCardIsAskedFor_AndWhereTheReaderCannotTellThatItWasTaken_ItsOwnerIs(t *testing.T) {
	for _, presence := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			d := openWith(t, idcardtest.NewReader(presence))
			defer d.close()
			d.toReview()

			v := d.do(pick(Next, ""))

			if v.State != Done || v.Card.MayLie == presence {
				t.Errorf("presence %v: at %s, reminded %v", presence, v.State, v.Card.MayLie)
			}
			if v = d.do(pick(Next, "")); v.State != TakeCard || v.CardLies != presence {
				t.Errorf("presence %v: at %s, the card lies there: %v", presence, v.State, v.CardLies)
			}
			time.Sleep(d.flow.opts.Times.Taken)
			if v = d.view(); v.State != Welcome || slices.Contains(d.noted, "card-left") != presence {
				t.Errorf("presence %v: at %s, noted %v", presence, v.State, d.noted)
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
