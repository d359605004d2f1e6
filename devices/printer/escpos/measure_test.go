package escpos

import (
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"station365/assets"
	"station365/devices/printer"
	"station365/devices/printer/printertest"
	"station365/devices/printer/typeset"
)

// BenchmarkReceiptBytes is how many bytes a receipt is on the line, against its
// bare text: all of it drawn (drawn-x), and what is sent (sent-x).
func BenchmarkReceiptBytes(b *testing.B) {
	for _, name := range []string{"residence-registration", "concern", "reprint"} {
		page, err := printertest.ReadPage("../../../kiosk/receipt/testdata/" + name + ".txt")
		if err != nil {
			b.Fatal(err)
		}
		for _, width := range []string{"80mm", "58mm"} {
			b.Run(name+"-"+width, func(b *testing.B) {
				bare, drawn, sent := bareText(b, page), onLine(b, width, Raster, page), 0
				for b.Loop() {
					sent = onLine(b, width, GB18030, page)
				}
				b.ReportMetric(float64(bare), "text-bytes")
				b.ReportMetric(float64(drawn)/float64(bare), "drawn-x")
				b.ReportMetric(float64(sent)/float64(bare), "sent-x")
			})
		}
	}
}

// bareText is how many bytes a page's words are, one line each, in gb18030.
func bareText(b *testing.B, page printer.Page) int {
	n := 0
	add := func(words ...string) {
		for _, w := range words {
			text, err := simplifiedchinese.GB18030.NewEncoder().String(w)
			if err != nil {
				b.Fatal(err)
			}
			n += len(text) + 1
		}
	}
	for _, block := range page.Blocks {
		switch {
		case block.Text != nil:
			add(block.Text.Lead + block.Text.Text)
		case block.Pair != nil:
			add(block.Pair.Label + " " + block.Pair.Value)
		case block.QR != nil:
			add(append(block.QR.Caption, block.QR.Data)...)
		}
	}
	return n
}

// onLine is how many bytes a page is for a printer that draws codes itself.
func onLine(b *testing.B, width, encoding string, page printer.Page) int {
	regular, bold := assets.Fonts()
	setter, err := typeset.New(typeset.Opts{Dots: papers[width].dots, Cells: encoding != Raster, Regular: regular, Bold: bold})
	if err != nil {
		b.Fatal(err)
	}
	sheet, err := setter.Set(page)
	if err != nil {
		b.Fatal(err)
	}
	n := 0
	for _, s := range encode(sheet, newCharset(encoding), encoding != Raster) {
		n += len(s.bytes)
	}
	return n
}

// BenchmarkHear is the status parser on what a busy printer says.
func BenchmarkHear(b *testing.B) {
	stream := []byte{0x13, 0x12, 0x12, 0x12, 0x12, 0x14, 0, 0, 0x0F, 0x11, 0x37, 0x22, '0', '0', '4', '2', 0, 0x18, 0, 0x0C, 0x0F, 0}
	var e ear
	var c condition
	b.ReportAllocs()
	b.SetBytes(int64(len(stream)))
	for b.Loop() {
		for _, x := range stream {
			a, ok := e.hear(x)
			if !ok {
				continue
			}
			switch a.kind {
			case realtimeAnswer:
				c.realtime(2, a.b)
			case statusPacket:
				c.packet(a.asb)
			}
		}
	}
	// A line of 115200 brings 11520 bytes in a second.
	perByte := b.Elapsed().Seconds() / float64(b.N*len(stream))
	b.ReportMetric(1/perByte/11520, "lines-x")
}
