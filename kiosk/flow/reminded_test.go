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

func TestACardIsLeftBehind_WhoIsOnDutyIsCalledToIt_AndTheNextPersonSeesItFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, b := openWith(t, idcardtest.NewReader(true)), &bell{}
		defer d.close()
		d.tells(b)
		inHours()
		d.toReview()
		d.do(pick(Next, ""), pick(Next, ""))
		d.at(TakeCard)
		time.Sleep(d.flow.opts.Times.Taken)
		d.at(Welcome)

		if c := b.last(); c.Step != CallCardLeft || c.Officer == "" || !slices.Contains(d.noted, "card-left") {
			t.Errorf("called %+v, noted %v", b.last(), d.noted)
		}
		if v := d.do(pick(Start, "")); v.State != TakeCard || !v.CardLies {
			t.Errorf("the next person is at %s, the card lies there: %v", v.State, v.CardLies)
		}
		if v := d.do(pick(Next, ""), pick(Start, "")); v.State != Home { // a reader that senses what is not there
			t.Errorf("who says that it is taken is at %s", v.State)
		}
	})
}

func TestAForgottenCardIsTakenAway_TheNextPersonBeginsAsAlways(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := openWith(t, idcardtest.NewReader(true))
		defer d.close()
		d.toReview()
		d.do(pick(Next, ""), pick(Next, ""))
		time.Sleep(d.flow.opts.Times.Taken)
		d.at(Welcome)

		d.reader.Lift()
		synctest.Wait()

		if v := d.do(pick(Start, "")); v.State != Home {
			t.Errorf("at %s", v.State)
		}
	})
}
