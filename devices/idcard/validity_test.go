package idcard_test

import (
	"testing"
	"time"

	"station365/devices/idcard"
)

func TestACardIsValidFromItsFirstToItsLastDay(t *testing.T) {
	from, until := idcard.Date{Year: 2006, Month: 5, Day: 18}, idcard.Date{Year: 2026, Month: 5, Day: 18}
	none := idcard.Date{}
	for _, c := range []struct {
		name string
		card idcard.Card
		day  string
		want idcard.Validity
	}{
		{"in between", idcard.Card{ValidFrom: from, ValidUntil: until}, "2020-01-01", idcard.Valid},
		{"first day", idcard.Card{ValidFrom: from, ValidUntil: until}, "2006-05-18", idcard.Valid},
		{"day before", idcard.Card{ValidFrom: from, ValidUntil: until}, "2006-05-17", idcard.NotYetValid},
		{"month before", idcard.Card{ValidFrom: from, ValidUntil: until}, "2006-04-30", idcard.NotYetValid},
		{"last day", idcard.Card{ValidFrom: from, ValidUntil: until}, "2026-05-18", idcard.Valid},
		{"day after", idcard.Card{ValidFrom: from, ValidUntil: until}, "2026-05-19", idcard.Expired},
		{"year after", idcard.Card{ValidFrom: from, ValidUntil: until}, "2027-01-01", idcard.Expired},
		{"long term", idcard.Card{ValidFrom: from, LongTerm: true}, "2099-01-01", idcard.Valid},
		{"long term, to come", idcard.Card{ValidFrom: from, LongTerm: true}, "2000-01-01", idcard.NotYetValid},
		{"long term, first day blank", idcard.Card{LongTerm: true}, "2000-01-01", idcard.Valid},
		{"last day blank", idcard.Card{ValidFrom: from}, "2020-01-01", idcard.Unstated},
		{"first day blank", idcard.Card{ValidUntil: until}, "2020-01-01", idcard.Unstated},
		{"first day blank, over", idcard.Card{ValidUntil: until}, "2030-01-01", idcard.Expired},
		{"both blank", idcard.Card{ValidFrom: none, ValidUntil: none}, "2020-01-01", idcard.Unstated},
	} {
		day, err := time.Parse(time.DateOnly, c.day)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.card.Validity(day); got != c.want {
			t.Errorf("%s: %s on %s, want %s", c.name, got, c.day, c.want)
		}
	}
}

func TestTheDayIsTheOneAtTheKiosk_NotInGreenwich(t *testing.T) {
	beijing := time.FixedZone("CST", 8*60*60)
	card := idcard.Card{ValidFrom: idcard.Date{Year: 2006, Month: 5, Day: 18}, ValidUntil: idcard.Date{Year: 2026, Month: 5, Day: 18}}
	early := time.Date(2026, 5, 19, 7, 59, 0, 0, beijing) // in Greenwich it is still the 18th

	if got := card.Validity(early); got != idcard.Expired {
		t.Errorf("%s in the morning after the last day", got)
	}
}

func TestACardThatEndsBeforeItBeginsIsTurned(t *testing.T) {
	a, b := idcard.Date{Year: 2006, Month: 5, Day: 18}, idcard.Date{Year: 2026, Month: 5, Day: 18}
	for _, c := range []struct {
		card idcard.Card
		want bool
	}{
		{idcard.Card{ValidFrom: a, ValidUntil: b}, false},
		{idcard.Card{ValidFrom: b, ValidUntil: a}, true},
		{idcard.Card{ValidFrom: b}, false},
		{idcard.Card{ValidUntil: a}, false},
	} {
		if got := c.card.Turned(); got != c.want {
			t.Errorf("%+v: %v", c.card, got)
		}
	}
}
