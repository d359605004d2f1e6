package flow

import (
	"testing"
	"testing/synctest"
	"time"

	"station365/kiosk"
)

func TestTheWeekStandsOnTheWelcomePageOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		want := kiosk.Week{Settled: 46, InHand: 17, Late: 2}
		d.flow.opts.Week = func() kiosk.Week { return want }

		welcome := d.do(pick(Changed, ""))
		home := d.do(pick(Start, ""))

		if welcome.State != Welcome || welcome.Evening != want {
			t.Errorf("at %s the week is %+v", welcome.State, welcome.Evening)
		}
		if home.State != Home || home.Evening != (kiosk.Week{}) {
			t.Errorf("at %s the week is %+v", home.State, home.Evening)
		}
	})
}

func TestTheMachinesDayStandsOnTheWelcomePageOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		want := Health{Away: 23 * time.Minute, Waiting: 6, Slips: 140}
		d.flow.opts.Health = func() Health { return want }

		welcome := d.do(pick(Changed, ""))
		home := d.do(pick(Start, ""))

		if welcome.State != Welcome || welcome.Health != want {
			t.Errorf("at %s the day is %+v", welcome.State, welcome.Health)
		}
		if home.State != Home || home.Health != (Health{}) {
			t.Errorf("at %s the day is %+v", home.State, home.Health)
		}
	})
}

func TestThePersonOnDutyHasHerHours(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // begins at 8 in the morning, Beijing time
		d := open(t)
		defer d.close()

		before := d.do(pick(Start, "")).Duty

		if before.Now || before.Name == "" || before.From.Hour() != 9 || before.Until.Hour() != 17 {
			t.Errorf("an hour before the doors open: %+v", before)
		}
	})
}

func TestHelpCalledOnTheHelpPage_SaysThatItIsHere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()

		v := d.do(pick(Start, ""), pick(CallHelp, ""), pick(CallHelp, ""))

		if v.State != Help || v.Said != "help.here" {
			t.Errorf("at %s it says %q", v.State, v.Said)
		}
	})
}
