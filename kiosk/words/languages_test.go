package words_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"station365/kiosk/words"
)

// folder is a folder of string files.
func folder(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func TestTheLanguagesAreThoseOfTheFiles_TheKiosksOwnFirst(t *testing.T) {
	got, err := words.Languages(folder(map[string]string{"en.json": "", "en.ui.json": "", "bo.json": "", "zh-Hans.json": "", "zz.json": ""}))

	if err != nil || strings.Join(got, " ") != "zh-Hans bo en zz" {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestALanguageThatIsOnlySpokenBorrowsTheTextsOfItsBasis(t *testing.T) {
	all, err := words.LoadAll(folder(map[string]string{
		"zh-Hans.json": `{"language.name":"中文","a":"甲"}`,
		"hmn.json":     `{"language.name":"Hmoob","language.basis":"zh-Hans"}`,
	}))
	if err != nil {
		t.Fatal(err)
	}

	if got := all[1].T(words.NameKey) + all[1].T("a") + all[1].Lang() + all[0].T(words.NameKey); got != "Hmoob甲hmn中文" {
		t.Errorf("got %q", got)
	}
}

func TestABasisThatIsNotThereIsAnError(t *testing.T) {
	_, err := words.LoadAll(folder(map[string]string{
		"zh-Hans.json": `{"a":"甲"}`, "hmn.json": `{"language.basis":"xx"}`, "yi.json": `{"language.basis":"hmn"}`}))

	if err == nil || !strings.Contains(err.Error(), `hmn: language.basis: "xx"`) || !strings.Contains(err.Error(), "yi: language.basis") {
		t.Errorf("got %v", err)
	}
}

func TestAKioskWithoutItsOwnLanguageDoesNotStart(t *testing.T) {
	if _, err := words.LoadAll(folder(map[string]string{"en.json": `{"a":"A"}`})); err == nil {
		t.Error("English alone passed")
	}
}

func TestOneThingHasWordsOfItsOwn(t *testing.T) {
	w, err := words.Load(folder(map[string]string{"en.json": `{"a":"{n} days","a.one":"{n} day","b":"{n} days"}`}), "en")
	if err != nil {
		t.Fatal(err)
	}

	if got := w.T("a", "n", "1") + w.T("a", "n", "2") + w.T("b", "n", "1"); got != "1 day2 days1 days" {
		t.Errorf("got %q", got)
	}
}

func TestWhatALanguageLacksOrFillsOtherwiseIsNamed(t *testing.T) {
	all, err := words.LoadAll(folder(map[string]string{
		"zh-Hans.json": `{"same":"{n}{m}","gone":"丙","other":"{x}","count":"{n} 件"}`,
		"en.json":      `{"same":"{m}{n}","more":"C","other":"{y}","count":"{n} things","count.one":"{k} thing","same.one":"{n}{m}"}`,
	}))
	if err != nil {
		t.Fatal(err)
	}

	fault := all[1].Complete(all[0])

	var lines []string
	if fault != nil {
		lines = strings.Split(fault.Error(), "\n")
	}
	if len(lines) != 4 {
		t.Fatalf("faults: %q", lines)
	}
	for i, want := range []string{"en: gone:", "en: count.one:", "en: more:", "en: other:"} {
		if !strings.HasPrefix(lines[i], want) {
			t.Errorf("%q, want %s", lines[i], want)
		}
	}
	if err := all[0].Complete(all[0]); err != nil {
		t.Errorf("a language lacks what it says itself: %v", err)
	}
}
