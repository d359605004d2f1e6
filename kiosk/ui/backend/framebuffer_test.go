package backend

import (
	"errors"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"testing"
)

// rgb565 is what nearly every framebuffer of 16 bits has.
var rgb565 = pixelLayout{
	bytes: 2,
	red:   bitField{offset: 11, length: 5}, green: bitField{offset: 5, length: 6}, blue: bitField{length: 5},
}

func TestAFileHoldsRowsOfBGRAAndOnlyWhatChanged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "fb")
	sink, closer, err := OpenFramebuffer(path, 4, 3)
	if err != nil {
		t.Fatal(err)
	}
	frame := image.NewRGBA(image.Rect(0, 0, 4, 3))
	flat(frame, frame.Rect, color.RGBA{R: 1, G: 2, B: 3, A: 0xff})

	if err := sink.Show(frame, image.Rect(1, 1, 3, 9)); err != nil {
		t.Fatal(err)
	}
	if err := closer.Close(); err != nil {
		t.Fatal(err)
	}

	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 4*3*4 {
		t.Fatalf("the file has %d bytes, want 48", len(got))
	}
	for y := range 3 {
		for x := range 4 {
			want := [4]byte{}
			if x >= 1 && x < 3 && y >= 1 {
				want = [4]byte{3, 2, 1, 0xff}
			}
			if at := 4 * (4*y + x); [4]byte(got[at:at+4]) != want {
				t.Errorf("pixel %d,%d is %v, want %v", x, y, got[at:at+4], want)
			}
		}
	}
}

func TestAScreenOf16BitsGetsItsFields(t *testing.T) {
	l, err := layoutOf(variableScreen{bits: 16, red: rgb565.red, green: rgb565.green, blue: rgb565.blue})
	if err != nil {
		t.Fatal(err)
	}
	d := &screenDevice{memory: make([]byte, 2*6), stride: 6, layout: l, size: image.Pt(2, 2)}
	frame := image.NewRGBA(image.Rect(0, 0, 2, 2))
	frame.SetRGBA(1, 1, color.RGBA{R: 0xff, G: 0x80, B: 0x08, A: 0xff})

	if err := d.Show(frame, image.Rect(1, 1, 2, 2)); err != nil {
		t.Fatal(err)
	}

	if low, high := d.memory[8], d.memory[9]; low != 0x01 || high != 0xfc {
		t.Errorf("the pixel is %02x%02x, want fc01", high, low)
	}
}

func TestAScreenOf32BitsMayOrderItsColoursAsItLikes(t *testing.T) {
	row := []byte{1, 2, 3, 0xff}
	for name, c := range map[string]struct {
		red, green, blue uint32 // their places
		want             [4]byte
	}{
		"BGRA": {16, 8, 0, [4]byte{3, 2, 1, 0xff}},
		"RGBA": {0, 8, 16, [4]byte{1, 2, 3, 0xff}},
		"ARGB": {8, 16, 24, [4]byte{0xff, 1, 2, 3}},
	} {
		layout, err := layoutOf(variableScreen{bits: 32, red: bitField{offset: c.red, length: 8}, green: bitField{offset: c.green, length: 8}, blue: bitField{offset: c.blue, length: 8}})
		if err != nil {
			t.Fatal(err)
		}
		var got [4]byte
		layout.put(got[:], row)
		if got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestADepthThatCannotBeDrawnIsRefused(t *testing.T) {
	for _, v := range []variableScreen{
		{bits: 8}, {bits: 32},
		{bits: 16, red: bitField{offset: 14, length: 5}, green: bitField{length: 5}, blue: bitField{length: 5}},
	} {
		if _, err := layoutOf(v); !errors.Is(err, errDepth) {
			t.Errorf("%+v: got %v, want %v", v, err, errDepth)
		}
	}
}

func TestAClosedScreenTakesNoFrame(t *testing.T) {
	d := &screenDevice{layout: bgra, size: image.Pt(2, 2)}
	frame := image.NewRGBA(image.Rect(0, 0, 2, 2))

	if err := d.Show(frame, frame.Rect); !errors.Is(err, errClosed) {
		t.Errorf("got %v, want %v", err, errClosed)
	}
}
