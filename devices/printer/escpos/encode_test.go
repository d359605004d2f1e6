package escpos

import (
	"bytes"
	"testing"

	"station365/assets"
	"station365/devices/printer/printertest"
	"station365/devices/printer/typeset"
)

func TestPictureNeverHoldsARealtimeCommand(t *testing.T) {
	b := typeset.NewBitmap(8*16, 3*256)
	for i := range b.Bits { // every pair with 10 stands in it
		b.Bits[i] = byte(i / 2)
		if i%2 == 0 {
			b.Bits[i] = 0x10
		}
	}
	p := &program{charset: newCharset(Raster)}

	p.picture(b, b.H)

	for _, s := range p.steps {
		for _, second := range []byte{0x04, 0x05, 0x14} {
			if bytes.Contains(s.bytes, []byte{0x10, second}) {
				t.Errorf("10 %02X in a strip", second)
			}
		}
	}
}

func TestReceiptsStepsAreShort_AndHoldNoRealtimeCommand(t *testing.T) {
	regular, bold := assets.Fonts()
	for _, encoding := range []string{GB18030, UTF8, Raster} {
		setter, err := typeset.New(typeset.Opts{Dots: typeset.Paper80, Cells: encoding != Raster, Regular: regular, Bold: bold})
		if err != nil {
			t.Fatal(err)
		}
		page, err := printertest.ReadPage("../../../kiosk/receipt/testdata/residence-registration.txt")
		if err != nil {
			t.Fatal(err)
		}
		sheet, err := setter.Set(page)
		if err != nil {
			t.Fatal(err)
		}

		rows, total := 0, 0
		for _, s := range encode(sheet, newCharset(encoding), true) {
			rows, total = rows+s.rows, total+len(s.bytes)
			if len(s.bytes) > bandMax+3 {
				t.Errorf("%s: a step of %d bytes", encoding, len(s.bytes))
			}
			for _, second := range []byte{0x04, 0x05, 0x14} {
				if bytes.Contains(s.bytes, []byte{0x10, second}) {
					t.Errorf("%s: 10 %02X in % X", encoding, second, s.bytes)
				}
			}
		}
		t.Logf("%s: %d bytes for %d mm", encoding, total, rows/8)
		if rows != sheet.Height() {
			t.Errorf("%s: %d rows sent, the sheet has %d", encoding, rows, sheet.Height())
		}
	}
}

func TestOnlyWhatPrintersFontsHaveTravelsAsText(t *testing.T) {
	for _, name := range []string{GB18030, GBK, UTF8} {
		c := newCharset(name)
		for text, want := range map[string]bool{
			"李先生 0851-0000-0365":   true,
			"“我是王芳，这件事我负责到底。”—…·～": true,
			"9:00–17:00": true,
			"㼆":          false, // four bytes in GB18030
			"𠮷":          false, // outside the first plane
			"\uE123":     false, // private
			"é":          true,  // two bytes in GBK
			"¥":          false, // four bytes
			"a\u0007b":   false, // a control character
		} {
			if _, got := c.line([]typeset.Run{{Text: text}}); got != want {
				t.Errorf("%s: %q as text: %v", name, text, got)
			}
		}
	}
}
