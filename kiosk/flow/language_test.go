package flow

import (
	"testing"
	"testing/synctest"
)

func TestLanguageIsSwitchedInMidTask_NoAnswerIsLost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.flow.opts.Languages = []string{"zh-Hans", "en"}
		v := d.toFirstQuestion()
		first, chosen := v.Question.Field, v.Question.Choices[0].Value
		for v.State == Filling && v.Question.Field != "phone" {
			v = d.answerFirst(v)
		}
		d.do(pick(Key, "1"), pick(Key, "3"))

		v = d.do(pick(SetLanguage, "en"))
		if v.State != Filling || v.Question.Field != "phone" || v.Question.Typed.Reveal() != "13" || v.Look.Language != "en" {
			t.Errorf("at %s, asked %s, typed %q, in %q", v.State, v.Question.Field, v.Question.Typed.Reveal(), v.Look.Language)
		}
		v = d.do(pick(SetLanguage, "zh-Hans"), pick(SetLanguage, "en"), pick(Key, "8"))
		if v.Question.Typed.Reveal() != "138" {
			t.Errorf("typed on: %q", v.Question.Typed.Reveal())
		}
		for v.Question.Field != first {
			v = d.do(pick(Back, ""))
		}
		if v.Question.Chosen != chosen || v.Look.Language != "en" {
			t.Errorf("chosen %q, was %q; in %q", v.Question.Chosen, chosen, v.Look.Language)
		}
	})
}

func TestLanguageIsForgottenAtTheSessionsEnd_AndUnknownOnesAreNotTaken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.flow.opts.Languages = []string{"zh-Hans", "en"}
		d.do(pick(Start, ""))

		if v := d.do(pick(SetLanguage, "en"), pick(SetLanguage, "xx")); v.Look.Language != "en" || v.Top.Languages[1] != "en" {
			t.Errorf("in %q of %v", v.Look.Language, v.Top.Languages)
		}
		if v := d.do(pick(Restart, "")); v.Look.Language != "zh-Hans" {
			t.Errorf("the next session begins in %q", v.Look.Language)
		}
	})
}

func TestLanguageIsChosenOnTheFirstPage_TheVisitBeginsInIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.flow.opts.Languages = []string{"zh-Hans", "en"}

		v := d.do(pick(SetLanguage, "en"), pick(Start, ""))

		if v.State != Home || v.Look.Language != "en" {
			t.Errorf("at %s in %q", v.State, v.Look.Language)
		}
	})
}
