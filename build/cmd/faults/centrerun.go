package main

import (
	"context"
	"errors"
	"regexp"
	"sync"
	"time"

	"station365/build/cmd/demo/programs"
)

// A program that has not begun in this time has hung.
const beginning = 20 * time.Second

// listens is where the centre, or the broker that it works at, is.
var listens = regexp.MustCompile(`^centre (?:listens without TLS on |listens on |works at mqtts://)([^,; ]+)`)

// centreRun is the real centre with its embedded broker, which can be killed and
// started again.
type centreRun struct {
	home *home
	lead func(address string)
	said func(line string)

	mu      sync.Mutex
	program *programs.Program
}

// start starts the centre unless it runs, and waits until it listens.
func (c *centreRun) start(ctx context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.program != nil && !ended(c.program) {
		return nil
	}
	address := make(chan string, 1)
	p, err := programs.Start("centre", c.home.program("centre"),
		append([]string{"run", "--dir", c.home.centre(), "--enrol", c.home.enrol}, c.home.line()...), func(line string) {
			c.said(line)
			if m := listens.FindStringSubmatch(line); m != nil {
				address <- m[1]
			}
		})
	if err != nil {
		return err
	}
	late := time.NewTimer(beginning)
	defer late.Stop()
	select {
	case a := <-address:
		c.program = p
		c.lead(a)
		return nil
	case <-p.Ended():
		return errors.Join(errors.New("the centre ended at once"), p.Err())
	case <-late.C:
		p.Kill()
		return errors.New("the centre does not begin to listen")
	case <-ctx.Done():
		p.Kill()
		return ctx.Err()
	}
}

// kill ends the centre as kill -9 does.
func (c *centreRun) kill() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.program != nil {
		c.program.Kill()
	}
}

func ended(p *programs.Program) bool {
	select {
	case <-p.Ended():
		return true
	default:
		return false
	}
}
