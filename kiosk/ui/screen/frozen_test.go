package screen_test

import (
	"strings"
	"testing"

	"station365/kiosk"
	"station365/kiosk/flow"
	"station365/kiosk/ui/kit"
)

func TestFrozenKioskSaysSoBeforeAFormOnEveryGlass(t *testing.T) {
	pages := []string{"welcome-frozen", "home-frozen", "matters-frozen"}
	for _, r := range kiosk.Rules() {
		pages = append(pages, "flow-card-frozen-"+string(r))
	}
	for _, name := range pages {
		view := sample(t, name)
		eachLook(t, func(look string, k *kit.Kit) {
			text := plain(draw(k, view, nil))

			if !strings.Contains(text, "暂停受理") || !strings.Contains(text, "请到窗口") {
				t.Errorf("%s, %s does not say that no new requests are taken: %s", name, look, text)
			}
			if strings.Contains(text, "照样能办") {
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
		if text := plain(draw(k, view, nil)); !strings.Contains(text, "约10:45") || strings.Contains(text, "11月30日") {
			t.Errorf("%s: %s", look, text)
		}
	})
}
