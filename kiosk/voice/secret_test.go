package voice_test

import (
	"strings"
	"testing"

	"station365/kiosk"
	"station365/kiosk/flow"
	"station365/kiosk/personal"
	"station365/kiosk/ui/screen/screentest"
	"station365/kiosk/voice"
)

// Whatever page is open, and whoever stands everywhere in its view: who stands beside
// her hears four figures of hers and nothing else.
func TestWhoeverIsHere_NoPageSaysMoreOfHerThanFourFigures(t *testing.T) {
	const whole, four = "龘靐齉", "7319"
	for _, language := range []string{"zh-Hans", "en"} {
		w := table(t, language)
		for _, s := range screentest.Samples() {
			v := everywhere(s.View, whole, four)

			said := all(voice.Script(v, w)) + all(voice.Remark(v, w))

			if strings.ContainsAny(said, whole) {
				t.Errorf("%s, %s: says who is here:\n%s", language, s.Name, said)
			}
			for _, digits := range []string{"1395", "9557319", "一 三 九 五", "五 五 七 三 一 九", "one three nine five"} {
				if strings.Contains(strings.ToLower(said), digits) {
					t.Errorf("%s, %s: says %q:\n%s", language, s.Name, digits, said)
				}
			}
		}
	}
}

// everywhere puts somebody into every place of a view that has room for her.
func everywhere(v flow.View, whole, four string) flow.View {
	v.Card.MaskedName, v.Card.LastFour = whole, four
	v.Question.Typed, v.Panel.Composing = personal.New("13955557319"), personal.New(whole)
	v.Panel.Candidates = []personal.Value{personal.New(whole)}
	v.Case.Masked, v.Case.Answer, v.Case.QR = whole, personal.New(whole), whole
	v.Case.CheckCode = kiosk.CheckCode(whole)
	fill := func(old []flow.ReviewLine) (filled []flow.ReviewLine) {
		for i, l := range old {
			l.Value = personal.New(whole)
			if i%2 == 0 {
				l.Value = personal.New("139****7319")
			}
			filled = append(filled, l)
		}
		return filled
	}
	v.Review, v.Card.Fields = fill(v.Review), fill(v.Card.Fields)
	var cases []flow.CaseView
	for _, c := range v.Cases {
		c.Masked, c.CheckCode, c.Answer = whole, kiosk.CheckCode(whole), personal.New(whole)
		cases = append(cases, c)
	}
	v.Cases = cases
	return v
}
