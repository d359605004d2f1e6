package station_test

import (
	"strings"
	"testing"

	"station365/kiosk/station"
)

func TestBuildingHasThreeFloorsOfTwoDoors_ItsSixFlatsAreListed(t *testing.T) {
	p := read(t, `"floors": 3, "doors": 2`)

	var got []string
	for _, f := range p.List("flat", "e", "1") {
		got = append(got, f.Name)
	}

	if strings.Join(got, " ") != "101 102 201 202 301 302" || p.Doors("e", "1") != 2 {
		t.Errorf("%v, %d doors", got, p.Doors("e", "1"))
	}
}

func TestNobodyKnowsTheFlats_NoneAreListed(t *testing.T) {
	p := read(t, `"floors": 0`)

	if got := p.List("flat", "e", "1"); len(got) != 0 || p.Doors("e", "1") != 0 {
		t.Errorf("%v", got)
	}
}

func TestFloorsWithoutDoors_AreRefusedByName(t *testing.T) {
	for _, wrong := range []string{`"floors": 3`, `"doors": 2`, `"floors": 61, "doors": 1`, `"floors": 1, "doors": 10`, `"floors": -1, "doors": 1`} {
		_, err := station.ReadPlaces(strings.NewReader(places(wrong)))

		if err == nil || !strings.Contains(err.Error(), `building "1"`) {
			t.Errorf("%s: %v", wrong, err)
		}
	}
}

func places(more string) string {
	return `{"version": 1, "committees": [], "estates": [{"code": "e", "name": "和平里", "initials": "hpl", "committee": "", "grid": "",
		"buildings": [{"code": "1", "name": "1栋", "entrances": ["1"], ` + more + `}]}]}`
}

func read(t *testing.T, more string) *station.Places {
	t.Helper()
	p, err := station.ReadPlaces(strings.NewReader(places(more)))
	if err != nil {
		t.Fatal(err)
	}
	return p
}
