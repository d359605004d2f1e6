// Command demo shows the whole of station365 on one machine: it runs the real
// centre and the real kiosk, hangs an emulated card reader and receipt printer
// on real serial lines, and shows all of it on one page; or it walks through the
// main job by itself. It promises to leave nothing behind when it ends, and
// knows of the programs only what anybody can see from outside.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
)

// Exit codes, as --help says them.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
)

const help = `build/demo: the whole of station365 on this machine, without any device

  build/demo                     run centre, kiosk, emulated card reader and receipt printer, and
                                 print the address of the page that shows and works them
  build/demo --walk --dir DIR    do the main job by itself for two invented people: residence
                                 registration, acknowledgement, a status moved on at the centre and
                                 seen at the kiosk, for one of them a concern too; pictures of
                                 every screen and receipt go to DIR/pictures, the people to
                                 DIR/personas.json
Options:
  --dir DIR       keep the state between runs, in DIR/kiosk and DIR/centre
                  (without it, in a temporary directory that goes away)
  --port PORT     where the page is, on 127.0.0.1 (3650; the next free port if it is taken)
  --screen NAME   portrait (1080x1920), landscape (1920x1080) or small (1280x800)
  --paper WIDTH   58mm or 80mm
  --window        show the kiosk in a window too, on the X server that DISPLAY names
                  (without one, on an Xvfb of its own; the page shows it in any case)
  --type NAME     the type a visit begins with: standard, large or largest
  --help          this text

Examples:
  build/demo
  build/demo --dir ~/station --port 8080
  build/demo --walk --dir /tmp/walk

Needs Go 1.26 and git, and no system package; --window needs those that build/headers
--help names, and installs them. End it with Ctrl-C: nothing is left behind.
Exit codes: 0 ended as asked, or the walk saw everything; 1 something failed or was not
seen; 2 unusable arguments.
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	if len(os.Args) == 3 && os.Args[1] == playOption {
		if err := play(os.Args[2], os.Stdin); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(exitFailed)
		}
		return
	}
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run is main with its surroundings given.
func run(ctx context.Context, args []string, out, errOut io.Writer) int {
	o, err := parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(out, help)
		return exitOK
	case err != nil:
		fmt.Fprintf(errOut, "build/demo: %v; see --help\n", err)
		return exitUsage
	}
	log := slog.New(slog.NewTextHandler(errOut, nil))
	d, err := prepare(ctx, o, out, log)
	if err == nil {
		err = d.run(ctx)
	}
	switch {
	case err == nil:
		return exitOK
	case ctx.Err() != nil && !o.walk:
		fmt.Fprintf(errOut, "build/demo: ended before it had begun: %v\n", err)
		return exitOK
	}
	fmt.Fprintf(errOut, "build/demo: %v\n", err)
	return exitFailed
}

// options is what the command line says.
type options struct {
	dir    string // "" for a temporary one
	walk   bool
	port   int
	screen screen
	window bool
	scale  string
	paper  string
}

// screen is a panel with its pixels and the width of its glass.
type screen struct {
	width, height int
	panelMM       float64
}

// screens are the panels of the machines in the field.
func screens(name string) (screen, bool) {
	s, ok := map[string]screen{
		"portrait":  {1080, 1920, 268},
		"landscape": {1920, 1080, 476},
		"small":     {1280, 800, 217},
	}[name]
	return s, ok
}

func parse(args []string) (options, error) {
	var o options
	f := flag.NewFlagSet("build/demo", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.StringVar(&o.dir, "dir", "", "")
	f.BoolVar(&o.walk, "walk", false, "")
	f.IntVar(&o.port, "port", 3650, "")
	name := f.String("screen", "portrait", "")
	f.BoolVar(&o.window, "window", false, "")
	f.StringVar(&o.scale, "type", "standard", "")
	f.StringVar(&o.paper, "paper", "80mm", "")
	if err := f.Parse(args); err != nil {
		return o, err
	}
	var known bool
	o.screen, known = screens(*name)
	switch {
	case f.NArg() > 0:
		return o, fmt.Errorf("unexpected %q", f.Arg(0))
	case !known:
		return o, fmt.Errorf("--screen %s: allowed are portrait, landscape, small", *name)
	case paperDots[o.paper] == 0:
		return o, fmt.Errorf("--paper %s: allowed are 58mm, 80mm", o.paper)
	case o.scale != "standard" && o.scale != "large" && o.scale != "largest":
		return o, fmt.Errorf("--type %s: allowed are standard, large, largest", o.scale)
	case o.port < 1 || o.port > 65000:
		return o, fmt.Errorf("--port %d: allowed are 1 to 65000", o.port)
	case o.walk && o.dir == "":
		return o, errors.New("--walk needs --dir, where the pictures go")
	}
	return o, nil
}
