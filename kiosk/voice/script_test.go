package voice_test

import (
	"strings"
	"testing"

	"station365/devices/printer"
	"station365/kiosk"
	"station365/kiosk/flow"
	"station365/kiosk/personal"
	"station365/kiosk/ui/screen/screentest"
	"station365/kiosk/voice"
)

func all(lines []voice.Line) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.Text + "\n")
	}
	return b.String()
}

func TestEveryStateIsHeardInEveryLanguage(t *testing.T) {
	for _, language := range []string{"zh-Hans", "en"} {
		w := table(t, language)
		heard := map[flow.State]bool{}
		for _, s := range screentest.Samples() {
			script := voice.Script(s.View, w)
			heard[s.View.State] = heard[s.View.State] || len(script) > 0
			if text := all(script) + all(voice.Remark(s.View, w)); strings.ContainsAny(text, "⟦⟧") {
				t.Errorf("%s, %s: %s", language, s.Name, text)
			}
		}
		for _, s := range flow.States() {
			if !heard[s] {
				t.Errorf("%s: nothing is said in %q", language, s)
			}
		}
	}
}

func TestSpeechHasNoNameNoNumberAndNoAddress(t *testing.T) {
	const name, number, street, telephone, answer = "欧阳**", "5201", "沙南路", "138****5678", "您的低保批下来了"
	secret := []string{"欧", number, street, "138", answer, "低保", "四八二一零零二零"}
	for _, state := range flow.States() {
		v := flow.View{State: state, Top: flow.Top{Now: noon}, Wipes: true,
			Card:     flow.CardView{MaskedName: name, LastFour: "0020", Verified: true, Fields: []flow.ReviewLine{{Label: "residence.name", Value: personal.New(name)}}},
			Question: flow.Question{Title: "residence.phone.q", Kind: "digits", Typed: personal.New("1380000"), Chosen: street},
			Review: []flow.ReviewLine{
				{Label: "residence.name", Value: personal.New(name), Source: "card"},
				{Label: "residence.idNumber", Value: personal.New("0020"), Source: "card"},
				{Label: "residence.estate", Value: personal.New(street), Source: "dictionary"},
				{Label: "residence.flat", Value: personal.New(number), Source: "you"},
				{Label: "residence.reason", ValueKey: "residence.reason.work", Source: "you"},
				{Label: "residence.phone", Value: personal.New(telephone), Source: "you"}},
			Case: flow.CaseView{Number: kiosk.NewCaseNumber("S2", 1), CheckCode: kiosk.CheckCodeOf([32]byte{1}), Masked: name, Title: "residence.title",
				Status: kiosk.Accepted, Answer: personal.New(answer), Paper: printer.Outcome{Result: printer.NotPrinted}}}

		said := all(voice.Script(v, table(t, "zh-Hans")))

		for _, s := range append(secret, string(v.Case.CheckCode)) {
			if strings.Contains(said, s) {
				t.Errorf("%s tells %q:\n%s", state, s, said)
			}
		}
		if state == flow.Reviewing {
			for _, want := range []string{"上班做工", "尾号 五 六 七 八", "请看屏幕"} {
				if !strings.Contains(said, want) {
					t.Errorf("the review does not say %q:\n%s", want, said)
				}
			}
		}
		if state == flow.Done && !strings.Contains(said, "S 二  杠， 零 零 零 一") {
			t.Errorf("the number is not spelt:\n%s", said)
		}
		if state == flow.CardRead && !strings.Contains(said, "尾号 零 零 二 零") {
			t.Errorf("the card is not told by its last four:\n%s", said)
		}
	}
}

func TestUnderTheIdleWarningOnlyTheQuestionIsSaid(t *testing.T) {
	v := at(flow.IdleWarning, flow.SoundMiddle)
	v.Duty, v.Card = flow.Duty{Name: "王芳", Now: true}, flow.CardView{MaskedName: "欧**", LastFour: "0020"}

	if got := voice.Script(v, table(t, "zh-Hans")); len(got) != 1 || got[0].Key != "voice.idle-warning" {
		t.Errorf("said %q", all(got))
	}
}

func TestAnswersAreNamedAfterTheQuestion(t *testing.T) {
	v := at(flow.Filling, flow.SoundMiddle)
	v.Question = flow.Question{Title: "residence.reason.q", Kind: "choice",
		Choices: []flow.Choice{{Title: "residence.reason.work"}, {Text: "沙南小区"}}, Skips: []flow.Choice{{Title: "phone.none"}}}

	got := voice.Script(v, table(t, "zh-Hans"))

	if want := "您来这里，主要为了什么？\n可以选：\n上班做工\n沙南小区\n也可以选：\n没有手机\n"; all(got) != want {
		t.Errorf("said %q, want %q", all(got), want)
	}
	if !got[0].Fixed || got[0].Key != "residence.reason.q" {
		t.Error("the question cannot have a clip")
	}
}
