package main

import (
	"log/slog"
	"strings"
	"testing"

	linescanner "station365/devices/scanner/line"
)

func TestAScannerIsReadWithTheSettingsOfItsBox(t *testing.T) {
	c, err := readConfig(write(t, good+"[scanner]\ndriver = \"line\"\nport = \"/dev/ttyACM0\"\nprefix = \"\\u0002\"\nsuffix = \"crlf\"\ncharset = \"gb18030\"\n"))
	if err != nil {
		t.Fatal(err)
	}

	want := linescanner.Format{Prefix: "\x02", Suffix: linescanner.CRLF, Charset: "gb18030"}
	if got := c.Scanner.format(); got != want || c.Scanner.Baud != 9600 {
		t.Errorf("%+v at %d baud", got, c.Scanner.Baud)
	}
	if s := newScanner(c.Scanner, slog.New(slog.DiscardHandler)); s == nil || !strings.Contains(s.String(), "/dev/ttyACM0") {
		t.Errorf("made %v", s)
	}
}

func TestWithoutAScannerTheFlowHasNone(t *testing.T) {
	c, err := readConfig(write(t, good))

	if err != nil || newScanner(c.Scanner, slog.New(slog.DiscardHandler)) != nil {
		t.Errorf("%+v, %v", c.Scanner, err)
	}
}

func TestAWrongScannerIsNamedKeyByKey(t *testing.T) {
	_, err := readConfig(write(t, good+"[scanner]\ndriver = \"camera\"\nbaud = 1\nsuffix = \"tab\"\ncharset = \"latin-1\"\n"))
	for _, key := range []string{"scanner.driver", "scanner.baud", "scanner.suffix", "scanner.charset"} {
		if err == nil || !strings.Contains(err.Error(), key+": found") {
			t.Errorf("%s is not named: %v", key, err)
		}
	}
	_, err = readConfig(write(t, good+"[scanner]\ndriver = \"line\"\nprefix = \"扫\"\n"))
	for _, key := range []string{"scanner.port", "scanner.prefix"} {
		if err == nil || !strings.Contains(err.Error(), key+": found") {
			t.Errorf("%s is not named: %v", key, err)
		}
	}
}
