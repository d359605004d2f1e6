package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"station365/build/spenttest"
)

// BenchmarkStartToFirstFrame is from the start of the real static program to the
// first frame in its framebuffer file.
func BenchmarkStartToFirstFrame(b *testing.B) {
	dir, program := built(b)
	var took []time.Duration
	for range b.N {
		command, shown := started(b, dir, program)
		took = append(took, shown)
		_ = command.Process.Kill()
		_ = command.Wait()
	}
	reportTimes(b, took)
}

// BenchmarkIdleProgram is the processor time of the real static program with
// nothing attached, no centre to be reached and nobody at the glass, as a share of
// one core. The aim is 1 %.
func BenchmarkIdleProgram(b *testing.B) {
	const settle, watched = 5 * time.Second, 30 * time.Second
	dir, program := built(b)
	command, _ := started(b, dir, program)
	defer func() { _ = command.Process.Kill(); _ = command.Wait() }()
	<-time.After(settle)
	before := spenttest.Process(b, command.Process.Pid)
	<-time.After(watched)
	spent := spenttest.Process(b, command.Process.Pid) - before
	b.ReportMetric(100*spent.Seconds()/watched.Seconds(), "%-of-a-core")
	b.ReportMetric(0, "ns/op")
}

// built is the static program in a directory of its own.
func built(b *testing.B) (dir, program string) {
	b.Helper()
	dir = b.TempDir()
	program = filepath.Join(dir, "kiosk")
	build := exec.Command("go", "build", "-trimpath", "-o", program, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	return dir, program
}

// started is the program once its first frame stands, and how long that took.
func started(b *testing.B, dir, program string) (*exec.Cmd, time.Duration) {
	b.Helper()
	panel, configuration := filepath.Join(dir, "panel"), filepath.Join(dir, "kiosk.toml")
	_ = os.Remove(panel) // the first time it is not there
	text := strings.NewReplacer("DIR", dir).Replace(`[kiosk]
id = "shanan-2"
community = "shanan"
state = "DIR/state"
[centre]
url = "mqtt://127.0.0.1:1"
identity = "DIR/none.json"
[screen]
backend = "framebuffer"
device = "DIR/panel"
touch = "DIR/none"
`)
	if err := os.WriteFile(configuration, []byte(text), 0o600); err != nil {
		b.Fatal(err)
	}
	command := exec.Command(program, "run", "--config", configuration)
	began := time.Now()
	if err := command.Start(); err != nil {
		b.Fatal(err)
	}
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for range tick.C {
		if painted(panel) {
			return command, time.Since(began)
		}
		if time.Since(began) > patience {
			_ = command.Process.Kill()
			b.Fatal("no frame")
		}
	}
	return nil, 0
}

// painted tells a panel whose middle is not black any more.
func painted(panel string) bool {
	f, err := os.Open(panel)
	if err != nil {
		return false
	}
	defer f.Close()
	row := make([]byte, 1080*4)
	if _, err := f.ReadAt(row, 960*1080*4); err != nil {
		return false
	}
	return slices.ContainsFunc(row, func(v byte) bool { return v != 0 && v != 255 })
}
