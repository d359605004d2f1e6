package voice_test

import (
	"strings"
	"testing"

	"station365/kiosk/flow"
	"station365/kiosk/personal"
	"station365/kiosk/voice"
)

func TestWhatIsWritten_IsForHerEyesOnly(t *testing.T) {
	const text, letters, offered = "王芳家漏水", "loushui", "漏税"
	writing := flow.View{State: flow.Filling, Top: flow.Top{Now: noon},
		Question: flow.Question{Field: "what", Title: "concern.what.q", Kind: "text", Typed: personal.New(text), Min: 2, Max: 200,
			Skips: []flow.Choice{{Value: "rather-not", Title: "concern.what.skip"}}},
		Panel: flow.Panel{Mode: "pinyin", Ready: true, Composing: personal.New(letters), Candidates: []personal.Value{personal.New(offered)}}}
	review := flow.View{State: flow.Reviewing, Top: flow.Top{Now: noon},
		Review: []flow.ReviewLine{{Field: "what", Label: "concern.what", Value: personal.New(text), Source: "you"}}}
	for _, v := range []flow.View{writing, review} {
		said := all(voice.Script(v, table(t, "zh-Hans")))

		for _, s := range []string{text, "王芳", letters, offered} {
			if strings.Contains(said, s) {
				t.Errorf("%s tells what was written:\n%s", v.State, said)
			}
		}
		if v.State == flow.Filling && !strings.Contains(said, "请说说是什么事") {
			t.Errorf("the question is not asked:\n%s", said)
		}
	}
}
