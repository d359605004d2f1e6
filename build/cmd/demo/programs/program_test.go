package programs

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"
)

// patience is how long a test waits for a shell.
const patience = 20 * time.Second

// shell starts a shell with text and waits for its first line.
func shell(t *testing.T, text string) (*Program, string) {
	t.Helper()
	said := make(chan string, 100)
	p, err := Start("shell", "/bin/sh", []string{"-c", text}, func(line string) { said <- line })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Stop() })
	select {
	case line := <-said:
		return p, line
	case <-time.After(patience):
		t.Fatal("the program said nothing")
		return nil, ""
	}
}

func TestAProgramThatIsAskedToEndEndsWithoutAnError(t *testing.T) {
	p, _ := shell(t, "echo here; exec sleep 1000")

	err := p.Stop()

	if err != nil || p.Err() != nil {
		t.Errorf("stop: %v; ended: %v", err, p.Err())
	}
}

func TestWhatAProgramStartedItselfEndsWithIt(t *testing.T) {
	p, child := shell(t, "sleep 1000 >/dev/null 2>&1 & echo $!; wait")

	if err := p.Stop(); err != nil {
		t.Fatal(err)
	}

	pid := 0
	for _, r := range child {
		pid = pid*10 + int(r-'0')
	}
	deadline := time.After(patience)
	for {
		// A killed orphan is gone, or a zombie until the machine's init has seen it.
		if err := syscall.Kill(pid, 0); errors.Is(err, syscall.ESRCH) || zombie(t, pid) {
			return
		}
		select {
		case <-deadline:
			t.Fatalf("process %d is still there", pid)
		case <-time.After(10 * time.Millisecond):
		}
	}
}

func TestAProgramThatFailsSaysHow(t *testing.T) {
	p, _ := shell(t, "echo here; exit 3")

	<-p.Ended()

	if err := p.Err(); err == nil || !strings.Contains(err.Error(), "exit status 3") {
		t.Errorf("got %v", err)
	}
}

func TestAProgramThatIsNotThereCannotBeStarted(t *testing.T) {
	if _, err := Start("nobody", "/nonexistent", nil, func(string) {}); err == nil {
		t.Error("a program that is not there was started")
	}
}

func TestACommandsComplaintIsInItsError(t *testing.T) {
	_, err := Run(t.Context(), "/bin/sh", "-c", "echo too late >&2; exit 1")

	if err == nil || !strings.Contains(err.Error(), "too late") {
		t.Errorf("got %v", err)
	}
}

func zombie(t *testing.T, pid int) bool {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return true
	}
	_, state, _ := strings.Cut(string(text), ") ")
	return strings.HasPrefix(state, "Z")
}
