package main

import (
	"slices"
	"testing"

	"station365/devices/idcard/idcardtest"
	"station365/kiosk/flow"
)

func TestAFingerTouchesTheOtherLanguage_TheWholeKioskSpeaksItUntilTheNextOneComes(t *testing.T) {
	r := newBenchWith(t, idcardtest.NewReader(false), func(o *flow.Opts) { o.Languages = []string{"zh-Hans", "en"} })
	r.walk(flow.Home, flow.Event{Kind: flow.Start})

	r.press(flow.Home, "tool:language")
	if texts := r.glass.Describe().Texts; !slices.Contains(texts, "Services") || !slices.Contains(texts, "中文") {
		t.Fatalf("this page: %q", texts)
	}
	r.walk(flow.Matters, flow.Event{Kind: flow.OpenMatters})
	if texts := r.glass.Describe().Texts; !slices.Contains(texts, "Back") {
		t.Errorf("the next page: %q", texts)
	}
	r.walk(flow.Home, flow.Event{Kind: flow.Restart})
	if texts := r.glass.Describe().Texts; !slices.Contains(texts, "办事情") {
		t.Errorf("the next resident reads %q", texts)
	}
}
