package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"station365/sync/wire"
)

func made(t *testing.T) string {
	t.Helper()
	home := filepath.Join(t.TempDir(), "centre")
	if code, said := call(t, "init", "--dir", home); code != exitOK {
		t.Fatal(said)
	}
	return home
}

func TestCodeIsPrintedAloneOnItsLine(t *testing.T) {
	code, said := call(t, "enrol", "--code", "--kiosk", "shanan-2", "--dir", made(t))

	first, _, _ := strings.Cut(said, "\n")
	if _, err := wire.ParseCode(first); code != exitOK || err != nil {
		t.Errorf("%d %v\n%s", code, err, said)
	}
}

func TestRevokingAKioskThatThereIsNot_Fails(t *testing.T) {
	if code, said := call(t, "revoke", "nobody", "--dir", made(t)); code != exitFailed || !strings.Contains(said, "nobody") {
		t.Errorf("%d %s", code, said)
	}
}

func TestMosquittosFolder_IsWrittenAndMayBeWrittenAgain(t *testing.T) {
	home, folder := made(t), filepath.Join(t.TempDir(), "mosquitto")

	for range 2 {
		if code, said := call(t, "mosquitto", "--dir", home, "--out", folder, "--port", "8884"); code != exitOK {
			t.Fatal(said)
		}
	}

	conf, err := os.ReadFile(filepath.Join(folder, "mosquitto.conf"))
	if err != nil || !strings.Contains(string(conf), "listener 8884") {
		t.Errorf("%v\n%s", err, conf)
	}
}
