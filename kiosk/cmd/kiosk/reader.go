package main

import (
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"

	"station365/assets"
	"station365/devices/idcard"
	idcodes "station365/devices/idcard/codes"
	"station365/devices/idcard/sam"
	"station365/devices/serial"
	"station365/kiosk/words"
)

// newReader makes the reader of the configuration. Its rate is searched when the
// configured one does not answer, or none is configured.
func newReader(c readerConfig, tables *idcodes.Tables, log *slog.Logger) idcard.Reader {
	if c.Driver == "none" {
		return noReader{}
	}
	at := func(baud int) serial.OpenFunc { return serial.Opener(serial.Opts{Path: c.Port, Baud: baud}) }
	dev := sam.Search(at, c.Baud, sam.Opts{Port: c.Port, Presence: c.Presence, Fingerprints: c.Fingerprints,
		RadioFrame: byte(c.RadioFrame), Logger: log})
	return idcodes.Checked(dev, tables)
}

// readCodes reads the code lists of cards; path is the place's own table of ethnic
// groups, "" takes the built-in one.
func readCodes(path string) (*idcodes.Tables, error) {
	folder, err := fs.Sub(assets.FS(), "dictionary")
	if err != nil {
		return nil, fmt.Errorf("read code lists: %w", err)
	}
	if path == "" {
		return idcodes.Read(folder, nil)
	}
	local, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read local ethnic groups: %w", err)
	}
	defer func() { _ = local.Close() }() // only read
	return idcodes.Read(folder, local)
}

// nameGroups gives every ethnic code its words: the place's own groups theirs, and
// a code in no list its number, which is no fault of the card.
func nameGroups(w *words.Table, tables *idcodes.Tables) *words.Table {
	more := map[string]string{}
	for n := range 100 {
		code := fmt.Sprintf("%02d", n)
		if !w.Has("ethnic." + code) {
			more["ethnic."+code] = w.T("ethnic.unlisted", "code", code)
		}
	}
	for code, name := range tables.LocalGroups() {
		more["ethnic."+code] = name
	}
	return w.With(more)
}

// sayRates tells which rates will be tried.
func sayRates(out io.Writer, c readerConfig) {
	switch {
	case c.Driver == "none":
	case c.Baud == 0:
		fmt.Fprintf(out, "%-14s searched: %v\n", "reader rate", sam.Rates())
	default:
		fmt.Fprintf(out, "%-14s %d; if nobody answers there, searched: %v\n", "reader rate", c.Baud, sam.Rates())
	}
}
