package kit_test

import (
	"os"
	"testing"

	"station365/assets"
	"station365/kiosk/ui/kit"
	"station365/kiosk/words"
)

// What eyes need (services.md 3.2), in mm of the real glass: a Han letter fills 0.92
// of its type size.
const (
	hanOfSize               = 0.92
	standardHan, largestHan = 5, 8
	lineSpacing             = 1.3
)

func TestLettersAreLargeEnoughOnEveryGlass_AndLinesOfRunningTextKeepApart(t *testing.T) {
	if _, err := glassOnce(); err != nil {
		t.Fatal(err)
	}
	table, err := words.Load(os.DirFS("../../../assets/strings"), "zh-Hans")
	if err != nil {
		t.Fatal(err)
	}
	portrait := kit.Panel{Width: 1080, Height: 1920, PixelsPerMM: 1080.0 / 268}
	landscape := kit.Panel{Width: 1920, Height: 1080, PixelsPerMM: 1920.0 / 476}
	small := kit.Panel{Width: 1280, Height: 800, PixelsPerMM: 1280.0 / 217}
	for _, p := range []struct{ glass, panel kit.Panel }{{portrait, portrait}, {portrait, portrait.Lowered()}, {landscape, landscape},
		{landscape, landscape.Lowered()}, {small, small}} {
		for scale, least := range map[kit.Scale]float32{kit.Standard: standardHan, kit.Largest: largestHan} {
			k := kit.New(p.panel, scale, kit.Light, kit.NewShared(assets.FS(), table))
			for _, role := range []kit.Role{kit.Note, kit.Body, kit.Label, kit.Title, kit.Question, kit.Number} {
				if high := k.Size(role) * hanOfSize / p.glass.PixelsPerMM; high < least {
					t.Errorf("%s, lowered %v, %s: role %d has letters of %.1f mm, less than %.0f", k.Class(), k.Lowered(), scale, role, high, least)
				}
			}
			for _, role := range []kit.Role{kit.Note, kit.Body} {
				const two = "一行\n两行"
				if pitch := k.Text(role, two).Height(p.panel.Width) / 2 / k.Size(role); pitch < lineSpacing {
					t.Errorf("%s: lines of role %d are %.2f of their size apart, less than %.1f", scale, role, pitch, lineSpacing)
				}
			}
		}
	}
}
