package main

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"sync"
	"time"

	"station365/build/cmd/demo/programs"
	"station365/build/cmd/faults/proxy"
)

// How long a kiosk may take for its visits under faults, and for its queue when
// all is mended.
const (
	forVisits = 45 * time.Second
	forQueue  = 30 * time.Second
)

// driven is one run of a kiosk without a glass.
type driven struct {
	program              *programs.Program
	begun, done, drained chan struct{}
}

// drive starts a kiosk without a glass.
func (g *ground) drive(args ...string) (*driven, error) {
	d := &driven{begun: make(chan struct{}), done: make(chan struct{}), drained: make(chan struct{})}
	log := g.log("driver")
	args = append([]string{"--state", g.home.kiosk(), "--identity", g.home.identity(), "--centre", g.home.scheme() + g.net.Address(), "--enrol", g.home.enrol}, args...)
	var err error
	d.program, err = programs.Start("driver", g.home.program("driver"), args, func(line string) {
		log(line)
		words := strings.Fields(line)
		switch {
		case len(words) == 4 && words[0] == "kept":
			g.hear(words[1], words[2], words[3])
		case len(words) > 0 && words[0] == "refused":
			g.mu.Lock()
			g.refused++
			g.mu.Unlock()
		case len(words) > 0 && words[0] == "damage":
			g.mu.Lock()
			g.verdict.violated(altered, g.round, line)
			g.mu.Unlock()
		case line == "ready":
			close(d.begun)
		case line == "done":
			close(d.done)
		case line == "drained":
			close(d.drained)
		}
	})
	return d, err
}

// fast is a round with a kiosk without a glass.
func (g *ground) fast(ctx context.Context, l plan) error {
	args := []string{"--visits", fmt.Sprint(l.visits), "--first", fmt.Sprint(g.visits), "--seed", fmt.Sprint(l.seed)}
	g.visits += l.visits
	if l.has(killKioskWrite) {
		args = append(args, "--die", l.die)
	}
	if l.has(clockJump) {
		args = append(args, "--jump", l.jump.String(), "--jump-at", fmt.Sprint(l.jumpAt))
	}
	if l.has(diskKiosk) && !l.low {
		args = append(args, "--reserve", "0")
	}
	if g.options.control {
		args = append(args, "--control")
	}
	d, err := g.drive(args...)
	if err != nil {
		return err
	}
	over, end := context.WithCancel(ctx)
	var striking sync.WaitGroup
	var struck []error
	for _, strike := range g.strikes(l, d) {
		i := len(struck)
		struck = append(struck, nil)
		striking.Go(func() { err := strike(over); g.mu.Lock(); struck[i] = err; g.mu.Unlock() })
	}
	err = await(ctx, forVisits, d.done, d.program.Ended())
	if !ended(d.program) {
		pause(ctx, l.lasts) // the queue meets the fault too
	}
	end()
	if l.has(clockJump) {
		g.strike(clockJump)
	}
	if l.has(killKioskWrite) && ended(d.program) && d.program.Err() != nil {
		g.strike(killKioskWrite) // nobody else has killed it
	}
	striking.Wait()
	g.unlessItFailed(d.program)
	if err := errors.Join(append(struck, err)...); err != nil {
		d.program.Kill()
		return err
	}
	return g.mend(ctx, d)
}

// unlessItFailed notes a kiosk that gave up by itself: no fault is a reason for
// that.
func (g *ground) unlessItFailed(p *programs.Program) {
	var exit *exec.ExitError
	if ended(p) && errors.As(p.Err(), &exit) && exit.Exited() {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.verdict.violated(stuck, g.round, "a kiosk gave up: "+exit.Error())
	}
}

// errLate is a wait that was too long.
var errLate = errors.New("it did not come to an end in time")

// await waits for any of over.
func await(ctx context.Context, limit time.Duration, over, or <-chan struct{}) error {
	late := time.NewTimer(limit)
	defer late.Stop()
	select {
	case <-over:
	case <-or:
	case <-late.C:
		return errLate
	case <-ctx.Done():
		return ctx.Err()
	}
	return nil
}

// mend puts everything right, starts what was killed, and waits until the kiosk
// has nothing left for the centre.
func (g *ground) mend(ctx context.Context, d *driven) error {
	if err := g.right(ctx); err != nil {
		d.program.Kill()
		return err
	}
	err := g.drain(ctx, d)
	g.unlessItFailed(d.program)
	if ended(d.program) {
		// It was killed before, or came to where it was to die with its last records.
		if d, err = g.drive(); err != nil {
			return err
		}
		err = g.drain(ctx, d)
	}
	if errors.Is(err, errLate) || err == nil && ended(d.program) {
		g.mu.Lock()
		g.verdict.violated(stuck, g.round, fmt.Sprintf("the queue: %v, %v", err, d.program.Err()))
		g.mu.Unlock()
		err = nil
	}
	return errors.Join(err, d.program.Stop())
}

// drain waits until the kiosk has nothing left for the centre, or has ended.
func (g *ground) drain(ctx context.Context, d *driven) error {
	return await(ctx, forQueue, d.drained, d.program.Ended())
}

// right puts network, disks and centre right.
func (g *ground) right(ctx context.Context) error {
	g.net.Set(proxy.Clean)
	if g.home.mounted {
		if err := errors.Join(g.home.resize(g.home.kioskDisk(), roomy), g.home.resize(g.home.centreDisk(), roomy)); err != nil {
			return err
		}
	}
	if g.home.broker == mosquitto {
		if err := g.broker.start(ctx); err != nil {
			return err
		}
	}
	return g.centre.start(ctx)
}
