package escpos_test

import (
	"path/filepath"
	"testing"

	"station365/devices/printer"
	"station365/devices/printer/escpos"
	"station365/devices/printer/escpos/emulator"
)

func TestTechniciansPageComesOutAsDrawn(t *testing.T) {
	for _, w := range []struct{ width, encoding string }{
		{"80mm", escpos.GB18030}, {"58mm", escpos.GB18030}, {"80mm-180dpi", escpos.GBK}, {"80mm", escpos.UTF8}, {"58mm", escpos.Raster},
	} {
		for _, draws := range []bool{true, false} {
			s := shopFor(w.width, w.encoding)
			s.printer.Can.QR = draws
			withBench(t, s, func(b *bench) {
				page := escpos.TestPage(s.opts)

				out := b.print("test", page)

				if out.Result != printer.Printed || len(b.out()) != 1 {
					t.Fatalf("%v: outcome %+v, %d slips", w, out, len(b.out()))
				}
				same(t, w.width+" "+w.encoding, preview(b, page), b.out()[0])
				if w.encoding == escpos.GB18030 && draws {
					golden(t, filepath.Join("testdata", "technician-"+w.width+".png"), b.out()[0])
				}
			})
		}
	}
}

func TestTechnicianSeesAWrongEncodingOnTheTestPage(t *testing.T) {
	s := usual()
	s.opts.Encoding, s.printer.Charset = escpos.UTF8, "gb18030"
	s.printer.Can = emulator.Full()
	withBench(t, s, func(b *bench) {
		page := escpos.TestPage(s.opts)

		b.print("test", page)

		if differing(preview(b, page), b.out()[0]) <= disarmed {
			t.Error("the paper shows no difference")
		}
	})
}
