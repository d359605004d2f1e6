package flow

import (
	"slices"
	"testing"
	"testing/synctest"
)

func TestChoiceIsTouched_TheNextQuestionIsAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		first := d.toFirstQuestion()

		v := d.do(pick(Answer, first.Question.Choices[0].Value))

		if v.State != Filling || v.Question.Field == first.Question.Field {
			t.Errorf("at %s, question %s", v.State, v.Question.Field)
		}
		if v = d.do(pick(Back, "")); v.Question.Field != first.Question.Field || v.Question.Chosen != first.Question.Choices[0].Value || !v.Next {
			t.Errorf("back at %s, chosen %q, next %v", v.Question.Field, v.Question.Chosen, v.Next)
		}
	})
}

func TestChoiceIsNotAllowed_TheQuestionStaysAndSaysWhy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		first := d.toFirstQuestion()

		if v := d.do(pick(Answer, "nonsense")); v.Question.Field != first.Question.Field || v.Question.Problem != "form.not-allowed" {
			t.Errorf("at %s: %q", v.Question.Field, v.Question.Problem)
		}
	})
}

func TestNoTelephone_OneTouchGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		v := d.toFirstQuestion()
		for v.State == Filling && v.Question.Field != "phone" {
			v = d.answerFirst(v)
		}

		if v = d.do(pick(Answer, "no-phone")); v.State != Reviewing {
			t.Errorf("at %s, asked %s", v.State, v.Question.Field)
		}
	})
}

func TestAnswerIsCorrectedFromTheReview_ItsTouchLeadsBackThere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.toReview()

		v := d.do(pick(Edit, "reason"))
		other := v.Question.Choices[1].Value
		v = d.do(pick(Answer, other))

		if v.State != Reviewing || d.flow.visit.form.Value("reason").Reveal() != other {
			t.Errorf("at %s", v.State)
		}
	})
}

func TestCorrectionOpensMoreQuestions_OnlyThoseAreAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.toReview()

		v := d.do(pick(Edit, "building"))
		if v = d.do(pick(Answer, v.Question.Choices[0].Value)); v.State != Reviewing {
			t.Fatalf("the same building: at %s", v.State)
		}
		v = d.do(pick(Edit, "business"))
		if v = d.do(pick(Answer, "move-out")); v.State != Reviewing {
			t.Fatalf("moving out asks less: at %s", v.State)
		}
		v = d.do(pick(Edit, "estate"))
		var asked []string
		for v = d.do(pick(Answer, "e2")); v.State == Filling; v = d.answerFirst(v) {
			asked = append(asked, v.Question.Field)
		}
		if !slices.Equal(asked, []string{"building", "entrance", "flat"}) && !slices.Equal(asked, []string{"building", "entrance"}) {
			t.Errorf("asked again: %v", asked)
		}
	})
}

// toFirstQuestion is in the middle of the residence registration.
func (d *desk) toFirstQuestion() View {
	d.t.Helper()
	d.do(pick(Start, ""), pick(OpenMatter, "residence-registration"), pick(Next, ""), pick(Next, ""))
	d.layCard(invented, inventedID)
	d.at(CardRead)
	v := d.do(pick(Next, ""))
	if v.State != Filling {
		d.t.Fatalf("at %s", v.State)
	}
	return v
}

// answerFirst takes the first choice, or types.
func (d *desk) answerFirst(v View) View {
	d.t.Helper()
	if v.Question.Kind == "choice" {
		return d.do(pick(Answer, v.Question.Choices[0].Value))
	}
	for _, r := range "13800001234"[:min(v.Question.Max, 11)] {
		d.do(pick(Key, string(r)))
	}
	return d.do(pick(Next, ""))
}
