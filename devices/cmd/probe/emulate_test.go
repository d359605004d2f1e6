package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"
)

func TestAPlayedDeviceLeavesNothingBehind(t *testing.T) {
	dir := t.TempDir()
	link, control := filepath.Join(dir, "port"), filepath.Join(dir, "control")
	c := begin(t, "emulate", "reader", "--link", link, "--control", control)
	emulated{c, link, control}.listens(t)

	c.stop()
	c.ends(t, exitOK)

	for _, path := range []string{link, control} {
		if _, err := os.Lstat(path); !os.IsNotExist(err) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestAWordThatNobodyKnowsIsAnsweredWithTheOnesThatAre(t *testing.T) {
	for kind, wrong := range map[string][][]string{
		"reader":  {{"dance"}, {"fail", "xyz"}, {"lay", "nobody"}, {"cable", "up"}},
		"printer": {{"paper", "wet"}, {"cover"}, {"jam", "maybe"}, {"power", "high"}},
		"scanner": {{"hold", "0", "x"}, {"hold", "99999999", "x"}, {"noise", "xyz"}},
	} {
		e := play(t, kind)
		contains(t, e.tell(t, "help"), "cable in|out", "this list")
		for _, words := range wrong {
			contains(t, do(t, exitFailed, append([]string{"tell", "--control", e.control}, words...)...), "error: ")
		}
	}
}

func TestEveryWordOfAPlayedDeviceIsObeyed(t *testing.T) {
	p := play(t, "printer")
	for _, words := range []string{"paper out", "paper in", "paper low", "paper enough", "cover open", "cover closed", "jam on", "jam off", "power off", "power on", "cable out", "cable in"} {
		contains(t, p.tell(t, words), "ok")
	}
	s := play(t, "scanner")
	for _, words := range []string{"scan x", "half xyz", "hold 3 x", "noise 00 ff"} {
		contains(t, s.tell(t, words), "ok")
	}
	r := play(t, "reader")
	for _, words := range []string{"lay " + layPerson, "fail 41", "fail 0", "lift"} {
		contains(t, r.tell(t, words), "ok")
	}
}

func TestWordsComeThroughAFIFOToo(t *testing.T) {
	dir := t.TempDir()
	fifo := filepath.Join(dir, "fifo")
	if err := unix.Mkfifo(fifo, 0o600); err != nil {
		t.Skipf("no FIFOs here: %v", err)
	}
	c := begin(t, "emulate", "reader", "--link", filepath.Join(dir, "port"), "--control", fifo)
	c.out.until(t, "is plugged in")
	if err := os.WriteFile(fifo, []byte("lift\ndance\n"), 0); err != nil {
		t.Fatal(err)
	}

	c.out.until(t, "ok")
	c.out.until(t, `no word is "dance"`)

	c.stop()
	c.ends(t, exitOK)
}

func TestWordsComeFromTheTerminalWhereThereIsNoControl(t *testing.T) {
	in, keys := io.Pipe()
	ctx, cancel := context.WithTimeout(t.Context(), patienceInTests)
	c := &running{out: &sink{}, stop: cancel, code: make(chan int, 1)}
	link := filepath.Join(t.TempDir(), "port")
	go func() {
		c.code <- run(ctx, []string{"emulate", "reader", "--link", link}, terminal{in: in, out: c.out, err: c.out})
	}()

	if _, err := io.WriteString(keys, "help\n"); err != nil {
		t.Fatal(err)
	}

	c.out.until(t, "lays a person's card down")
	_ = keys.Close() // a terminal that is closed unplugs nothing
	c.stop()
	c.ends(t, exitOK)
}

func TestAPathThatIsSomebodyElsesIsLeftAlone(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}

	do(t, exitFailed, "emulate", "reader", "--link", file, "--control", filepath.Join(dir, "c"))
	do(t, exitFailed, "emulate", "reader", "--link", filepath.Join(dir, "port"), "--control", file)
	e := play(t, "reader")
	do(t, exitFailed, "emulate", "reader", "--link", filepath.Join(dir, "port"), "--control", e.control)

	if text, err := os.ReadFile(file); err != nil || string(text) != "mine" {
		t.Errorf("%q, %v", text, err)
	}
	if _, err := os.Lstat(filepath.Join(dir, "port")); !os.IsNotExist(err) {
		t.Errorf("a link was left: %v", err)
	}
}

func TestEveryCommandHasHelpWithAnExampleAndExitCodes(t *testing.T) {
	for name := range commands() {
		contains(t, do(t, exitOK, name, "--help"), "probe "+name, "Example", "Exit codes: 0", "Flags:")
	}
	contains(t, do(t, exitOK, "--help"), "Examples:", "Exit codes: 0")
}

func TestACallThatCannotBeMeantHasItsOwnExitCode(t *testing.T) {
	for _, args := range [][]string{{}, {"dance"}, {"card"}, {"card", "--port"}, {"card", "--port", "x", "y"}, {"print"}, {"scan"}, {"watch"}, {"doctor"},
		{"doctor", "x"}, {"record", "--port", "x"}, {"record", "--port", "x", "--as", "cat"}, {"record", "--port", "x", "--as", "reader"}, {"emulate"},
		{"emulate", "cat", "--link", "x"}, {"emulate", "reader"}, {"emulate", "reader", "--link", "x", "y"}, {"emulate", "scanner", "--link", "x", "--suffix", "tab"},
		{"emulate", "scanner", "--link", "x", "--charset", "morse"}, {"tell"}, {"tell", "--control", "x"}, {"scan", "--port", "x", "--suffix", "tab"},
		{"scan", "--port", "x", "--charset", "morse"}, {"ports", "--listen", "soon"}} {
		do(t, exitUsage, args...)
	}
}
