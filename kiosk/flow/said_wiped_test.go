package flow

import (
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"station365/devices/idcard/idcardtest"
)

func TestEveryWayOutSaysThatItWiped_WithoutAName_AndOnlyForAWhile(t *testing.T) {
	for _, presence := range []bool{true, false} {
		for name := range waysOut(nil) {
			t.Run(name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					d := openWith(t, idcardtest.NewReader(presence))
					defer d.close()
					d.toReview()
					want := "wiped.done"
					if name == "another card" {
						want = "wiped.other-card"
					}

					waysOut(d)[name]()

					v := d.view()
					if v.State == TakeCard { // that page says it itself
						d.reader.Lift()
						synctest.Wait()
						if v = d.view(); v.State == TakeCard {
							v = d.do(pick(Next, ""))
						}
						if v.State != Welcome {
							t.Errorf("at %s", v.State)
						}
						return
					}
					if v.State != Welcome || v.Wiped != want {
						t.Errorf("at %s, says %q, want %q", v.State, v.Wiped, want)
					}
					if found := reachable(reflect.ValueOf(v)); strings.Contains(found, invented) || strings.Contains(found, "李**") {
						t.Errorf("the view still says %q", found)
					}
					time.Sleep(wipedShown)
					if v = d.view(); v.Wiped != "" && name != "shutdown" {
						t.Errorf("still says %q", v.Wiped)
					}
				})
			})
		}
	}
}

func TestTheNextTouchTakesTheWordOfTheWipeAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.toReview()
		d.do(pick(Failed, ""))

		if v := d.do(pick(Start, "")); v.State != Home || v.Wiped != "" {
			t.Errorf("at %s, says %q", v.State, v.Wiped)
		}
	})
}

func TestNothingWasThere_NothingIsSaidToBeWiped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.do(pick(Start, ""), pick(OpenMatters, ""))

		time.Sleep(d.flow.opts.Times.Public)

		if v := d.view(); v.State != Welcome || v.Wiped != "" {
			t.Errorf("at %s, says %q", v.State, v.Wiped)
		}
	})
}

func TestAnotherMatterAfterTheLast_TheDoorsSayThatItIsWiped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.toReview()
		d.do(pick(Next, ""))
		d.at(Done)

		if v := d.do(pick(Restart, "")); v.State != Home || v.Wiped != "wiped.done" {
			t.Errorf("at %s, says %q", v.State, v.Wiped)
		}
	})
}
