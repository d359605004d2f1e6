package main

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"station365/assets"
	"station365/devices/printer"
	"station365/devices/printer/escpos"
	"station365/devices/serial"
	"station365/sync/wire"
)

// newPrinter makes the configured printer; what has gone of its roll is kept in
// the state directory.
func newPrinter(c printerConfig, state string, log *slog.Logger) printer.Printer {
	if c.Driver == "none" {
		return noPrinter{}
	}
	return newESCPOS(portOf(c), c, state, log)
}

func portOf(c printerConfig) serial.OpenFunc {
	port := serial.Opts{Path: c.Port, Baud: c.Baud}
	if c.Flow == escpos.FlowRtsCts {
		port.Flow = serial.RtsCts // XON and XOFF are the driver's own
	}
	return serial.Opener(port)
}

func newESCPOS(open serial.OpenFunc, c printerConfig, state string, log *slog.Logger) *escpos.Dev {
	regular, bold := assets.Fonts()
	return escpos.New(open, escpos.Opts{Width: c.Width, Encoding: c.Encoding,
		QR: codes[c.QR], Flow: c.Flow, Baud: c.Baud, Roll: c.Roll, Speed: c.Speed, Cut: time.Duration(c.CutMS) * time.Millisecond, Meter: paperMeter(filepath.Join(state, "paper-meter")),
		Regular: regular, Bold: bold, Logger: log})
}

// codes are the words of printer.qr.
var codes = map[string]string{"probe": escpos.QRAsProbed, "native": escpos.QRNative, "raster": escpos.QRRaster}

// paperMeter is the file of millimetres that have gone of the roll.
type paperMeter string

// Read is 0 for a kiosk that has not printed yet.
func (m paperMeter) Read() (int, error) {
	text, err := os.ReadFile(string(m))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	mm, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return 0, fmt.Errorf("%s: %w", string(m), err)
	}
	return mm, nil
}

func (m paperMeter) Write(mm int) error {
	return wire.WriteBytes(string(m), []byte(strconv.Itoa(mm)+"\n"))
}
