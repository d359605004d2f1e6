package flow

import (
	"testing"
	"testing/synctest"
	"time"

	"station365/kiosk"
	"station365/kiosk/form"
)

func TestEachRuleRefusesBeforeAnybodyFillsAForm(t *testing.T) {
	for _, rule := range kiosk.Rules() {
		synctest.Test(t, func(t *testing.T) {
			d := open(t)
			defer d.close()
			d.flow.opts.Frozen = func() kiosk.Rule { return rule }

			list := d.do(pick(Start, ""), pick(OpenMatters, ""))
			card := d.do(pick(OpenMatter, "residence-registration"))
			pressed := d.do(pick(Next, ""))
			looked := d.do(pick(Restart, ""), pick(OpenCases, ""), pick(ByNumber, ""))

			why := "frozen." + string(rule)
			if list.Frozen != rule || len(list.Matters) == 0 {
				t.Errorf("%s: the list says %q", rule, list.Frozen)
			}
			if card.State != FlowCard || card.Next || card.WhyNot != why || pressed.State != FlowCard || pressed.Said != why {
				t.Errorf("%s: at %s, next %v for %q; then at %s with %q", rule, card.State, card.Next, card.WhyNot, pressed.State, pressed.Said)
			}
			if looked.State != EnterNumber || len(d.store.cases) != 0 {
				t.Errorf("%s: looking up ends at %s", rule, looked.State)
			}
		})
	}
}

func TestFreezingBeginsWhileTheNoticeIsRead_TheCardIsNotAskedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		rule := kiosk.Rule("")
		d.flow.opts.Frozen = func() kiosk.Rule { return rule }
		d.do(pick(Start, ""), pick(OpenMatter, "residence-registration"), pick(Next, ""))

		rule = kiosk.DiskLow
		read := d.do(pick(Changed, ""))
		pressed := d.do(pick(Next, ""))
		rule = ""
		went := d.do(pick(Next, ""))

		if read.State != Notice || read.Next || pressed.State != Notice || pressed.Said != "frozen.disk-low" || went.State != AwaitingCard {
			t.Errorf("at %s, next %v; pressed: %s says %q; then %s", read.State, read.Next, pressed.State, pressed.Said, went.State)
		}
	})
}

func TestClockThatNobodyVouchesFor_NoDayIsPromisedAndTimesAreAbout(t *testing.T) {
	for _, trusted := range []bool{true, false} {
		synctest.Test(t, func(t *testing.T) {
			d := open(t)
			defer d.close()
			d.flow.opts.Clock = func() bool { return trusted }

			v := d.do(pick(Start, ""), pick(OpenMatter, "residence-registration"))
			sent, kept := d.handIn()

			if v.Top.About == trusted || v.Matter.DueBy.IsZero() == trusted {
				t.Errorf("trusted %v: about %v, due %v", trusted, v.Top.About, v.Matter.DueBy)
			}
			if kept.TimeTrusted != trusted || sent.TimeTrusted != trusted || kept.Promise.DueBy.IsZero() == trusted || sent.Promise.DueBy.IsZero() == trusted {
				t.Errorf("trusted %v: kept %v till %v, sent %v till %v", trusted, kept.TimeTrusted, kept.Promise.DueBy, sent.TimeTrusted, sent.Promise.DueBy)
			}
		})
	}
}

// handIn is what a visit at its review would hand in.
func (d *desk) handIn() (Submission, kiosk.NewCase) {
	v := d.flow.visit
	v.form = form.New(v.matter.Form, nil)
	return v.submission(time.Now())
}
