package escpos_test

import (
	"bytes"
	"flag"
	"image"
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
	s.printer.Dots = map[string]int{"80mm": 576, "58mm": 384, "80mm-180dpi": 512}[width]
	if encoding == escpos.UTF8 {
		s.printer.Charset = "utf8"
	}
	return s
}

func TestReceiptsComeOutAsDrawn(t *testing.T) {
	for _, name := range []string{"residence-registration", "concern", "reprint", "poster"} {
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
	for _, name := range []string{"residence-registration", "poster"} {
		for _, w := range whereabouts {
			withBench(t, shopFor(w.width, w.encoding), func(b *bench) {
				page := receipt(t, name)
				b.print("a", page)

				got := decode(t, b.out()[0])

				for _, block := range page.Blocks {
					if block.QR != nil && block.QR.Data != got {
						t.Errorf("%s on %v: the code says %q, not %q", name, w, got, block.QR.Data)
					}
				}
			})
		}
	}
}

func TestHeadOfAHundredAndEightyDotsAnInch_TheReceiptFitsItsLine(t *testing.T) {
	for _, encoding := range []string{escpos.Raster, escpos.GB18030} {
		withBench(t, shopFor("80mm-180dpi", encoding), func(b *bench) {
			page := receipt(t, "residence-registration")

			b.print("a", page)

			same(t, encoding, preview(b, page), b.out()[0])
			if ink := inkOf(b.out()[0]); ink.Max.X > 512 {
				t.Errorf("%s: ink in %v", encoding, ink)
			}
			if got := decode(t, b.out()[0]); got == "" {
				t.Error("the code says nothing")
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
		one, other := row(want, a.Min.Y+y), row(got, b.Min.Y+y)
		if bytes.Equal(one, other) {
			continue
		}
		for x := range one {
			if one[x] != other[x] {
				wrong++
			}
		}
	}
	return wrong
}

// disarmed is how many dots of a page may be changed so that no picture holds a
// real-time command.
const disarmed = 12

// row is a line of dots, 1 is black. All our pictures are white and black.
func row(img image.Image, y int) []byte {
	p := img.(*image.Paletted)
	return p.Pix[p.PixOffset(p.Rect.Min.X, y):][:p.Rect.Dx()]
}

// inkOf is where there is ink.
func inkOf(img image.Image) image.Rectangle {
	var box image.Rectangle
	for y := img.Bounds().Min.Y; y < img.Bounds().Max.Y; y++ {
		line := row(img, y)
		if first := bytes.IndexByte(line, 1); first >= 0 {
			box = box.Union(image.Rect(first, y, bytes.LastIndexByte(line, 1)+1, y+1))
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
		if !bytes.Equal(row(want, y), row(got, y)) {
			t.Fatalf("%s: row %d is another one; see what changed and run with -update", path, y)
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
