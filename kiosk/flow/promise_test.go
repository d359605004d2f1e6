package flow

import (
	"testing"
	"testing/synctest"
	"time"

	"station365/kiosk"
)

// keptTill is a case whose promised day was yesterday.
func keptTill(yesterday time.Time, trusted bool) kiosk.Kept {
	return kiosk.Kept{NewCase: kiosk.NewCase{Matter: "residence-registration", Promise: kiosk.Promise{DueBy: yesterday},
		TimeTrusted: trusted, ResidentTag: []byte{1}}, Status: kiosk.Accepted}
}

func TestAPromiseIsLateWhenItsDayHasPassedAndAResultStillLacks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.flow.opts.Clock = func() bool { return true }
		now := time.Now()
		k := keptTill(now.Add(-time.Hour), true)

		late := d.flow.visit.caseView(k, now)
		k.Status = kiosk.Completed
		settled := d.flow.visit.caseView(k, now)

		if !late.Late || late.DayOpen || settled.Late {
			t.Errorf("late %v, day open %v; settled: late %v", late.Late, late.DayOpen, settled.Late)
		}
		if !late.ByCard || late.Middle != "residence.receipt.middle" {
			t.Errorf("found by card %v, in the middle %q", late.ByCard, late.Middle)
		}
	})
}

func TestAClockThatNobodyConfirmed_NoDayIsPromisedAndNoneIsLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		now := time.Now()

		v := d.flow.visit.caseView(keptTill(now.Add(-time.Hour), false), now)

		if v.Late || !v.DayOpen {
			t.Errorf("late %v, day open %v", v.Late, v.DayOpen)
		}
	})
}

func TestAClockThatIsNotBelievedNow_NoPromiseIsCalledLateByIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.flow.opts.Clock = func() bool { return false } // it may have leapt ahead since the day was promised
		now := time.Now()

		v := d.flow.visit.caseView(keptTill(now.Add(-time.Hour), true), now)

		if v.Late || v.DayOpen {
			t.Errorf("late %v, day open %v", v.Late, v.DayOpen)
		}
	})
}

func TestASealedCaseShowsNeitherMatterNorWhatHappensWithIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		k := keptTill(time.Now(), true)
		k.Sensitive = true

		v := d.flow.visit.caseView(k, time.Now())

		if v.Title != "" || v.Middle != "" {
			t.Errorf("shows %q, %q", v.Title, v.Middle)
		}
	})
}
