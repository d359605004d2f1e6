package flow

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"station365/devices/idcard"
	"station365/kiosk"
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

func TestALookUpTakesLong_ThePageSaysSoAfterASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.store.slow = time.Minute
		d.do(pick(Start, ""), pick(OpenCases, ""), pick(ByNumber, ""))
		d.press(strings.ReplaceAll(string(kiosk.NewCaseNumber("S2", 1))[3:], "-", ""))
		d.do(pick(Next, ""))
		d.press("0000000000000000")

		v := d.do(pick(Next, ""))
		time.Sleep(lookSaidAfter)
		later := d.view()
		pressed := d.do(pick(Key, "erase"))
		time.Sleep(time.Millisecond)
		again := d.view()
		time.Sleep(time.Minute)

		if v.Said != "" || later.Said != "find.looking" || pressed.Said != "" || again.Said != "find.looking" {
			t.Errorf("said at once %q, later %q; pressed meanwhile %q, then %q", v.Said, later.Said, pressed.Said, again.Said)
		}
		if v = d.at(EnterCode); v.Said != "" || v.Question.Problem != "find.no-match" {
			t.Errorf("in the end %q, %q", v.Said, v.Question.Problem)
		}
	})
}
