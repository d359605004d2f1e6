package flow

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"station365/kiosk/personal"
)

// typedID is an invented number whose check character is right.
const typedID = "520102196804120022"

// writeByHand types what the card would say. Letters and digits are there without
// the panel's engines.
func (d *desk) writeByHand(number string) {
	d.t.Helper()
	d.do(pick(ByHand, ""))
	d.at(Filling)
	d.keys("Ma")
	d.do(pick(Next, ""))
	for _, r := range number {
		d.do(pick(Key, string(r)))
	}
	d.do(pick(Next, ""))
}

// keys writes letters on the panel.
func (d *desk) keys(text string) {
	d.t.Helper()
	for _, r := range text {
		d.do(Event{Kind: Key, Text: personal.New(string(r))})
	}
}

func TestByHand_TheNumberIsTestedAndMasked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := atCard(t, true)
		defer d.close()

		d.writeByHand("520102196804120021") // the check character is wrong
		wrong := d.view()
		d.do(pick(Key, "erase"), pick(Key, "2"), pick(Next, ""))
		right := d.view()

		if q := wrong.Question; q.Kind != "id-number" || q.Problem != "form.id-number" || !q.Masked || q.Max != 18 {
			t.Errorf("asked %s, problem %q, masked %v, at most %d", q.Kind, q.Problem, q.Masked, q.Max)
		}
		if right.Question.Field == wrong.Question.Field || right.Question.Kind != "text" {
			t.Errorf("after the right number %s is asked", right.Question.Field)
		}
	})
}

func TestByHand_TheirCardIsReadAfterAll_TheAnswersStay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := atCard(t, true)
		defer d.close()
		d.writeByHand(typedID)
		d.keys("Road")
		d.do(pick(Next, ""))
		d.do(pick(Answer, "move-in"))

		d.reader.Lay(cardOf(invented, typedID))
		d.at(CardRead)

		if v := d.flow.visit; v.byHand || v.form.Value("business").Reveal() != "move-in" || v.form.Value("name").Reveal() != invented {
			t.Errorf("by hand %v, business %q", v.byHand, v.form.Value("business").Reveal())
		}
	})
}

func TestByHand_AnothersCardEndsTheSession(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := atCard(t, true)
		defer d.close()
		d.writeByHand(typedID)

		d.reader.Lay(cardOf("王五", inventedID))

		d.at(Welcome)
	})
}

func TestByHand_CardThatHasExpiredIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := atCard(t, true)
		defer d.close()
		d.do(pick(ByHand, ""))

		d.layDated(longAgo, lastYear)

		d.at(CardNotValid)
	})
}

func TestAMatterThatNeedsAPersonIsNotBegunByHand(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := atCard(t, true)
		defer d.close()
		d.flow.visit.matter.Unverified = false

		d.do(pick(ByHand, ""))

		if v := d.view(); v.State != AwaitingCard || v.Said != "manual.needs-person" {
			t.Errorf("at %s, said %q", v.State, v.Said)
		}
	})
}

func TestMyCasesAreNotFoundByATypedNumber(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.do(pick(Start, ""), pick(OpenCases, ""), pick(ByCard, ""))

		d.do(pick(ByHand, ""))

		if v := d.view(); v.State != AwaitingCard || v.ByHand {
			t.Errorf("at %s, offered %v", v.State, v.ByHand)
		}
	})
}

func TestByHand_ChecksSayThatNothingIsVerified(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := atCard(t, true)
		defer d.close()
		d.writeByHand(typedID)

		s, c := d.flow.visit.submission(time.Now())

		if !slices.Equal(s.Checks, []string{NotVerified}) || s.ReplyKey != nil || c.ResidentTag != nil || c.MaskedName != "M**" || !c.ByHand() {
			t.Errorf("checks %v, name %q", s.Checks, c.MaskedName)
		}
		wipeAll(s.Answers)
	})
}

func TestByHand_EverythingTypedIsWipedWithTheSession(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := atCard(t, true)
		defer d.close()
		d.writeByHand(typedID)
		number := d.flow.visit.form.Typed("card.idNumber")

		d.do(pick(Restart, ""), pick(Confirm, ""))

		if !number.Empty() || d.flow.visit.byHand {
			t.Error("a typed number is left")
		}
	})
}
