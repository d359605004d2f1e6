package screen_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"station365/devices/printer"
	"station365/kiosk/flow"
	"station365/kiosk/ui/kit"
)

// healthLine is what the foot of the welcome page says in a language, nothing else.
func healthLine(t *testing.T, panel kit.Panel, scale kit.Scale, language string, v flow.View) string {
	t.Helper()
	text := plain(draw(kit.New(panel, scale, kit.Light, shared(t).In(language)), v, nil))
	start := max(strings.LastIndex(text, "找人帮忙"), strings.LastIndex(text, "Help"))
	return strings.TrimPrefix(strings.TrimPrefix(text[start:], "找人帮忙"), "Help")
}

func TestTheMachineSaysHowItsDayGoes(t *testing.T) {
	view := sample(t, "welcome")
	foot := "电话0851-0000-0365机器shanan-2"
	for _, c := range []struct {
		health flow.Health
		want   string
	}{
		{flow.Health{}, "一切正常，可以办事"},
		{flow.Health{Arrived: true, Slips: 140}, "一切正常，可以办事·纸够约140张"},
		{flow.Health{Waiting: 2}, "一切正常，可以办事·2件等着送"},
		{flow.Health{Away: 23 * time.Minute, Arrived: true, Slips: 140}, "今天断网23分钟·都送到了·纸够约140张"},
		{flow.Health{Away: 23 * time.Minute, Waiting: 6}, "今天断网23分钟·6件等着送"},
		{flow.Health{Away: time.Minute}, "今天断网1分钟"}, // one was set aside, or nobody could count
		{flow.Health{Away: 2 * time.Hour, Arrived: true}, "今天断网2小时·都送到了"},
		{flow.Health{Away: 3*time.Hour + 5*time.Minute, Waiting: 16, Slips: 12}, "今天断网3小时5分钟·16件等着送·纸够约12张"},
	} {
		v := view
		v.Health = c.health

		if got := healthLine(t, panels[0], kit.Standard, "zh-Hans", v); got != c.want+foot {
			t.Errorf("%+v is told as %q, want %q", c.health, got, c.want)
		}
	}
}

func TestTheDayIsToldInEnglish(t *testing.T) {
	v := sample(t, "welcome")
	v.Health = flow.Health{Away: 65 * time.Minute, Waiting: 1, Slips: 1}

	got := healthLine(t, panels[0], kit.Standard, "en", v)

	if want := joined("Offline 1 h 5 min today, 1 still to send, paper for 1 receipt"); !strings.HasPrefix(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestInTheLargestTypeTheFirstPartOfTheDayIsSaid(t *testing.T) {
	v := sample(t, "welcome-away-long")

	for _, panel := range panels[:2] {
		if got := healthLine(t, panel, kit.Largest, "zh-Hans", v); !strings.HasPrefix(got, "今天断网23个多小时") || strings.Contains(got, "纸") {
			t.Errorf("%s: %q", panel.Class(), got)
		}
	}
}

func TestWithoutTheCentreOnlyWhatWaitsIsTold(t *testing.T) {
	waits := sample(t, "welcome-away-now")
	nothing, noPaper := waits, waits
	nothing.Health.Waiting = 0
	noPaper.Printer = printer.NoPaper

	if got := healthLine(t, panels[0], kit.Standard, "zh-Hans", waits); !strings.HasPrefix(got, "今天断网3小时5分钟·16件等着送") {
		t.Errorf("with cases that wait: %q", got)
	}
	for name, v := range map[string]flow.View{"nothing waits": nothing, "no paper either": noPaper} {
		if got := healthLine(t, panels[0], kit.Standard, "zh-Hans", v); strings.ContainsAny(got, "断送纸") {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestTheDayDoesNotPushTheMachinesNameAway(t *testing.T) {
	for _, name := range []string{"welcome-away", "welcome-away-long", "welcome-waiting", "welcome-away-now", "welcome-away-since"} {
		view := sample(t, name)
		eachLook(t, func(look string, k *kit.Kit) {
			if k.Class() == kit.Small {
				return
			}
			if text := plain(draw(k, view, nil)); !strings.Contains(text, joined(view.Top.Kiosk)) {
				t.Errorf("%s, %s: the machine is not named", name, look)
			}
			if !slices.Contains(names(draw(k, view, nil)), "start") {
				t.Errorf("%s, %s: there is no start", name, look)
			}
		})
	}
}
