package escpos_test

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"station365/devices/printer"
	"station365/devices/printer/escpos"
)

var update = flag.Bool("update", false, "write the golden receipts anew")

// whereabouts says on which paper and in which encoding a receipt comes out.
var whereabouts = []struct{ width, encoding string }{
	{"80mm", escpos.Raster}, {"80mm", escpos.GB18030}, {"58mm", escpos.Raster}, {"58mm", escpos.GB18030},
}

func shopFor(width, encoding string) shop {
	s := usual()
	s.opts.Width, s.opts.Encoding = width, encoding
	if width == "58mm" {
		s.printer.Dots = 384
	}
	if encoding == escpos.UTF8 {
		s.printer.Charset = "utf8"
	}
	return s
}

func TestReceiptsComeOutAsDrawn(t *testing.T) {
	for _, name := range []string{"residence-registration", "concern", "reprint"} {
		for _, w := range whereabouts {
			t.Run(name+"-"+w.width+"-"+w.encoding, func(t *testing.T) {
				withBench(t, shopFor(w.width, w.encoding), func(b *bench) {
					page := receipt(t, name)
					out := b.print("a", page)
					if out.Result != printer.Printed || len(b.out()) != 1 {
						t.Fatalf("outcome %+v, %d slips", out, len(b.out()))
					}
					slip := b.out()[0]

					same(t, "preview", preview(b, page), slip)
					golden(t, filepath.Join("testdata", name+"-"+w.width+"-"+w.encoding+".png"), slip)
				})
			})
		}
	}
}

func TestCodeOnPaperIsReadBack(t *testing.T) {
	for _, w := range whereabouts {
		withBench(t, shopFor(w.width, w.encoding), func(b *bench) {
			page := receipt(t, "residence-registration")
			b.print("a", page)

			got := decode(t, b.out()[0])

			for _, block := range page.Blocks {
				if block.QR != nil && block.QR.Data != got {
					t.Errorf("%v: the code says %q, not %q", w, got, block.QR.Data)
				}
			}
		})
	}
}

func TestUTF8PrinterPrintsTheSame(t *testing.T) {
	withBench(t, shopFor("80mm", escpos.UTF8), func(b *bench) {
		page := receipt(t, "concern")

		b.print("a", page)

		same(t, "preview", preview(b, page), b.out()[0])
	})
}

func TestRareCharactersAreDrawn_AndTheirLineWithThem(t *testing.T) {
	page := printer.Page{Blocks: []printer.Block{
		{Text: &printer.Text{Text: "惠水县㼆坝村𠮷先生 PUA \uE012"}},
		{Pair: &printer.Pair{Label: "姓名", Value: "𠮷**", Bold: true}},
		{Text: &printer.Text{Text: "寻常的一行 123"}},
	}}
	for _, encoding := range []string{escpos.GB18030, escpos.GBK, escpos.UTF8} {
		withBench(t, shopFor("80mm", encoding), func(b *bench) {
			b.print("a", page)

			same(t, encoding, preview(b, page), b.out()[0])
		})
	}
}

func preview(b *bench, page printer.Page) image.Image {
	b.t.Helper()
	img, err := b.dev.Preview(page)
	if err != nil {
		b.t.Fatal(err)
	}
	return img
}

// same compares dot by dot where there is ink; the white above and below is the
// cutter's.
func same(t *testing.T, what string, want, got image.Image) {
	t.Helper()
	if n := differing(want, got); n > disarmed {
		t.Errorf("%s: %d dots differ; ink in %v, want %v", what, n, inkOf(got), inkOf(want))
	}
}

// differing is how many dots differ; ink of another size differs everywhere.
func differing(want, got image.Image) int {
	a, b := inkOf(want), inkOf(got)
	if a.Dx() != b.Dx() || a.Dy() != b.Dy() || a.Min.X != b.Min.X {
		return math.MaxInt
	}
	wrong := 0
	for y := range a.Dy() {
		for x := range a.Dx() {
			if dark(want, a.Min.X+x, a.Min.Y+y) != dark(got, b.Min.X+x, b.Min.Y+y) {
				wrong++
			}
		}
	}
	return wrong
}

// disarmed is how many dots of a page may be changed so that no picture holds a
// real-time command.
const disarmed = 12

func dark(img image.Image, x, y int) bool {
	if p, ok := img.(*image.Paletted); ok && len(p.Palette) == 2 { // white and black, as all of ours
		return p.Pix[p.PixOffset(x, y)] == 1
	}
	g, _ := color.GrayModel.Convert(img.At(x, y)).(color.Gray)
	return g.Y < 128
}

func inkOf(img image.Image) image.Rectangle {
	var box image.Rectangle
	r := img.Bounds()
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if dark(img, x, y) {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return box
}

func golden(t *testing.T, path string, got image.Image) {
	t.Helper()
	if *update {
		var b bytes.Buffer
		if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, got); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if want.Bounds() != got.Bounds() {
		t.Fatalf("%s: %v on paper, want %v", path, got.Bounds(), want.Bounds())
	}
	for y := range got.Bounds().Dy() {
		for x := range got.Bounds().Dx() {
			if dark(want, x, y) != dark(got, x, y) {
				t.Fatalf("%s: first other dot at %d,%d", path, x, y)
			}
		}
	}
}

func decode(t *testing.T, slip image.Image) string {
	t.Helper()
	bmp, err := gozxing.NewBinaryBitmapFromImage(slip)
	if err != nil {
		t.Fatal(err)
	}
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}
	result, err := qrcode.NewQRCodeReader().Decode(bmp, hints)
	if err != nil {
		t.Fatalf("read the code: %v", err)
	}
	return result.GetText()
}
