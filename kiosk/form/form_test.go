package form_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"station365/kiosk/form"
	"station365/kiosk/personal"
)

var schema = form.Schema{Fields: []form.Field{
	{Name: "name", Type: form.Text, Label: "l.name", Prefill: "card.name", Privacy: form.Personal, Mask: "name", Required: true},
	{Name: "reason", Type: form.Choice, Label: "l.reason", Question: "q.reason", Required: true,
		Choices: []form.Option{{Value: "work", Title: "t.work"}, {Value: "study", Title: "t.study"}}},
	{Name: "since", Type: form.Digits, Label: "l.since", Question: "q.since", MinDigits: 4, MaxDigits: 4, ShowIf: &form.Condition{Field: "reason", Is: []string{"work"}}},
	{Name: "estate", Type: form.Choice, Label: "l.estate", Question: "q.estate", From: "estate", Required: true},
	{Name: "building", Type: form.Choice, Label: "l.building", Question: "q.building", From: "building", Required: true},
	{Name: "phone", Type: form.Phone, Label: "l.phone", Question: "q.phone", Privacy: form.Personal, Mask: "phone", Required: true,
		Skips: []form.Option{{Value: "none", Title: "t.no-phone"}}},
}}

func begun(t *testing.T) *form.Form {
	t.Helper()
	return form.New(schema, map[string]personal.Value{"card.name": personal.New("李阿婆")})
}

func set(t *testing.T, f *form.Form, field, value string) {
	t.Helper()
	if err := f.Set(field, value); err != nil {
		t.Fatalf("%s = %s: %v", field, value, err)
	}
}

func TestWhatIsKnownOfAPlaceIsNotAskedAndFollowsThePlace(t *testing.T) {
	of := schema
	of.Fields = append(slices.Clone(schema.Fields), form.Field{Name: "grid", Type: form.Text, Label: "l.grid", Prefill: "place.grid"})
	for _, known := range []form.Schema{of, form.ByHand(of)} {
		f := form.New(known, nil)
		set(t, f, "estate", "0101")
		asked, _ := f.Counts()
		f.Learn(map[string]string{"place.grid": "01-1"})
		f.Learn(map[string]string{"place.grid": "04-2"})

		now, saved := f.Counts()
		if now != asked || saved[form.FromPlace] != 1 || f.Answers()["grid"].Reveal() != "04-2" {
			t.Errorf("asked %d, then %d, saved %v, grid %q", asked, now, saved, f.Answers()["grid"].Reveal())
		}
		f.Learn(nil)
		if _, saved := f.Counts(); saved[form.FromPlace] != 0 {
			t.Errorf("a place that nobody knows says %q", f.Answers()["grid"].Reveal())
		}
	}
}

func TestWhatTheCardSaysIsNotAsked(t *testing.T) {
	f := begun(t)

	for _, page := range f.Pages() {
		if page.Name == "name" {
			t.Error("the name is asked although the card gave it")
		}
	}
	if err := f.Set("name", "别人"); err == nil {
		t.Error("the card's name could be changed")
	}
}

func TestAQuestionIsAskedOnlyWhenItsConditionHolds(t *testing.T) {
	f := begun(t)
	before := len(f.Pages())

	set(t, f, "reason", "work")
	with := len(f.Pages())
	set(t, f, "since", "2024")
	set(t, f, "reason", "study")

	if with != before+1 || len(f.Pages()) != before {
		t.Errorf("pages: %d, %d, %d", before, with, len(f.Pages()))
	}
	if _, sent := f.Answers()["since"]; sent {
		t.Error("an answer that is not asked any more would be sent")
	}
}

func TestRefusedAnswersNameFieldAndReasonAndChangeNothing(t *testing.T) {
	for value, reason := range map[string]string{"": form.ReasonRequired, "12345": form.ReasonPhone, "13800x": form.ReasonNotDigits} {
		f := begun(t)
		set(t, f, "phone", "13800005678")

		err := f.Set("phone", value)

		var p *form.Problem
		if !errors.As(err, &p) || p.Field != "phone" || p.ReasonKey != reason {
			t.Errorf("%q: %v, want %s", value, err, reason)
		}
		if f.Value("phone").Reveal() != "13800005678" {
			t.Errorf("%q changed the answer", value)
		}
	}
}

func TestHonestWaysOutAreAnswers(t *testing.T) {
	f := begun(t)

	set(t, f, "phone", "none")

	lines := f.Review()
	if last := lines[len(lines)-1]; last.ValueKey != "t.no-phone" {
		t.Errorf("the review says %+v", last)
	}
}

func TestAnotherEstateForgetsTheBuilding(t *testing.T) {
	f := begun(t)
	set(t, f, "estate", "e1")
	set(t, f, "building", "3")

	set(t, f, "estate", "e2")

	if !f.Value("building").Empty() || f.Chosen("estate") != "e2" {
		t.Error("the building of another estate was kept")
	}
}

