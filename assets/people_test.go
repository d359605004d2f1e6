package assets_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"
	"unicode/utf16"
)

// How many UTF-16 units the places on a card hold.
const (
	nameUnits      = 15
	authorityUnits = 15
	addressUnits   = 35
	englishUnits   = 46
	passUnits      = 9
)

type persona struct {
	ID               string `json:"id"`
	Kind             string `json:"kind"`
	Name             string `json:"name"`
	Sex              string `json:"sex"`
	EthnicGroup      string `json:"ethnicGroup"`
	Birth            string `json:"birth"`
	Address          string `json:"address"`
	IDNumber         string `json:"idNumber"`
	IssuingAuthority string `json:"issuingAuthority"`
	ValidFrom        string `json:"validFrom"`
	ValidUntil       string `json:"validUntil"`
	PassNumber       string `json:"passNumber"`
	Issues           string `json:"issues"`
	EnglishName      string `json:"englishName"`
	Nationality      string `json:"nationality"`
	Replacements     string `json:"replacements"`
	Note             string `json:"note"`
}

func TestPersonasHaveNumbersThatBelongToNobodyAndCheck(t *testing.T) {
	for _, p := range personas(t) {
		n := p.IDNumber
		if len(n) != 18 {
			t.Fatalf("%s: number of %d characters", p.ID, len(n))
		}
		if got := checkCharacter(n[:17]); got != n[17] {
			t.Errorf("%s: check character %c, want %c", p.ID, n[17], got)
		}
		if n[6:14] != p.Birth {
			t.Errorf("%s: born %s by the number, %s by the card", p.ID, n[6:14], p.Birth)
		}
		if n[14:16] != "00" {
			t.Errorf("%s: sequence %s; allowed: 000 to 009", p.ID, n[14:17])
		}
		if odd := n[16]%2 == 1; odd != (p.Sex == "1") {
			t.Errorf("%s: sex %s does not fit the number", p.ID, p.Sex)
		}
	}
}

func TestPersonasFitOnTheirCards(t *testing.T) {
	for _, p := range personas(t) {
		for _, f := range []struct {
			what, text string
			most       int
		}{
			{"name", p.Name, nameUnits}, {"issuingAuthority", p.IssuingAuthority, authorityUnits},
			{"address", p.Address, addressUnits}, {"englishName", p.EnglishName, englishUnits},
			{"passNumber", p.PassNumber, passUnits}, {"validFrom", p.ValidFrom, 8}, {"validUntil", p.ValidUntil, 8},
		} {
			if n := len(utf16.Encode([]rune(f.text))); n > f.most {
				t.Errorf("%s: %s has %d units, the card holds %d", p.ID, f.what, n, f.most)
			}
		}
	}
}

func TestPersonasCoverTheCardsAKioskMeets(t *testing.T) {
	people := personas(t)

	for what, is := range map[string]func(persona) bool{
		"a card without a last day":       func(p persona) bool { return p.ValidUntil == "长期" },
		"an expired card":                 func(p persona) bool { return p.ValidUntil < "2026" },
		"a name of 15 units":              func(p persona) bool { return len([]rune(p.Name)) == nameUnits },
		"a surrogate pair in a name":      func(p persona) bool { return len(utf16.Encode([]rune(p.Name))) > len([]rune(p.Name)) },
		"a permit of a Hong Kong citizen": func(p persona) bool { return p.Kind == "hong-kong-macao-taiwan" && p.PassNumber != "" },
		"a foreign permanent resident":    func(p persona) bool { return p.Kind == "foreign-2023" && p.IDNumber[0] == '9' },
		"a group outside the standard":    func(p persona) bool { return p.EthnicGroup == "59" },
	} {
		if !slices.ContainsFunc(people, is) {
			t.Errorf("nobody is %s", what)
		}
	}
	if len(people) != 8 {
		t.Errorf("%d people, want 8", len(people))
	}
}

func personas(t *testing.T) []persona {
	t.Helper()
	var file struct {
		Version int       `json:"version"`
		Note    string    `json:"note"`
		People  []persona `json:"people"`
	}
	decodeStrictly(t, "personas.json", &file)
	return file.People
}

// checkCharacter is the last character of an ID number, by GB 11643.
func checkCharacter(seventeen string) byte {
	weights := []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		sum += int(seventeen[i]-'0') * w
	}
	return "10X98765432"[sum%11]
}

// decodeStrictly reads an embedded JSON file in which no key may be unknown.
func decodeStrictly(t *testing.T, name string, into any) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(read(t, name)))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}
