package screen_test

import (
	"slices"
	"strings"
	"testing"

	"station365/kiosk/flow"
	"station365/kiosk/ui/kit"
	"station365/kiosk/ui/screen/screentest"
)

// reachedIn are words that are true only when a word came back of a call.
var reachedIn = map[string][]string{"zh-Hans": {"收到了", "来帮您", "说马上来", "已经叫了", "有人来了"}, "en": {"deskhasit", "comestohelp", "iscoming", "Called"}}

func TestNoPageSaysThatSomebodyWasReachedBeforeAWordCameBack(t *testing.T) {
	for _, s := range screentest.Samples() {
		if s.View.State != flow.Help || s.View.Call.Word != "" {
			continue
		}
		eachLook(t, func(look string, k *kit.Kit) {
			text := plain(draw(k, s.View, nil))
			for _, word := range reachedIn[k.Words().Lang()] {
				if strings.Contains(text, word) {
					t.Errorf("%s, %s says %q: %s", s.Name, look, word, text)
				}
			}
		})
	}
}

func TestATicketThatIsNotPrinted_LeavesTheTelephoneOnTheGlass(t *testing.T) {
	for _, name := range []string{"help-telephone-not-printed", "help-telephone-printing", "help-telephone-printed"} {
		view := sample(t, name)
		eachLook(t, func(look string, k *kit.Kit) {
			if text := plain(draw(k, view, nil)); !strings.Contains(text, view.Duty.Phone) {
				t.Errorf("%s, %s has no telephone: %s", name, look, text)
			}
		})
	}
}

func TestThePromiseOfACallBack_IsSaidOnlyOfOneThatIsKept(t *testing.T) {
	k := standard(t)
	for _, name := range []string{"help-nobody", "call-back", "call-back-not-kept", "call-back-keeping"} {
		if text := plain(draw(k, sample(t, name), nil)); strings.Contains(text, "前打给您") || strings.Contains(text, "存好了") {
			t.Errorf("%s promises: %s", name, text)
		}
	}
	if text := plain(draw(k, sample(t, "callback-kept"), nil)); !strings.Contains(text, "王芳11月30日") {
		t.Errorf("the kept one does not: %s", text)
	}
}

func TestPrivatePagesSayToMindWhoStandsBehind(t *testing.T) {
	k := standard(t)
	for name, private := range map[string]bool{"card-read": true, "filling-digits": true, "reviewing": true, "enter-code": true, "my-cases": true,
		"case-detail": true, "call-back": true, "home": false, "matters": false, "help": false} {
		if text := plain(draw(k, sample(t, name), nil)); strings.Contains(text, "请注意身后") != private {
			t.Errorf("%s: said %v", name, !private)
		}
	}
}

func TestTheWipeIsSaidOnEveryGlass(t *testing.T) {
	want := map[string]string{"zh-Hans": "清除", "en": "cleared"}
	for _, name := range []string{"welcome-wiped", "welcome-wiped-other-card", "home-wiped", "take-card", "take-card-ask"} {
		eachLook(t, func(look string, k *kit.Kit) {
			if text := plain(draw(k, sample(t, name), nil)); !strings.Contains(text, want[k.Words().Lang()]) {
				t.Errorf("%s, %s does not say it: %s", name, look, text)
			}
		})
	}
}

func TestHelpCanBeCalledFromEveryPageButTheCountdown(t *testing.T) {
	k := standard(t)
	for _, s := range screentest.Samples() {
		has := slices.Contains(names(draw(k, s.View, nil)), "nav:help")
		if want := s.View.State != flow.IdleWarning; has != want { // there any touch leads back to a page that has it
			t.Errorf("%s: %v", s.Name, has)
		}
	}
}

func TestATypedCodeCanBeErasedWhole(t *testing.T) {
	k := standard(t)
	var sent []flow.Event

	tap(t, draw(k, sample(t, "enter-code"), func(e flow.Event) { sent = append(sent, e) }), "key:clear")

	if len(sent) != 1 || sent[0].Kind != flow.Key || sent[0].Value != "clear" {
		t.Errorf("sent %v", sent)
	}
}
