package assets_test

import (
	"slices"
	"testing"
	"unicode/utf8"
)

type coded struct {
	Code      string `json:"code"`
	Name      string `json:"name"`
	Abolished bool   `json:"abolished"`
}

type places struct {
	Version    int     `json:"version"`
	Committees []coded `json:"committees"`
	Estates    []struct {
		Code      string `json:"code"`
		Name      string `json:"name"`
		Initials  string `json:"initials"`
		Committee string `json:"committee"`
		Grid      string `json:"grid"`
		Buildings []struct {
			Code      string   `json:"code"`
			Name      string   `json:"name"`
			Entrances []string `json:"entrances"`
			Floors    int      `json:"floors"`
			Doors     int      `json:"doors"`
		} `json:"buildings"`
	} `json:"estates"`
}

func TestThePlacesAreAsManyAsTheCommunityHas(t *testing.T) {
	var p places
	decodeStrictly(t, "dictionary/places.json", &p)
	buildings, entrances := 0, 0
	for _, e := range p.Estates {
		buildings += len(e.Buildings)
		for _, b := range e.Buildings {
			entrances += len(b.Entrances)
		}
	}

	got := []int{len(p.Committees), len(p.Estates), buildings, entrances}

	if want := []int{10, 41, 350, 640}; !slices.Equal(got, want) {
		t.Errorf("committees, estates, buildings, entrances: %v, want %v", got, want)
	}
}

func TestEveryEstateIsComplete(t *testing.T) {
	var p places
	decodeStrictly(t, "dictionary/places.json", &p)
	codes := map[string]bool{}
	for _, e := range p.Estates {
		if codes[e.Code] || codes[e.Name] {
			t.Errorf("%s %s is there twice", e.Code, e.Name)
		}
		codes[e.Code], codes[e.Name] = true, true
		if len(e.Buildings) == 0 || e.Grid == "" {
			t.Errorf("%s has no buildings or no grid", e.Name)
		}
		if len(e.Initials) != utf8.RuneCountInString(e.Name) {
			t.Errorf("%s: initials %q", e.Name, e.Initials)
		}
		if !slices.ContainsFunc(p.Committees, func(c coded) bool { return c.Code == e.Committee }) {
			t.Errorf("%s: committee %q is not listed", e.Name, e.Committee)
		}
		for _, b := range e.Buildings {
			if len(b.Entrances) == 0 {
				t.Errorf("%s %s has no entrance", e.Name, b.Name)
			}
		}
	}
}

func TestTheCodeListsAreWhole(t *testing.T) {
	var groups struct {
		Version   int     `json:"version"`
		Standard  string  `json:"standard"`
		Groups    []coded `json:"groups"`
		LocalNote string  `json:"localNote"`
		Local     []struct {
			Name  string   `json:"name"`
			Codes []string `json:"codes"`
		} `json:"local"`
	}
	var divisions struct {
		Version       int     `json:"version"`
		Standard      string  `json:"standard"`
		Note          string  `json:"note"`
		ProvincesNote string  `json:"provincesNote"`
		Provinces     []coded `json:"provinces"`
		Divisions     []coded `json:"divisions"`
	}
	var nations struct {
		Version  int      `json:"version"`
		Standard string   `json:"standard"`
		Note     string   `json:"note"`
		Codes    []string `json:"codes"`
	}
	decodeStrictly(t, "dictionary/ethnic-groups.json", &groups)
	decodeStrictly(t, "dictionary/divisions.json", &divisions)
	decodeStrictly(t, "dictionary/nationalities.json", &nations)

	if n := len(groups.Groups); n != 58 { // 56 groups, others, foreign descent
		t.Errorf("%d ethnic groups, want 58", n)
	}
	for _, l := range groups.Local {
		for _, g := range groups.Groups {
			if slices.Contains(l.Codes, g.Code) {
				t.Errorf("%s has a code of the standard, %s", l.Name, g.Code)
			}
		}
	}
	if n := len(divisions.Provinces); n != 35 { // 34 and the prefix of permits
		t.Errorf("%d provinces, want 35", n)
	}
	if n := len(nations.Codes); n != 249 || !slices.IsSorted(nations.Codes) || len(slices.Compact(nations.Codes)) != n {
		t.Errorf("%d nationalities, want 249, each once, in order", n)
	}
	for _, d := range divisions.Divisions {
		if len(d.Code) != 6 || d.Name == "" {
			t.Errorf("division %q %q", d.Code, d.Name)
		}
	}
}
