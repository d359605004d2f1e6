package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"station365/sync/wire"
)

// call runs the program and returns its exit code and both outputs.
func call(t *testing.T, args ...string) (int, string) {
	t.Helper()
	var out bytes.Buffer
	code := run(t.Context(), args, &out, &out)
	return code, out.String()
}

func TestCentreIsMadeAndAKioskEnrolled(t *testing.T) {
	dir := t.TempDir()
	home, request, identity := filepath.Join(dir, "centre"), filepath.Join(dir, "request.json"), filepath.Join(dir, "identity.json")
	keys, err := wire.NewKioskKeys()
	if err != nil {
		t.Fatal(err)
	}
	r, err := keys.Request()
	if err != nil {
		t.Fatal(err)
	}
	if err := wire.WriteFile(request, r); err != nil {
		t.Fatal(err)
	}

	code, said := call(t, "init", "--dir", home)
	if code != exitOK || !strings.Contains(said, "warning") {
		t.Fatalf("init: %d %s", code, said)
	}
	code, said = call(t, "enrol", request, "--out", identity, "--dir", home, "--prefix", "T7")

	id, err := wire.ReadIdentity(identity)
	if code != exitOK || err != nil || id.Prefix != "T7" || id.Kiosk != "kiosk-1" {
		t.Errorf("enrol: %d %s %v %v", code, said, err, id)
	}
	if code, said = call(t, "cases", "list", "--dir", home); code != exitOK || !strings.Contains(said, "0 cases") {
		t.Errorf("list: %d %s", code, said)
	}
	if code, _ = call(t, "init", "--dir", home); code != exitFailed {
		t.Errorf("init over a centre: %d", code)
	}
	if code, said = call(t, "cases", "move", "T7-0001-1", "accepted", "--dir", home); code != exitFailed || !strings.Contains(said, "no such case") {
		t.Errorf("move: %d %s", code, said)
	}
}

func TestArgumentsThatCannotBeUnderstood_ExitCodeTwo(t *testing.T) {
	for _, args := range [][]string{{}, {"dance"}, {"init"}, {"cases"}, {"cases", "show", "--dir", "x"}, {"run", "--colour"}, {"enrol", "x", "--dir", "y"},
		{"enrol", "--code", "x", "--dir", "y"}, {"run", "--dir", "x", "--plain", "0.0.0.0:1"}, {"run", "--dir", "x", "--plain", ":1"},
		{"run", "--dir", "x", "--broker", "tcp://h:1"}, {"run", "--dir", "x", "--broker", "mqtts://h:1", "--worker", "3", "--workers", "2"}, {"run", "--dir", "x", "--broker", "mqtt://192.0.2.1:1883"},
		{"run", "--dir", "x", "--broker", "mqtts://h:1", "--plain", "127.0.0.1:1"}, {"run", "--dir", "x", "--listen", ""}, {"run", "--dir", "x", "--broker-ca", "main_test.go"}, {"revoke", "--dir", "x"}, {"mosquitto", "--dir", "x"}} {
		if code, said := call(t, args...); code != exitUsage || said == "" {
			t.Errorf("%v: %d %q", args, code, said)
		}
	}
}

func TestHelp_IsNoFailure(t *testing.T) {
	if code, said := call(t, "--help"); code != exitOK || !strings.Contains(said, "Exit codes") {
		t.Errorf("help: %d %s", code, said)
	}
}
