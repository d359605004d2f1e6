package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"station365/devices/printer"
)

func TestPaperMeterIsKeptInTheStateDirectory(t *testing.T) {
	path := filepath.Join(t.TempDir(), "paper-meter")
	if mm, err := paperMeter(path).Read(); mm != 0 || err != nil {
		t.Errorf("before the first receipt: %d, %v", mm, err)
	}
	if err := paperMeter(path).Write(12_345); err != nil {
		t.Fatal(err)
	}

	mm, err := paperMeter(path).Read()

	if mm != 12_345 || err != nil {
		t.Errorf("after a restart: %d, %v", mm, err)
	}
	if err := os.WriteFile(path, []byte("half a"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := paperMeter(path).Read(); err == nil {
		t.Error("a damaged meter says nothing")
	}
}

func TestEveryWidthThatIsAllowedPrints(t *testing.T) {
	for width, dots := range map[string]int{"58mm": 384, "80mm": 576, "80mm-180dpi": 512} {
		text := strings.Replace(good, "baud = 19200", "baud = 115200\nroll = 20\nspeed = 150\ncut_ms = 400\nqr = \"raster\"\nwidth = \""+width+"\"", 1)
		c, err := readConfig(write(t, text))
		if err != nil {
			t.Fatal(err)
		}

		img, err := newPrinter(c.Printer, t.TempDir(), nil).Preview(printer.Page{Blocks: []printer.Block{{Text: &printer.Text{Text: "沙南社区"}}}})

		if err != nil || img.Bounds().Dx() != dots {
			t.Errorf("%s: %v", width, err)
		}
	}
}

func TestWrongPaperIsNamed(t *testing.T) {
	text := strings.Replace(good, "baud = 19200", "roll = 5000\nspeed = 49\ncut_ms = 99\nflow = \"dtr\"\nqr = \"maybe\"\nwidth = \"76mm\"", 1)

	_, err := readConfig(write(t, text))

	for _, want := range []string{"printer.roll", "5000", "printer.speed", "50 to 400", "printer.cut_ms", "100 to 5000", "printer.flow", "none, xonxoff, rtscts", "printer.qr", "probe, native, raster", "printer.width", "58mm, 80mm, 80mm-180dpi"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the message does not say %q:\n%v", want, err)
		}
	}
}
