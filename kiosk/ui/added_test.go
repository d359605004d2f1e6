package ui

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"station365/assets"
	"station365/kiosk/flow"
	"station365/kiosk/ui/backend"
	"station365/kiosk/ui/screen/screentest"
	"station365/kiosk/words"
)

// added is the folder of string files with those of one more language.
func added(t *testing.T, language string, texts map[string]string) string {
	t.Helper()
	folder := t.TempDir()
	if err := os.CopyFS(folder, os.DirFS("../../assets/strings")); err != nil {
		t.Fatal(err)
	}
	file, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, language+".json"), file, 0o600); err != nil {
		t.Fatal(err)
	}
	return folder
}

func TestALanguageIsAddedByFilesAlone_EveryPageIsReadInIt(t *testing.T) {
	english, err := words.Load(os.DirFS("../../assets/strings"), "en")
	if err != nil {
		t.Fatal(err)
	}
	const mark = "Qz"
	texts := map[string]string{}
	for _, key := range english.Keys() { // {n} stands behind the mark as it did
		args := []string{}
		for _, name := range english.Names(key) {
			args = append(args, name, "{"+name+"}")
		}
		texts[key] = mark + english.T(key, args...)
	}
	texts[words.NameKey] = "Made up"
	for name, c := range map[string]struct {
		language string
		texts    map[string]string
		reads    string
	}{
		"one that is written":      {"qz", texts, mark + "Back"},
		"one that is only spoken":  {"hmn", map[string]string{words.NameKey: "Hmoob", "language.basis": "zh-Hans"}, "返回"},
		"one that borrows English": {"bouyei", map[string]string{words.NameKey: "Haausqyaix", "language.basis": "en"}, "Back"},
	} {
		t.Run(name, func(t *testing.T) {
			tables, err := words.LoadAll(os.DirFS(added(t, c.language, c.texts)))
			if err != nil {
				t.Fatal(err)
			}
			p := &pane{}
			regular, bold := assets.Fonts()
			if _, err := backend.New(backend.Opts{Width: 1080, Height: 1920, PixelsPerMM: 4.03, Regular: regular, Bold: bold}); err != nil {
				t.Fatal(err)
			}
			u := New(Opts{Glass: p, Words: tables, Data: assets.FS(), Width: 1080, Height: 1920, PixelsPerMM: 4.03, Send: func(flow.Event) {}})
			for _, s := range screentest.Samples() {
				view := s.View
				view.Look.Language = c.language
				view.Top.Languages = nil
				for _, w := range tables {
					view.Top.Languages = append(view.Top.Languages, w.Lang())
				}

				u.Show(view)

				targets := map[string]fyne.Tappable{}
				read := strings.Join(p.read(p.page, targets), "\n")
				if _, hasBar := targets["nav:back"]; hasBar && !strings.Contains(read, c.reads) {
					t.Errorf("%s: no %q on %q", s.Name, c.reads, read)
				}
				if strings.Contains(read, "⟦") {
					t.Errorf("%s: words are missing on %q", s.Name, read)
				}
			}
		})
	}
}
