package form_test

import (
	"errors"
	"testing"

	"station365/kiosk/form"
)

// cardSchema is a form with everything that a card says.
var cardSchema = form.Schema{Fields: []form.Field{
	{Name: "name", Type: form.Text, Label: "l.name", Prefill: "card.name", Mask: "name", Required: true},
	{Name: "sex", Type: form.Text, Label: "l.sex", Prefill: "card.sex", Words: "sex", Required: true},
	{Name: "ethnicGroup", Type: form.Text, Label: "l.ethnic", Prefill: "card.ethnicGroup", Words: "ethnic", Required: true},
	{Name: "birth", Type: form.Text, Label: "l.birth", Prefill: "card.birth", Mask: "year", Required: true},
	{Name: "idNumber", Type: form.Text, Label: "l.id", Prefill: "card.idNumber", Mask: "id", Required: true},
	{Name: "stay", Type: form.Choice, Label: "l.stay", Question: "q.stay", Required: true, Choices: []form.Option{{Value: "year", Title: "t.year"}}},
	{Name: "address", Type: form.Text, Label: "l.address", Prefill: "card.address", Mask: "address", Required: true},
}}

func TestByHand_WhatTheCardSaysIsAskedFirst_BirthAndSexAreNot(t *testing.T) {
	f := form.New(form.ByHand(cardSchema), nil)

	var asked []string
	for _, p := range f.Pages() {
		asked = append(asked, p.Name)
	}

	if got := len(asked); got != 4 || asked[0] != "name" || asked[1] != "idNumber" || asked[2] != "address" || asked[3] != "stay" {
		t.Errorf("asked %v", asked)
	}
}

func TestByHand_BirthAndSexAreReadOutOfTheNumber(t *testing.T) {
	f := form.New(form.ByHand(cardSchema), nil)
	for field, value := range map[string]string{"name": "李阿婆", "idNumber": "11010519491231002X", "address": "贵阳市样例路1号", "stay": "year"} {
		set(t, f, field, value)
	}

	problems := f.Check()
	got := map[string]string{}
	for _, l := range f.Review() {
		got[l.Field] = l.Value.Reveal() + l.ValueKey + "/" + string(l.Source)
	}

	want := map[string]string{"birth": "1949****/number", "sex": "sex.2/number", "idNumber": "002X/you", "name": "李**/you"}
	for field, text := range want {
		if got[field] != text {
			t.Errorf("%s: %q, want %q", field, got[field], text)
		}
	}
	if len(problems) != 0 || got["ethnicGroup"] != "" {
		t.Errorf("problems %v, ethnic group %q", problems, got["ethnicGroup"])
	}
}

func TestIDNumberThatCannotBeIsRefusedWithItsReason(t *testing.T) {
	for number, reason := range map[string]string{
		"1101051949123100": form.ReasonTooShort, "110105194912310021": form.ReasonIDNumber, "1101051949123100X2": form.ReasonIDNumber,
		"110105194913310021": form.ReasonIDBirth, "11010519491231002x": form.ReasonIDNumber,
	} {
		f := form.New(form.ByHand(cardSchema), nil)
		var p *form.Problem
		if err := f.Set("idNumber", number); !errors.As(err, &p) || p.ReasonKey != reason {
			t.Errorf("%s: %v, want %s", number, err, reason)
		}
	}
}

func TestTheCardIsReadAfterAll_AnswersGoAlong(t *testing.T) {
	typed := form.New(form.ByHand(cardSchema), nil)
	set(t, typed, "name", "别人")
	set(t, typed, "stay", "year")
	read := form.New(cardSchema, nil)

	typed.CopyTo(read)

	if read.Value("stay").Reveal() != "year" || !read.Value("name").Empty() {
		t.Errorf("stay %q, name %q", read.Value("stay").Reveal(), read.Value("name").Reveal())
	}
}

func FuzzIDNumber(f *testing.F) {
	f.Add("11010519491231002X")
	f.Add("贵阳市贵阳市")
	f.Fuzz(func(t *testing.T, number string) {
		n := form.New(form.ByHand(cardSchema), nil)
		if err := n.Set("idNumber", number); err == nil && len(number) != 18 && number != "" {
			t.Errorf("took %q", number)
		}
	})
}
