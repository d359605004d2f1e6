package main

import (
	"log/slog"
	"slices"
	"strings"

	"station365/devices/scanner"
	linescanner "station365/devices/scanner/line"
	"station365/devices/serial"
)

// scannerConfig is how the scanner of printed codes is set; its manual has codes
// for each of these.
type scannerConfig struct {
	Driver  string `toml:"driver"`
	Port    string `toml:"port"`
	Baud    int    `toml:"baud"`
	Prefix  string `toml:"prefix"`  // what it sends before each code
	Suffix  string `toml:"suffix"`  // what it sends after each code
	Charset string `toml:"charset"` // of what it sends between them
	AIM     bool   `toml:"aim"`     // it sends the symbology's identifier before each code
	Place   string `toml:"place"`   // where it is, seen from the glass; "": not said
}

// usualScanner is how most scanners come out of their box.
var usualScanner = scannerConfig{Driver: "none", Baud: 9600, Suffix: "cr", Charset: "utf-8"}

// suffixes are the configuration's words for what ends a code.
var suffixes = map[string]string{"cr": linescanner.CR, "lf": linescanner.LF, "crlf": linescanner.CRLF, "none": linescanner.Pause}

func (c scannerConfig) format() linescanner.Format {
	return linescanner.Format{Prefix: c.Prefix, Suffix: suffixes[c.Suffix], Charset: c.Charset, AIM: c.AIM}
}

func (e *configError) checkScanner(c scannerConfig) {
	e.oneOf("scanner.driver", c.Driver, []string{"line", "none"})
	e.baud("scanner.baud", c.Baud)
	e.oneOf("scanner.suffix", c.Suffix, []string{"cr", "lf", "crlf", "none"})
	e.oneOf("scanner.charset", c.Charset, linescanner.Charsets())
	if c.Driver == "line" && c.Port == "" {
		e.add("scanner.port", "nothing", "the path of a serial port, such as /dev/serial/by-path/…")
	}
	known := slices.Contains(linescanner.Charsets(), c.Charset) && (suffixes[c.Suffix] != "" || c.Suffix == "none")
	if err := c.format().Check(); err != nil && known {
		e.add("scanner.prefix", err.Error(), "what the scanner sends before each code")
	}
}

// newScanner is nil where the configuration says that there is none: then nothing
// at the glass speaks of one.
func newScanner(c scannerConfig, log *slog.Logger) scanner.Scanner {
	if c.Driver != "line" {
		return nil
	}
	return linescanner.New(serial.Opener(serial.Opts{Path: c.Port, Baud: c.Baud}), linescanner.Opts{Port: c.Port, Format: c.format(), Logger: log})
}

// scannerName is for the log.
func scannerName(c scannerConfig) string { return strings.TrimSpace(c.Driver + " " + c.Port) }
