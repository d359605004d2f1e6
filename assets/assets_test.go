package assets_test

import (
	"io/fs"
	"testing"

	"golang.org/x/image/font/sfnt"

	"station365/assets"
)

// rare are characters of names from the supplementary planes and from Extension
// A, which most bundled fonts lack.
const rare = "𬎆𠅤㛃䶮𫖯王芳，。？“”·①→✓"

func TestBothFacesHaveTheRareCharactersOfNames(t *testing.T) {
	regular, bold := assets.Fonts()
	for name, text := range map[string][]byte{"regular": regular, "bold": bold} {
		font, err := sfnt.Parse(text)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, r := range rare {
			if i, err := font.GlyphIndex(nil, r); err != nil || i == 0 {
				t.Errorf("%s has no %c (%U), %v", name, r, r, err)
			}
		}
	}
}

func TestTheDataIsThere(t *testing.T) {
	for _, path := range []string{"catalogue/residence-registration.json", "catalogue/concern.json", "station/shanan.json", "fonts/OFL.txt"} {
		if text, err := fs.ReadFile(assets.FS(), path); err != nil || len(text) == 0 {
			t.Errorf("%s: %v", path, err)
		}
	}
}
