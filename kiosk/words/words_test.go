package words_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"station365/kiosk/words"
)

func table(t *testing.T, files map[string]string) (*words.Table, error) {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return words.Load(fsys, "zh-Hans")
}

func shipped(t *testing.T, language string) *words.Table {
	t.Helper()
	w, err := words.Load(os.DirFS("../../assets/strings"), language)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestPartsOfALanguageAreOneTable(t *testing.T) {
	w, err := table(t, map[string]string{"zh-Hans.json": `{"a":"甲"}`, "zh-Hans.ui.json": `{"b":"{n} 件"}`, "zh-Hant.json": `{"c":"丙"}`})
	if err != nil {
		t.Fatal(err)
	}

	if got := w.T("a") + w.T("b", "n", "3"); got != "甲3 件" {
		t.Errorf("got %q", got)
	}
	if w.Has("c") || strings.Join(w.Keys(), " ") != "a b" || strings.Join(w.Names("b"), " ") != "n" {
		t.Errorf("keys: %v", w.Keys())
	}
}

func TestMissingWordsShowTheirKey(t *testing.T) {
	w, err := table(t, map[string]string{"zh-Hans.json": `{"a":"{n} 件"}`})
	if err != nil {
		t.Fatal(err)
	}

	for _, got := range []string{w.T("a"), w.T("a", "n"), w.T("a", "m", "3")} {
		if got != "⟦a⟧" {
			t.Errorf("got %q", got)
		}
	}
	if got := w.T("none"); got != "⟦none⟧" {
		t.Errorf("got %q", got)
	}
}

func TestAValueThatLooksLikeAPlaceholderIsLeftAlone(t *testing.T) {
	w, err := table(t, map[string]string{"zh-Hans.json": `{"a":"{x}{y}"}`})
	if err != nil {
		t.Fatal(err)
	}

	if got := w.T("a", "x", "{y}", "y", "2"); got != "{y}2" {
		t.Errorf("got %q", got)
	}
}

func TestEveryFaultOfTheFilesIsNamed(t *testing.T) {
	_, err := table(t, map[string]string{
		"zh-Hans.json":    `{"a":"甲","a":"乙","B":"x","c":" ","d":"{","e":"ok"}`,
		"zh-Hans.ui.json": `{"e":"again"}`,
		"zh-Hans.x.json":  `[]`,
		"zh-Hans.y.json":  `{"z":1}`,
	})

	for _, want := range []string{"zh-Hans.json: a: stands twice", `"B"`, "c: no text", "d: a brace", "zh-Hans.ui.json: e: stands twice", "zh-Hans.x.json", "z: not a text"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("no word of %q in:\n%v", want, err)
		}
	}
}

func TestALanguageWithoutFilesIsAnError(t *testing.T) {
	if _, err := table(t, nil); err == nil {
		t.Error("an empty folder passed")
	}
}

func TestDatesNameTheWeekdayInBeijingTime(t *testing.T) {
	w := shipped(t, "zh-Hans")
	at := time.Date(2026, 11, 29, 17, 5, 0, 0, time.UTC) // already Monday in Beijing

	for got, want := range map[string]string{
		w.Date(at):            "11月30日 星期一",
		w.DateTime(at):        "2026年11月30日 星期一 1:05",
		w.Clock(at):           "1:05",
		w.Spoken("S2-4821-7"): "S二，四八二一，七",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestADateInEnglishNamesItsMonth(t *testing.T) {
	w := shipped(t, "en")
	at := time.Date(2026, 11, 29, 17, 5, 0, 0, time.UTC)

	for got, want := range map[string]string{
		w.Date(at):            "Mon 30 Nov",
		w.LongDate(at):        "30 Nov 2026",
		w.SpokenDate(at):      "Monday, November 30",
		w.SpokenLongDate(at):  "November 30, 2026",
		w.DateTime(at):        "Mon 30 Nov 2026 1:05",
		w.Spoken("S2-4821-7"): "S 2, 4 8 2 1, 7",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestAPromiseForFridayIsOneDayLateAllSaturdayInBeijing(t *testing.T) {
	w := shipped(t, "zh-Hans")
	due := time.Date(2026, 11, 27, 9, 0, 0, 0, time.UTC) // Friday 17:00

	for later, want := range map[time.Duration]int{time.Hour: 0, 7 * time.Hour: 1, 30 * time.Hour: 1, 31 * time.Hour: 2, 66 * time.Hour: 3} {
		if got := w.DaysBetween(due, due.Add(later)); got != want {
			t.Errorf("%v later: %d days, want %d", later, got, want)
		}
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(`{"a":"{n}"}`)
	f.Add(`{"a":`)
	f.Fuzz(func(t *testing.T, text string) {
		w, err := table(t, map[string]string{"zh-Hans.json": text})
		if err != nil {
			return
		}
		for _, key := range w.Keys() {
			_ = w.T(key)
		}
	})
}
