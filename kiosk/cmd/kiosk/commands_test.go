package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"station365/sync/wire"
)

func call(args ...string) (code int, out, errOut string) {
	var o, e bytes.Buffer
	code = run(args, &o, &e)
	return code, o.String(), e.String()
}

func TestInitMakesKeysOnceAndPrintsOnlyWhatMayBeSeen(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "state")

	code, first, _ := call("init", "--state", dir)
	_, second, _ := call("init", "--state", dir)

	if code != exitOK || first != second {
		t.Fatalf("exit %d; the second request differs: %v", code, first != second)
	}
	if _, err := wire.DecodeRequest(strings.NewReader(first)); err != nil {
		t.Errorf("the request is not readable: %v", err)
	}
	info, err := os.Stat(filepath.Join(dir, keysFile))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("keys file: %v, %v", info, err)
	}
	if strings.Contains(first, "secret") {
		t.Errorf("the request shows secrets:\n%s", first)
	}
}

func TestInitNeverReplacesKeysThatItCannotRead(t *testing.T) {
	dir := t.TempDir()
	broken := filepath.Join(dir, keysFile)
	if err := os.WriteFile(broken, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}

	code, _, _ := call("init", "--state", dir)

	left, err := os.ReadFile(broken)
	if code != exitFailed || err != nil || string(left) != "{" {
		t.Errorf("exit %d, file %q, %v", code, left, err)
	}
}

func TestEveryCommandHelpsWithAnExampleAndExitCodes(t *testing.T) {
	for _, command := range []string{"init", "enrol", "check", "run", "calibrate", "poster", "version"} {
		code, _, text := call(command, "--help")
		if code != exitOK || !strings.Contains(text, "Example") || !strings.Contains(text, "Exit codes") {
			t.Errorf("kiosk %s --help: exit %d\n%s", command, code, text)
		}
	}
}

func TestWrongUsageIsToldFromFailure(t *testing.T) {
	for _, args := range [][]string{{}, {"fly"}, {"init"}, {"check", "extra"}, {"init", "--speed", "3"}} {
		if code, _, text := call(args...); code != exitUsage || text == "" {
			t.Errorf("kiosk %v: exit %d, %q", args, code, text)
		}
	}
}

func TestCheckSaysWhatIsMissingAndWhatToDo(t *testing.T) {
	path := write(t, good)

	code, out, _ := call("check", "--config", path)

	if code != exitFailed {
		t.Errorf("exit %d", code)
	}
	for _, want := range []string{"kiosk init", "centre enrol", "the kiosk starts without it"} {
		if !strings.Contains(out, want) {
			t.Errorf("the report does not say %q:\n%s", want, out)
		}
	}
}
