package emulator_test

import (
	"os"
	"strings"
	"testing"
	"unicode/utf16"

	"station365/devices/idcard/sam/emulator"
)

func TestEveryInventedPersonFitsOnTheirCard(t *testing.T) {
	f, err := os.Open("../../../../assets/personas.json")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	people, err := emulator.ReadPeople(f)
	if err != nil || len(people) == 0 {
		t.Fatalf("%d people, %v", len(people), err)
	}

	for _, p := range people {
		block, err := p.Text()
		if err != nil {
			t.Errorf("%s: %v", p.ID, err)
		}
		if units := utf16.Encode([]rune(p.Name)); block[0] != byte(units[0]) || block[1] != byte(units[0]>>8) {
			t.Errorf("%s: the block begins %x", p.ID, block[:2])
		}
	}
}

func TestATextTooLongOrAKindUnknownIsSaid(t *testing.T) {
	for _, p := range []emulator.Person{
		{Kind: "resident", Name: strings.Repeat("长", 16)},
		{Kind: "foreign-2023", EnglishName: strings.Repeat("A", 47)},
		{Kind: "driver's licence"},
		{},
	} {
		if _, err := p.Text(); err == nil {
			t.Errorf("%+v fits on a card", p)
		}
	}
}

func TestAKeyThatNobodyKnowsIsAnError(t *testing.T) {
	if _, err := emulator.ReadPeople(strings.NewReader(`{"people":[{"id":"x","shoeSize":"42"}]}`)); err == nil {
		t.Error("a shoe size was read")
	}
}
