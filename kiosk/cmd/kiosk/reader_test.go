package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWithoutARateTheReaderSearchesAndCheckSaysSo(t *testing.T) {
	for line, want := range map[string]string{"": "searched: [115200 57600 38400 19200 9600]", "baud = 0": "searched: [115200",
		"baud = 9600": "9600; if nobody answers there, searched"} {
		c, err := readConfig(write(t, strings.Replace(good, `port = "/dev/ttyS1"`, "port = \"/dev/ttyS1\"\n"+line, 1)))
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		sayRates(&out, c.Reader)
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q: %s", line, out.String())
		}
	}
}

func TestAWrongRateOfTheReaderIsAFault(t *testing.T) {
	_, err := readConfig(write(t, strings.Replace(good, `port = "/dev/ttyS1"`, "port = \"/dev/ttyS1\"\nbaud = 14400\nradio_frame = 300", 1)))

	if err == nil || !strings.Contains(err.Error(), "reader.baud") || !strings.Contains(err.Error(), "all are searched") || !strings.Contains(err.Error(), "reader.radio_frame") {
		t.Errorf("%v", err)
	}
}

func TestAPlacesOwnEthnicGroupsHaveTheirWords_AndCodesInNoListTheirNumber(t *testing.T) {
	path := filepath.Join(t.TempDir(), "groups.json")
	if err := os.WriteFile(path, []byte(`{"local": [{"name": "穿青人", "codes": ["73"]}]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	p, err := readPlace("")
	if err != nil {
		t.Fatal(err)
	}
	tables, err := readCodes(path)
	if err != nil {
		t.Fatal(err)
	}

	w := nameGroups(p.words, tables)

	for code, want := range map[string]string{"01": "汉", "73": "穿青人", "74": "民族代码 74"} {
		if got := w.T("ethnic." + code); got != want {
			t.Errorf("%s is %q, want %q", code, got, want)
		}
	}
	if p.words.Has("ethnic.73") {
		t.Error("the words of everybody were changed")
	}
}

func TestWhatAPersonMustLookAtGoesSealedToTheCaseDesk(t *testing.T) {
	if marks(nil) != nil {
		t.Error("a card without doubts is marked")
	}

	got := marks([]string{"expired", "sex-differs"})

	if got["checks"].Reveal() != "expired,sex-differs" {
		t.Errorf("marked %q", got["checks"].Reveal())
	}
}
