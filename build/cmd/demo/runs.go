package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"sync"
	"time"

	"station365/build/cmd/demo/programs"
)

// A program that has not begun in this time has hung: opening keys and database
// takes well under a second.
const beginning = 20 * time.Second

// out is the terminal, whole lines at a time.
type terminal struct {
	mu  sync.Mutex
	out io.Writer
}

// from hands a program's lines on under its name.
func (t *terminal) from(name string) func(string) {
	return func(line string) { t.say("%-7s| %s", name, line) }
}

func (t *terminal) say(format string, args ...any) {
	t.mu.Lock()
	defer t.mu.Unlock()
	fmt.Fprintf(t.out, format+"\n", args...)
}

// centreRun is the centre, which can be stopped and started again. Each start
// takes free ports; lead is told which.
type centreRun struct {
	home *home
	term *terminal
	lead func(to places)

	mu      sync.Mutex
	program *programs.Program // nil: not running
}

// What the centre says when it is ready: where it enrols, then where it listens.
var (
	enrols  = regexp.MustCompile(`^centre enrols on (\S+)$`)
	listens = regexp.MustCompile(`^centre listens on (\S+);`)
)

// start starts the centre and waits until it listens.
func (c *centreRun) start(ctx context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.runs() {
		return nil
	}
	ready := make(chan places, 1)
	var at places
	tell := c.term.from("centre")
	p, err := programs.Start("centre", c.home.program("centre"), []string{"run", "--dir", c.home.centre(), "--listen", "127.0.0.1:0", "--enrol", "127.0.0.1:0"}, func(line string) {
		tell(line)
		if m := enrols.FindStringSubmatch(line); m != nil {
			at.enrolment = m[1]
		}
		if m := listens.FindStringSubmatch(line); m != nil {
			at.broker = m[1]
			ready <- at
		}
	})
	if err != nil {
		return err
	}
	late := time.NewTimer(beginning)
	defer late.Stop()
	select {
	case a := <-ready:
		c.program = p
		c.lead(a)
		return nil
	case <-p.Ended():
		return errors.Join(errors.New("the centre ended at once"), p.Err())
	case <-late.C:
		return errors.Join(errors.New("the centre does not begin to listen"), p.Stop())
	case <-ctx.Done():
		return errors.Join(ctx.Err(), p.Stop())
	}
}

// stop stops the centre; one that is stopped stays stopped.
func (c *centreRun) stop() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.program == nil {
		return nil
	}
	c.lead(places{})
	p := c.program
	c.program = nil
	return p.Stop()
}

func (c *centreRun) running() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.runs()
}

func (c *centreRun) runs() bool {
	if c.program == nil {
		return false
	}
	select {
	case <-c.program.Ended():
		return false
	default:
		return true
	}
}
