package screen_test

import (
	"strings"
	"testing"
	"time"

	"station365/kiosk"
	"station365/kiosk/flow"
	"station365/kiosk/ui/kit"
)

// frozenIn is what a page of a frozen kiosk says in each language, and what it must
// not; plain texts are without spaces.
var frozenIn = map[string]struct{ stops, desk, goesOn string }{
	"zh-Hans": {"暂停受理", "请到窗口", "照样能办"},
	"en":      {"Nonewrequests", "thedesk", "Allstillworks"},
}

func TestFrozenKioskSaysSoBeforeAFormOnEveryGlass(t *testing.T) {
	pages := []string{"welcome-frozen", "home-frozen", "matters-frozen"}
	for _, r := range kiosk.Rules() {
		pages = append(pages, "flow-card-frozen-"+string(r))
	}
	for _, name := range pages {
		view := sample(t, name)
		eachLook(t, func(look string, k *kit.Kit) {
			text := plain(draw(k, view, nil))

			said := frozenIn[k.Words().Lang()]
			if !strings.Contains(text, said.stops) || !strings.Contains(text, said.desk) {
				t.Errorf("%s, %s does not say that no new requests are taken: %s", name, look, text)
			}
			if strings.Contains(text, said.goesOn) {
				t.Errorf("%s, %s says that it goes on: %s", name, look, text)
			}
		})
	}
}

func TestEveryRuleHasItsReasonInWords(t *testing.T) {
	for _, r := range kiosk.Rules() {
		view := sample(t, "flow-card-frozen-"+string(r))
		view.Said = "frozen." + string(r)
		reasons := map[string]bool{}
		eachLook(t, func(look string, k *kit.Kit) {
			text := plain(draw(k, view, nil))
			if strings.Contains(text, "frozen.") {
				t.Errorf("%s, %s: no words", r, look)
			}
			reasons[text] = true
		})
		if len(reasons) == 0 {
			t.Errorf("%s was not drawn", r)
		}
	}
}

func TestFrozenKioskStillLooksUp(t *testing.T) {
	for target, want := range map[string]flow.Kind{"door:mycases": flow.OpenCases, "door:whereabouts": flow.OpenWhere} {
		eachLook(t, func(look string, k *kit.Kit) {
			var got flow.Event
			tap(t, draw(k, sample(t, "home-frozen"), func(e flow.Event) { got = e }), target)
			if got.Kind != want {
				t.Errorf("%s, %s: sent %v", target, look, got)
			}
		})
	}
}

func TestClockThatNobodyVouchesFor_ItsTimeIsAbout(t *testing.T) {
	view := sample(t, "flow-card-clock")
	eachLook(t, func(look string, k *kit.Kit) {
		about, due := map[string]string{"zh-Hans": "约10:45", "en": "about10:45"}, k.Words().Date(time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC))
		text := plain(draw(k, view, nil))
		if !strings.Contains(text, about[k.Words().Lang()]) || strings.Contains(text, strings.ReplaceAll(due, " ", "")) {
			t.Errorf("%s: %s", look, text)
		}
	})
}

func TestClockThatNobodyVouchesFor_TheFirstPageNamesNoDayAndTellsWhoeverKeepsTheMachine(t *testing.T) {
	for _, name := range []string{"welcome-clock", "welcome-clock-degraded", "home-clock"} {
		view := sample(t, name)
		eachLook(t, func(look string, k *kit.Kit) {
			text := plain(draw(k, view, nil))

			if day := k.Words().Date(view.Top.Now); strings.Contains(text, joined(day)) {
				t.Errorf("%s, %s names %s: %s", name, look, day, text)
			}
			if name == "home-clock" {
				return // its head has no clock where type is large on the small panel
			}
			if !strings.Contains(text, joined(k.T("top.about", "time", k.Words().Clock(view.Top.Now)))) {
				t.Errorf("%s, %s: the time is not about: %s", name, look, text)
			}
			if k.Class() != kit.Small && !strings.Contains(text, joined(k.T("trouble.clock.least"))) {
				t.Errorf("%s, %s does not say it: %s", name, look, text)
			}
		})
	}
}
