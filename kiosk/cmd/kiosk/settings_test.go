package main

import (
	"strings"
	"testing"
	"time"

	"station365/kiosk/flow"
	"station365/sync/wire"
)

func TestSettingsArePublished_TheNextVisitGoesByThemAndWhatTheyLeaveOutStays(t *testing.T) {
	l := newListener(t)
	end := l.begin()
	defer end()

	l.publish(wire.KindSettings, []byte(`{"times":{"task":120},"limits":{"queue":200,"oldest_days":3},"volume":"middle","type":"large"}`))
	eventually(t, "the settings", func() bool { return l.standing(wire.KindSettings).Version == 1 })

	want := flow.DefaultTimes()
	want.Task = 2 * time.Minute
	got := l.docs.Documents().Settings
	if got.Times != want || got.Scale != "large" || got.Sound != flow.SoundMiddle {
		t.Errorf("%+v", got)
	}
	if n, usual := l.docs.Limits(), usualLimits.rules(); n.Queue != 200 || n.Oldest != 3*day || n.Catalogue != usual.Catalogue || n.Reserve != usual.Reserve {
		t.Errorf("limits %+v", n)
	}
	l.publish(wire.KindSettings, []byte(`{"volume":"loud"}`))
	eventually(t, "the next ones", func() bool { return l.standing(wire.KindSettings).Version == 2 })
	if got := l.docs.Documents().Settings; got.Times != flow.DefaultTimes() || got.Sound != flow.SoundLoud {
		t.Errorf("settings are taken whole, and these have %+v", got)
	}
}

func TestSettingsAreBeyondAKiosksBounds_NoneIsTakenAndTheCentreReadsWhy(t *testing.T) {
	l := newListener(t)
	end := l.begin()
	defer end()

	bad := l.publish(wire.KindSettings, []byte(`{"times":{"task":5},"limits":{"queue":90000},"volume":"roaring","type":"large"}`))
	eventually(t, "the refusal", func() bool { return l.standing(wire.KindSettings).Refused == bad })

	reasons := strings.Join(l.standing(wire.KindSettings).Reasons, "\n")
	for _, key := range []string{"times.task", "limits.queue", "sound.volume"} {
		if !strings.Contains(reasons, key+": found ") {
			t.Errorf("nothing is said of %s: %s", key, reasons)
		}
	}
	if got := l.docs.Documents().Settings; got.Scale != "standard" || got.Times != flow.DefaultTimes() {
		t.Errorf("a part was taken: %+v", got)
	}
}

func TestSettingsHaveAWordThatNobodyKnows_TheCentreDoesNotPublishThem(t *testing.T) {
	for _, content := range []string{`{"times":{"tsk":90}}`, `{"volume":3}`, `{} {}`, `[]`} {
		if s, err := wire.DecodeSettings([]byte(content)); err == nil {
			t.Errorf("%s is taken for %+v", content, s)
		}
	}
}
