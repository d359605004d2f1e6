package flow

import (
	"fmt"
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

func TestCardWithNoCaseHere_TheNumberOfAnotherMachinesReceiptIsTheWayOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.do(pick(Start, ""))
		d.layCard(invented, inventedID)
		d.do(pick(OpenCases, ""), pick(ByCard, ""))
		if v := d.at(MyCases); len(v.Cases) != 0 {
			t.Fatalf("%d cases of a card that has none", len(v.Cases))
		}

		d.do(pick(ByNumber, ""))

		d.at(EnterNumber)
	})
}

func TestEachWayACardFailsHasItsOwnWords(t *testing.T) {
	for kind, want := range map[error]string{
		idcard.ErrUnreadable: "card.unreadable", idcard.ErrNotIDCard: "card.not-id-card",
		idcard.ErrRefused: "card.refused", idcard.ErrTwoCards: "card.two-cards",
	} {
		synctest.Test(t, func(t *testing.T) {
			d := open(t)
			defer d.close()
			d.do(pick(Start, ""), pick(OpenCases, ""), pick(ByCard, ""))

			d.reader.Fail(fmt.Errorf("select card: %w", kind), "R-81")
			synctest.Wait()

			if v := d.at(CardFailed); v.Failure.Key != want || v.Failure.Code != "R-81" {
				t.Errorf("%v says %+v, want %s", kind, v.Failure, want)
			}
		})
	}
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
