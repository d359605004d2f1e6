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

func TestNextAuthorityIsIntroduced_StatusNamesBothAndEndLeavesOne(t *testing.T) {
	home := made(t)
	if code, said := call(t, "authority", "rotate", "--overlap", "1", "--lead", "1", "--dir", home); code != exitFailed {
		t.Errorf("an overlap no longer than its lead: %d %s", code, said)
	}

	code, said := call(t, "authority", "rotate", "--overlap", "30", "--dir", home)
	if code != exitOK || !strings.Contains(said, "authority 1") || !strings.Contains(said, "authority 2") {
		t.Fatalf("%d %s", code, said)
	}
	if code, said := call(t, "authority", "rotate", "--dir", home); code != exitFailed {
		t.Errorf("a third: %d %s", code, said)
	}
	if code, said := call(t, "authority", "end", "--dir", home); code != exitOK {
		t.Fatal(said)
	}
	if code, said := call(t, "authority", "status", "--dir", home); code != exitOK || strings.Contains(said, "authority 1") || !strings.Contains(said, "authority 2") {
		t.Errorf("%d %s", code, said)
	}
}
