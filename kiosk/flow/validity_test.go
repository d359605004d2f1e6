package flow

import (
	"os"
	"slices"
	"testing"
	"testing/synctest"

	"station365/devices/idcard"
	"station365/kiosk/words"
)

func TestEveryDoubtOfACardHasItsWords(t *testing.T) {
	table, err := words.Load(os.DirFS("../../assets/strings"), "zh-Hans")
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range idcard.Warnings() {
		if !table.Has("card.warning." + key) {
			t.Errorf("no words for %s", key)
		}
	}
}

// In the bubbles of these tests it is the first day of 2000.
var (
	lastYear = idcard.Date{Year: 1999, Month: 12, Day: 31}
	nextYear = idcard.Date{Year: 2001, Month: 1, Day: 1}
	longAgo  = idcard.Date{Year: 1990, Month: 1, Day: 1}
	today    = idcard.Date{Year: 2000, Month: 1, Day: 1}
)

// atCard is a visit that waits for a card for a matter that needs one.
func atCard(t *testing.T, trusted bool) *desk {
	t.Helper()
	d := open(t)
	d.flow.opts.Clock = func() bool { return trusted }
	d.do(pick(Start, ""), pick(OpenMatter, "residence-registration"), pick(Next, ""), pick(Next, ""))
	d.at(AwaitingCard)
	return d
}

// layDated lays a card with these days and doubts.
func (d *desk) layDated(from, until idcard.Date, doubts ...string) {
	d.t.Helper()
	c := cardOf(invented, inventedID)
	c.ValidFrom, c.ValidUntil, c.Warnings = from, until, doubts
	d.reader.Lay(c)
	synctest.Wait()
}

func TestACardThatIsNotValidToday_IsToldAndMayGoOnAndIsMarkedForAPerson(t *testing.T) {
	for name, c := range map[string]struct {
		from, until idcard.Date
		key, check  string
		day         int
	}{
		"expired":       {longAgo, lastYear, "card.expired", "expired", 1999},
		"not yet valid": {nextYear, idcard.Date{Year: 2021, Month: 1, Day: 1}, "card.not-yet", "not-yet-valid", 2001},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := atCard(t, true)
				defer d.close()

				d.layDated(c.from, c.until, idcard.SexDiffers)

				v := d.at(CardNotValid)
				if v.Card.NotValid != c.key || v.Card.Day.Year() != c.day || !v.Next || !v.Back {
					t.Errorf("says %q of %v; next %v, back %v", v.Card.NotValid, v.Card.Day, v.Next, v.Back)
				}
				d.do(pick(Next, ""))
				if v := d.at(CardRead); !slices.Equal(v.Card.Doubts, []string{"card.warning.sex-differs"}) || len(v.Card.Fields) == 0 {
					t.Errorf("doubts %v, %d fields", v.Card.Doubts, len(v.Card.Fields))
				}
				d.do(pick(Next, ""))
				d.fill("13800005678")
				d.do(pick(Next, ""))
				d.at(Done)
				if got := d.store.sent[0].Checks; !slices.Equal(got, []string{c.check, idcard.SexDiffers}) {
					t.Errorf("a person is told to look at %v", got)
				}
			})
		})
	}
}

func TestTheLastDayIsStillValid(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := atCard(t, true)
		defer d.close()

		d.layDated(longAgo, today)

		if v := d.at(CardRead); v.Card.NotValid != "" {
			t.Errorf("says %q", v.Card.NotValid)
		}
	})
}

func TestAClockThatIsNotTrusted_NothingIsSaidOfAnyDay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := atCard(t, false)
		defer d.close()

		d.layDated(longAgo, lastYear)

		if v := d.at(CardRead); v.Card.NotValid != "" {
			t.Errorf("says %q", v.Card.NotValid)
		}
		d.do(pick(Next, ""))
		d.fill("13800005678")
		d.do(pick(Next, ""))
		if got := d.store.sent[0].Checks; len(got) > 0 {
			t.Errorf("marked %v by a clock that nobody trusts", got)
		}
	})
}

func TestTheRenewedCardIsLaidDownInstead_ItTakesThePlaceOfTheOldOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := atCard(t, true)
		defer d.close()
		d.layDated(longAgo, lastYear)
		d.at(CardNotValid)

		d.layDated(longAgo, nextYear)

		if v := d.at(CardRead); v.Card.NotValid != "" {
			t.Errorf("still says %q", v.Card.NotValid)
		}
	})
}

func TestTheOldCardLaidDownOnceMore_StaysWhereItIs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := atCard(t, true)
		defer d.close()
		d.layDated(longAgo, lastYear)

		d.layDated(longAgo, lastYear)

		d.at(CardNotValid)
	})
}

func TestACardLaidDownEarlyThatHasExpired_IsToldAfterTheNotice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.flow.opts.Clock = func() bool { return true }
		d.layDated(longAgo, lastYear)
		d.do(pick(OpenMatter, "residence-registration"), pick(Next, ""))
		d.at(Notice)

		d.do(pick(Next, ""))

		d.at(CardNotValid)
	})
}

func TestOwnCasesAreFoundWithAnExpiredCardToo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.flow.opts.Clock = func() bool { return true }
		d.do(pick(Start, ""), pick(OpenCases, ""), pick(ByCard, ""))

		d.layDated(longAgo, lastYear)

		d.at(MyCases)
	})
}
