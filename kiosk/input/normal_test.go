package input_test

import (
	"testing"

	"golang.org/x/text/unicode/norm"

	"station365/kiosk/input"
)

func TestTextsThatLookAlikeAreTheSame(t *testing.T) {
	for entered, want := range map[string]string{
		"":                     "",
		"楼道灯坏了":                "楼道灯坏了",
		"Cafe\u0301 B2":        "Café B2",
		"\u212b":               "\u00c5", // the sign for ångström is the letter
		"\u4e00\ufe00":         "\u4e00\ufe00",
		"\uf9e7e\u0301\ufa0c王": "\uf9e7é\ufa0c王",
		"\U0002f80a":           "\U0002f80a",
	} {
		if got := input.Normal(entered); got != want {
			t.Errorf("%+q became %+q", entered, got)
		}
	}
}

func TestNamesWithCompatibilityIdeographsStayAsOnTheCard(t *testing.T) {
	// The 21 that GB 18030 took over from GBK.
	all := "\uf92c\uf979\uf995\uf9e7\uf9f1\ufa0c\ufa0d\ufa0e\ufa0f\ufa11\ufa13\ufa14\ufa18\ufa1f\ufa20\ufa21\ufa23\ufa24\ufa27\ufa28\ufa29"
	if len([]rune(all)) != 21 || norm.NFC.String(all) == all {
		t.Fatal("nothing is at risk")
	}

	if got := input.Normal(all); got != all {
		t.Errorf("became %+q", got)
	}
}

func FuzzNormal(f *testing.F) {
	f.Add("e\u0301\uf900\u0301")
	f.Fuzz(func(t *testing.T, text string) {
		once := input.Normal(text)
		if twice := input.Normal(once); twice != once {
			t.Errorf("%+q became %+q and then %+q", text, once, twice)
		}
	})
}