func TestReviewShowsEverythingMasked(t *testing.T) {
	f := begun(t)
	set(t, f, "reason", "study")
	set(t, f, "phone", "13800005678")

	got := map[string]string{}
	for _, l := range f.Review() {
		got[l.Field] = l.Value.Reveal() + l.ValueKey + "/" + string(l.Source)
	}

	want := map[string]string{"name": "李**/card", "reason": "t.study/you", "phone": "138****5678/you"}
	for field, text := range want {
		if got[field] != text {
			t.Errorf("%s: %q, want %q", field, got[field], text)
		}
	}
}

func TestMasksHideMostAndNeverShowAShortTextWhole(t *testing.T) {
	for _, c := range []struct{ kind, text, want string }{
		{form.MaskName, "李", "李**"}, {form.MaskID, "520103195101014127", "4127"}, {form.MaskID, "4127", "**"},
		{form.MaskPhone, "13800005678", "138****5678"}, {form.MaskPhone, "1380000", "**"},
		{form.MaskYear, "19510101", "1951****"}, {form.MaskAddress, "贵州省贵阳市南明区沙冲路1号", "贵州省贵阳市**"},
		{form.MaskAddress, "贵阳市", "**"}, {"", "501", "501"}, {"unheard-of", "501", "**"},
	} {
		if got := form.Masked(c.kind, c.text); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.kind, c.text, got, c.want)
		}
	}
}

func TestCodesOfTheCardAreShownInWords(t *testing.T) {
	f := form.New(form.Schema{Fields: []form.Field{{Name: "sex", Type: form.Text, Label: "l", Prefill: "card.sex", Words: "sex"}}},
		map[string]personal.Value{"card.sex": personal.New("2")})

	if line := f.Review()[0]; line.ValueKey != "sex.2" || !line.Value.Empty() {
		t.Errorf("got %q", line.ValueKey)
	}
}

func TestCheckNamesEveryMissingField(t *testing.T) {
	f := begun(t)

	problems := f.Check()

	if len(problems) != 4 {
		t.Errorf("got %v", problems)
	}
}

func TestWipingLeavesNothing(t *testing.T) {
	f := begun(t)
	set(t, f, "phone", "13800005678")
	phone := f.Value("phone")

	f.Wipe()

	if !phone.Empty() || len(f.Answers()) != 0 {
		t.Error("an answer is left after wiping")
	}
}

func FuzzSetDigits(f *testing.F) {
	f.Add("2024")
	f.Fuzz(func(t *testing.T, value string) {
		s := form.New(form.Schema{Fields: []form.Field{{Name: "n", Type: form.Digits, MinDigits: 2, MaxDigits: 6}}}, nil)
		if err := s.Set("n", value); err == nil && value != "" && (len(value) < 2 || len(value) > 6) {
			t.Errorf("took %q", value)
		}
	})
}

var inWords = form.Schema{Fields: []form.Field{{Name: "what", Type: form.Text, Label: "l", Question: "q", Privacy: form.Sensitive, Required: true,
	MinRunes: 2, MaxRunes: 6, Skips: []form.Option{{Value: "rather-not", Title: "t"}}}}}

func TestAnswerInWords_IsCountedInLettersAndHasNoneThatNobodySees(t *testing.T) {
	for text, want := range map[string]string{
		"楼道灯坏了": "", "𬎆𠅤家漏水了": "", "rather-not": "", "B2 门口": "",
		"":         form.ReasonRequired,
		"灯":        form.ReasonTooFew,
		"  灯  ":    form.ReasonTooFew,
		"楼道里的灯坏了":  form.ReasonTooMany,
		"灯坏\n了":    form.ReasonLetters,
		"灯\x1bi坏":  form.ReasonLetters,
		"灯\u200b坏": form.ReasonLetters,
		"灯\u202e坏": form.ReasonLetters,
		"灯\xff坏":   form.ReasonLetters,
	} {
		got := ""
		var p *form.Problem
		if err := form.New(inWords, nil).Set("what", text); errors.As(err, &p) {
			got = p.ReasonKey
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func FuzzSetText(f *testing.F) {
	f.Add("楼道灯坏了")
	f.Add("灯\x1b坏\n")
	f.Fuzz(func(t *testing.T, value string) {
		s := form.New(inWords, nil)
		if err := s.Set("what", value); err != nil || value == "rather-not" {
			return
		}
		if n := utf8.RuneCountInString(value); !utf8.ValidString(value) || n < 2 || n > 6 || strings.ContainsFunc(value, unicode.IsControl) {
			t.Errorf("took %q", value)
		}
	})
}
