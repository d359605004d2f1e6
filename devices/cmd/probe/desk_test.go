package main

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// patienceInTests is how long anything may take before a test gives up; nothing is
// measured by it.
const patienceInTests = 30 * time.Second

// sink is a terminal's paper, read while it is written.
type sink struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (s *sink) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.buf.Write(b)
}

func (s *sink) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.buf.String()
}

// until waits until the text stands there.
func (s *sink) until(t *testing.T, text string) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for end := time.After(patienceInTests); !strings.Contains(s.String(), text); {
		select {
		case <-tick.C:
		case <-end:
			t.Fatalf("%q never comes; there stands:\n%s", text, s)
		}
	}
}

// running is a command at work.
type running struct {
	out  *sink
	stop context.CancelFunc
	code chan int
}

// begin runs a command beside the test, which ends it.
func begin(t *testing.T, args ...string) *running {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patienceInTests)
	r := &running{out: &sink{}, stop: cancel, code: make(chan int, 1)}
	go func() { r.code <- run(ctx, args, terminal{in: strings.NewReader(""), out: r.out, err: r.out}) }()
	return r
}

// ends waits for the command's exit code.
func (r *running) ends(t *testing.T, want int) string {
	t.Helper()
	got := <-r.code
	r.stop()
	if got != want {
		t.Errorf("exit code %d, want %d:\n%s", got, want, r.out)
	}
	return r.out.String()
}

// do runs a command to its end.
func do(t *testing.T, want int, args ...string) string {
	t.Helper()
	return begin(t, args...).ends(t, want)
}

// contains checks that all of it was said.
func contains(t *testing.T, said string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(said, text) {
			t.Errorf("%q is not said:\n%s", text, said)
		}
	}
}

// emulated plays a device on a pseudo terminal until the test ends.
type emulated struct {
	*running
	port, control string
}

func play(t *testing.T, kind string, args ...string) emulated {
	t.Helper()
	dir := t.TempDir()
	e := emulated{port: filepath.Join(dir, kind), control: filepath.Join(dir, "control")}
	e.running = begin(t, append([]string{"emulate", kind, "--link", e.port, "--control", e.control, "--baud", "0"}, args...)...)
	e.out.until(t, "is plugged in")
	t.Cleanup(func() { e.stop(); e.ends(t, exitOK) })
	e.listens(t)
	return e
}

// listens waits until somebody answers.
func (e emulated) listens(t *testing.T) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for end := time.After(patienceInTests); ; {
		var out sink
		if run(t.Context(), []string{"tell", "--control", e.control, "help"}, terminal{out: &out, err: &out}) == exitOK {
			return
		}
		select {
		case <-tick.C:
		case <-end:
			t.Fatal("the played device never listens")
		}
	}
}

func (e emulated) tell(t *testing.T, words ...string) string {
	t.Helper()
	return do(t, exitOK, append([]string{"tell", "--control", e.control}, words...)...)
}
