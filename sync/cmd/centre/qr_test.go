package main

import (
	"image"
	"image/color"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"station365/sync/wire"
)

// photograph turns the half blocks of a terminal into a picture, as a scanner
// sees it.
func photograph(text string) image.Image {
	const square = 4
	text = strings.NewReplacer("\x1b[30;107m", "", "\x1b[0m", "").Replace(strings.TrimRight(text, "\n"))
	lines := strings.Split(text, "\n")
	picture := image.NewGray(image.Rect(0, 0, square*len([]rune(lines[0])), 2*square*len(lines)))
	for y, line := range lines {
		for x, r := range []rune(line) {
			for dy := range 2 * square {
				black := r == '█' || r == '▀' && dy < square || r == '▄' && dy >= square
				for dx := range square {
					c := color.Gray{Y: 255}
					if black {
						c.Y = 0
					}
					picture.SetGray(x*square+dx, 2*y*square+dy, c)
				}
			}
		}
	}
	return picture
}

func TestCodeOnTheTerminal_IsReadByAScanner(t *testing.T) {
	want := wire.NewCode(7, []byte("a key"))
	drawn, err := scannable(want.Reveal())
	if err != nil {
		t.Fatal(err)
	}

	bits, err := gozxing.NewBinaryBitmapFromImage(photograph(drawn))
	if err != nil {
		t.Fatal(err)
	}
	read, err := qrcode.NewQRCodeReader().Decode(bits, nil)
	if err != nil {
		t.Fatalf("%v\n%s", err, drawn)
	}

	if got, err := wire.ParseCode(read.GetText()); err != nil || got != want {
		t.Errorf("read %q: %v", read.GetText(), err)
	}
}
