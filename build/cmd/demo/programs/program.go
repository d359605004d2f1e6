// Package programs runs the real programs beside the demonstration. It promises
// that a program that was started is ended and waited for, with everything it
// started itself, also when the demonstration dies. It knows no program by name.
package programs

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"sync"
	"syscall"
	"time"
)

// farewell is how long a program may take to end by itself: more than one
// durable write and one MQTT goodbye take.
const farewell = 5 * time.Second

// Program is one run of a program.
type Program struct {
	name  string
	ended chan struct{} // closed when it has ended
	pid   int

	mu    sync.Mutex
	err   error // how it ended
	asked bool  // it was asked to end
}

// Start starts a program in a process group of its own, so that Ctrl-C reaches
// it through Stop only. What it writes goes line by line to said, from one
// goroutine per stream.
func Start(name, path string, args []string, said func(line string)) (*Program, error) {
	p := &Program{name: name, ended: make(chan struct{})}
	c := exec.Command(path, args...)
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	out, err := c.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", name, err)
	}
	errs, err := c.StderrPipe()
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", name, err)
	}
	started := make(chan error, 1)
	go p.run(c, []io.Reader{out, errs}, said, started)
	if err := <-started; err != nil {
		return nil, fmt.Errorf("start %s: %w", name, err)
	}
	return p, nil
}

// run keeps its thread for the program's whole life: the kernel kills the
// program when the thread that started it ends (Pdeathsig), which must mean the
// end of this process and nothing else.
func (p *Program) run(c *exec.Cmd, outputs []io.Reader, said func(string), started chan<- error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := c.Start(); err != nil {
		started <- err
		return
	}
	p.pid = c.Process.Pid
	started <- nil
	var reading sync.WaitGroup
	for _, output := range outputs {
		reading.Go(func() { lines(output, said) })
	}
	reading.Wait()
	err := c.Wait()
	_ = syscall.Kill(-p.pid, syscall.SIGKILL) // what it started itself ends with it
	p.mu.Lock()
	p.err = err
	p.mu.Unlock()
	close(p.ended)
}

// longest line that is handed on whole; a longer one comes in pieces.
const longest = 64 << 10

func lines(r io.Reader, said func(string)) {
	b := bufio.NewReaderSize(r, longest)
	for {
		line, _, err := b.ReadLine()
		if err != nil {
			return
		}
		said(string(line))
	}
}

// Ended is closed when the program has ended.
func (p *Program) Ended() <-chan struct{} { return p.ended }

// Err says how it ended: nil for exit code 0, and for any end that was asked for.
func (p *Program) Err() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.err == nil || p.asked {
		return nil
	}
	return fmt.Errorf("%s ended: %w", p.name, p.err)
}

// Stop asks the program to end, kills its group if it does not in time, and
// waits. A second call waits too. The error is for a program that had to be
// killed.
func (p *Program) Stop() error {
	p.mu.Lock()
	p.asked = true
	p.mu.Unlock()
	select {
	case <-p.ended:
		return nil // its number may be somebody else's by now
	default:
	}
	_ = syscall.Kill(p.pid, syscall.SIGTERM) // it may have just ended
	late := time.NewTimer(farewell)
	defer late.Stop()
	select {
	case <-p.ended:
		return nil
	case <-late.C:
	}
	_ = syscall.Kill(-p.pid, syscall.SIGKILL) // it may have just ended
	<-p.ended
	return fmt.Errorf("%s did not end within %s and was killed", p.name, farewell)
}

// Run runs a program to its end and returns what it wrote to its standard
// output; the error has what it wrote to the other.
func Run(ctx context.Context, path string, args ...string) (string, error) {
	c := exec.CommandContext(ctx, path, args...)
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	c.Env = os.Environ()
	out, err := c.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return string(out), fmt.Errorf("%s %s: %w: %s", path, args[0], err, exit.Stderr)
	}
	if err != nil {
		return "", fmt.Errorf("run %s: %w", path, err)
	}
	return string(out), nil
}
