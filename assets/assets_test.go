package assets_test

import (
	"encoding/json"
	"io/fs"
	"path"
	"testing"

	"golang.org/x/image/font/sfnt"

	"station365/assets"
)

// rare are characters of names from the supplementary planes and from Extension
// A, which most bundled fonts lack.
const rare = "𬎆𠅤㛃䶮𫖯王芳，。？“”·①→✓"

// hanFloor is a little below what the upstream font holds of Han characters; a
// smaller count means that the subset was cut wrongly.
const hanFloor = 30000

func TestBothFacesHaveTheRareCharactersOfNames(t *testing.T) {
	for name, font := range faces(t) {
		for _, r := range rare {
			if i, err := font.GlyphIndex(nil, r); err != nil || i == 0 {
				t.Errorf("%s has no %c (%U), %v", name, r, r, err)
			}
		}
	}
}

func TestBothFacesHoldAllHanOfTheirSourceUnderTheirOwnName(t *testing.T) {
	for name, font := range faces(t) {
		family, err := font.Name(nil, sfnt.NameIDFamily)

		if err != nil || family != "Station365 Sans SC" {
			t.Errorf("%s: family %q, %v", name, family, err)
		}
		if n := font.NumGlyphs(); n < hanFloor {
			t.Errorf("%s: %d glyphs, want at least %d", name, n, hanFloor)
		}
	}
}

// Each character that any data file shows must be in the fonts, or a resident
// sees a mark in its place.
func TestEveryCharacterOfTheDataHasAGlyph(t *testing.T) {
	fonts := faces(t)
	missing := map[rune]string{}
	eachFile(t, ".json", func(name string, text []byte) {
		for _, r := range string(text) {
			if r < ' ' {
				continue
			}
			for _, font := range fonts {
				if i, err := font.GlyphIndex(nil, r); err != nil || i == 0 {
					missing[r] = name
				}
			}
		}
	})
	for r, name := range missing {
		t.Errorf("%s: no glyph for %q (%U)", name, r, r)
	}
}

func TestEveryDataFileIsJSON(t *testing.T) {
	n := 0
	eachFile(t, ".json", func(name string, text []byte) {
		n++
		if !json.Valid(text) {
			t.Errorf("%s is not JSON", name)
		}
	})
	if n == 0 {
		t.Error("no data file is embedded")
	}
}

func TestTheDataIsThere(t *testing.T) {
	for _, name := range []string{
		"catalogue/residence-registration.json", "catalogue/concern.json",
		"dictionary/places.json", "dictionary/ethnic-groups.json", "dictionary/divisions.json",
		"station/shanan.json", "strings/zh-Hans.json", "personas.json", "fonts/OFL.txt", "NOTICE.md",
	} {
		if text := read(t, name); len(text) == 0 {
			t.Errorf("%s is empty", name)
		}
	}
}

// faces parses both bundled fonts.
func faces(t *testing.T) map[string]*sfnt.Font {
	t.Helper()
	regular, bold := assets.Fonts()
	out := map[string]*sfnt.Font{}
	for name, text := range map[string][]byte{"regular": regular, "bold": bold} {
		font, err := sfnt.Parse(text)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		out[name] = font
	}
	return out
}

// eachFile calls f with every embedded file of the extension.
func eachFile(t *testing.T, extension string, f func(name string, text []byte)) {
	t.Helper()
	err := fs.WalkDir(assets.FS(), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || path.Ext(name) != extension {
			return err
		}
		f(name, read(t, name))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// read is an embedded file.
func read(t *testing.T, name string) []byte {
	t.Helper()
	text, err := fs.ReadFile(assets.FS(), name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
