package voice_test

import (
	"testing"
	"testing/synctest"
	"time"

	"station365/kiosk/flow"
)

func TestACallRings_OnceForEachStep_AlsoWherePagesAreSilent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := open(t)
		defer r.stop()
		r.Show(at(flow.Home, flow.SoundOff))
		for _, c := range []flow.CallView{{Step: flow.CallFirst}, {Step: flow.CallFirst, Word: flow.CallAtDesk}, {Step: flow.CallSecond}, {Step: flow.CallTelephone}} {
			v := at(flow.Help, flow.SoundOff)
			v.Call = c
			for range 5 { // the page counts down
				r.Show(v)
				time.Sleep(time.Second)
			}
		}

		r.wants(t, "while pages are silent")
		if r.player.account().played != 3 {
			t.Errorf("%d sounds, want one for each of three steps", r.player.account().played)
		}
	})
}

func TestNobodyOnDuty_NothingRings(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := open(t)
		defer r.stop()
		r.Show(at(flow.Home, flow.SoundOff))
		v := at(flow.Help, flow.SoundOff)
		v.Call = flow.CallView{Step: flow.CallNobody, Leaves: true}

		r.Show(v)
		time.Sleep(time.Second)

		r.wants(t, "while pages are silent")
		if r.player.account().played != 0 {
			t.Errorf("%d sounds for nobody to hear", r.player.account().played)
		}
	})
}
