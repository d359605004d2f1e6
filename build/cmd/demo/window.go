package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"time"

	"station365/build/cmd/demo/programs"
)

// xvfbWithin is ample for an X server without a screen to begin to listen.
const xvfbWithin = 10 * time.Second

// errNoX says what to do for a window.
var errNoX = errors.New("no X server for --window: set DISPLAY to one, such as :0, or install Xvfb (build/services xvfb)")

// route is how the kiosk reaches its glass; the page sees it on both.
func (d *demo) route() string {
	if d.options.window {
		return "window"
	}
	return "dock"
}

// startKiosk runs the program of the route.
func (d *demo) startKiosk(ctx context.Context) error {
	run := []string{"run", "--config", d.home.config()}
	var err error
	if !d.options.window {
		d.kiosk, err = programs.Start("kiosk", d.home.program("kiosk"), run, d.term.from("kiosk"))
		return err
	}
	display, err := d.openDisplay(ctx)
	if err != nil {
		return err
	}
	d.kiosk, err = programs.Start("kiosk", "env", append([]string{"DISPLAY=" + display, d.home.program("kiosk-window")}, run...), d.term.from("kiosk"))
	return err
}

// openDisplay is the person's own X server, or one without a screen.
func (d *demo) openDisplay(ctx context.Context) (string, error) {
	if display := os.Getenv("DISPLAY"); display != "" {
		return display, nil
	}
	path, err := exec.LookPath("Xvfb")
	if err != nil {
		return "", errNoX
	}
	numbers := make(chan string, 1)
	listens := func(line string) {
		// Warnings come on the other stream.
		if _, err := strconv.Atoi(line); err == nil {
			numbers <- line
		}
	}
	size := fmt.Sprintf("%dx%dx24", d.options.screen.width, d.options.screen.height)
	if d.xvfb, err = programs.Start("Xvfb", path, []string{"-displayfd", "1", "-nolisten", "tcp", "-screen", "0", size}, listens); err != nil {
		return "", err
	}
	select {
	case n := <-numbers:
		d.term.say("no DISPLAY is set: the window is on an Xvfb of its own, :%s, which nobody sees; the page shows the same glass", n)
		return ":" + n, nil
	case <-time.After(xvfbWithin):
		return "", fmt.Errorf("Xvfb did not begin within %s", xvfbWithin)
	case <-ctx.Done():
		return "", ctx.Err()
	}
}
