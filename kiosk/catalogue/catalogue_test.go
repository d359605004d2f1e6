package catalogue_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"station365/kiosk/catalogue"
	"station365/kiosk/form"
	"station365/kiosk/personal"
	"station365/kiosk/words"
)

func shipped(t *testing.T) *catalogue.Catalogue {
	t.Helper()
	c, err := catalogue.Load(os.DirFS("../../assets/catalogue"))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestTheTwoMattersAreThere(t *testing.T) {
	c := shipped(t)

	residence, ok := c.Matter("residence-registration")
	if !ok || !residence.NeedsCard() || residence.Sensitive {
		t.Errorf("residence registration: %v %+v", ok, residence.Needs)
	}
	concern, ok := c.Matter("concern")
	if !ok || concern.NeedsCard() || !concern.Anonymous || !concern.Sensitive {
		t.Errorf("concern: %v", ok)
	}
}

func TestMovingOutIsTheShortPath(t *testing.T) {
	m, _ := shipped(t).Matter("residence-registration")
	f := form.New(m.Form, map[string]personal.Value{"card.name": personal.New("李阿婆"), "card.sex": personal.New("2"),
		"card.ethnicGroup": personal.New("01"), "card.birth": personal.New("19510101"), "card.idNumber": personal.New("0"), "card.address": personal.New("x")})

	if err := f.Set("business", "move-in"); err != nil {
		t.Fatal(err)
	}
	in, _ := f.Counts()
	if err := f.Set("business", "move-out"); err != nil {
		t.Fatal(err)
	}
	out, saved := f.Counts()

	if in != 10 || out != 6 || saved[form.FromCard] != 6 {
		t.Errorf("moving in asks %d, moving out %d, the card saves %v", in, out, saved)
	}
}

func TestAnonymousConcernIsNotAskedForATelephone(t *testing.T) {
	m, _ := shipped(t).Matter("concern")
	f := form.New(m.Form, nil)

	for field, value := range map[string]string{"reach": "anonymous", "scope": "community"} {
		if err := f.Set(field, value); err != nil {
			t.Fatal(err)
		}
	}

	for _, page := range f.Pages() {
		if page.Name == "phone" || page.Name == "estate" {
			t.Errorf("%s is asked", page.Name)
		}
	}
}

func TestEveryFaultOfAMatterIsNamedWithItsKey(t *testing.T) {
	text := `{"id":"x","version":0,"dueDays":0,"needs":["passport"],"form":{"fields":[
		{"field":"a","type":"date","privacy":"secret","prefill":"card.shoe","question":"q"},
		{"field":"a","type":"choice","label":"l","question":"q","privacy":"public"}]}}`
	_, err := catalogue.Load(fstest.MapFS{"y.json": {Data: []byte(text)}})

	for _, want := range []string{"y.json", "id: found x", "version", "dueDays", "passport", "form.fields[0] a.type", "secret", "card.shoe",
		"form.fields[1] a.field", "choices"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("no word of %q in:\n%v", want, err)
		}
	}
}

func TestAFormThatAsksWhatTheCardSaysIsRefused(t *testing.T) {
	text := `{"id":"y","needs":["idcard"],"form":{"fields":[
		{"field":"name","type":"text","label":"l","question":"q","step":"s","privacy":"personal"},
		{"field":"a","type":"choice","label":"l","question":"q","step":"s","privacy":"public","choices":[{"value":"1","title":"t"},{"value":"1","title":"t"}]},
		{"field":"b","type":"phone","label":"l","question":"q","step":"s","privacy":"public","showIf":{"field":"a","is":["2"]}},
		{"field":"c","type":"text","label":"l","prefill":"place.grid","privacy":"personal"}]}}`
	_, err := catalogue.Load(fstest.MapFS{"y.json": {Data: []byte(text)}})

	for _, want := range []string{"nobody is asked what the card says", `a.choices, skips: found "1"`, "b.showIf.is: found 2",
		`c.prefill: found place.grid; allowed: only below a field that chooses from "estate"`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("no word of %q in:\n%v", want, err)
		}
	}
}

func TestEveryMatterHasItsWordsAndIcons(t *testing.T) {
	w, err := words.Load(os.DirFS("../../assets/strings"), "zh-Hans")
	if err != nil {
		t.Fatal(err)
	}

	for _, m := range shipped(t).Matters() {
		for _, key := range m.Keys() {
			if !w.Has(key) || len(w.Names(key)) > 0 {
				t.Errorf("%s: no plain words for %s", m.ID, key)
			}
		}
		for _, icon := range m.Icons() {
			if _, err := os.Stat("../../assets/icons/" + icon + ".svg"); err != nil {
				t.Errorf("%s: icon: %v", m.ID, err)
			}
		}
	}
	for _, key := range form.Reasons() {
		if !w.Has(key) {
			t.Errorf("no words for the reason %s", key)
		}
	}
}

func TestUnknownKeysAreFaults(t *testing.T) {
	_, err := catalogue.Load(fstest.MapFS{"y.json": {Data: []byte(`{"id":"y","colour":"red"}`)}})

	if err == nil || !strings.Contains(err.Error(), "colour") {
		t.Errorf("got %v", err)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(`{"id":"y"}`)
	f.Fuzz(func(t *testing.T, text string) {
		_, _ = catalogue.Load(fstest.MapFS{"y.json": {Data: []byte(text)}})
	})
}
