package flow

import (
	"testing"
	"testing/synctest"
	"time"

	"station365/devices/idcard"
)

func TestACardThatIsAlreadyOpenIsLookedUpWithWordsMeanwhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.do(pick(Start, ""))
		d.layCard(invented, inventedID)
		d.store.slow = time.Minute

		d.do(pick(OpenCases, ""), pick(ByCard, ""))

		if v := d.at(ReadingCard); !v.Card.Verified || len(v.Steps) != 0 {
			t.Errorf("the page cannot say that cases are being looked for: %+v", v.Card)
		}
		time.Sleep(2 * time.Minute)
		d.at(MyCases)
	})
}

func TestCardThatCannotBeRead_TheNumberIsAnotherWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.do(pick(Start, ""), pick(OpenCases, ""), pick(ByCard, ""))
		d.reader.Fail(idcard.ErrUnreadable, "R-41")
		synctest.Wait()
		d.at(CardFailed)

		d.do(pick(ByNumber, ""))

		d.at(EnterNumber)
	})
}

func TestASleepingPlaceSaysThePagesOwnReason(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.toReview()

		if v := d.do(pick(AskWhy, "review.see-all")); v.State != Reviewing || v.Said != "review.see-all" {
			t.Errorf("at %s, says %q", v.State, v.Said)
		}
		if v := d.do(pick(Turn, "1")); v.Said != "" {
			t.Errorf("still says %q", v.Said)
		}
	})
}
