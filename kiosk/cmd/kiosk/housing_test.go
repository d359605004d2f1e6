package main

import (
	"strings"
	"testing"

	"station365/kiosk/flow"
)

func TestAHousingSaysWhereItsPartsAre(t *testing.T) {
	text := strings.NewReplacer("[printer]", "place = \"below-right\"\n[printer]", "[centre]", "place = \"below\"\n[centre]").Replace(good)

	c, err := readConfig(write(t, text+"[scanner]\nplace = \"left\"\n"))

	if want := (flow.Housing{Reader: flow.BelowRight, Printer: flow.Below, Scanner: flow.Left}); err != nil || c.housing() != want {
		t.Errorf("%+v, %v", c.housing(), err)
	}
}

func TestAHousingOfWhichNothingIsSaidHasNoPlaces(t *testing.T) {
	c, err := readConfig(write(t, good))

	if err != nil || c.housing() != (flow.Housing{}) {
		t.Errorf("%+v, %v", c.housing(), err)
	}
}

func TestAPlaceThatNoHousingHasIsNamed(t *testing.T) {
	text := strings.NewReplacer("[printer]", "place = \"above\"\n[printer]", "[centre]", "place = \"BELOW\"\n[centre]").Replace(good)

	_, err := readConfig(write(t, text+"[scanner]\nplace = \"behind\"\n"))

	for _, want := range []string{`reader.place: found "above"; allowed: below, below-left`, `printer.place: found "BELOW"`, `scanner.place: found "behind"`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("no %s in %v", want, err)
		}
	}
}
