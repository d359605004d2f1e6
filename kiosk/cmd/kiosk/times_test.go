package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"station365/kiosk/flow"
)

func TestTheUsualTimesAreThoseOfTheFlow(t *testing.T) {
	if usualTimes.waits() != flow.DefaultTimes() {
		t.Errorf("%+v, want %+v", usualTimes.waits(), flow.DefaultTimes())
	}
}

func TestTimesOutsideTheirBoundsAreRefused_AllAtOnce(t *testing.T) {
	file := filepath.Join(t.TempDir(), "kiosk.toml")
	text := "[kiosk]\nid = \"k1\"\ncommunity = \"c1\"\nstate = \"s\"\n[centre]\nurl = \"mqtts://h:1\"\nidentity = \"i\"\n" +
		"[times]\npublic = 10\ntask = 301\nslow = 59\nwarning = 5\nsecond = 60\ntelephone = 60\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}

	_, err := readConfig(file)

	if err == nil {
		t.Fatal("taken")
	}
	for _, key := range []string{"times.public", "times.task", "times.slow", "times.warning", "times.telephone"} {
		if !strings.Contains(err.Error(), key) {
			t.Errorf("nothing of %s in %v", key, err)
		}
	}
	for _, key := range []string{"times.done", "times.taken", "times.second"} {
		if strings.Contains(err.Error(), key+":") {
			t.Errorf("%s is refused: %v", key, err)
		}
	}
}
