// Command probe is the technician's field tool: it says what hangs on which port,
// reads a card, prints a test page, listens, writes down a dialogue without
// anybody in it, says in plain words what is wrong and what to try, and plays the
// devices that are not there. It shows nobody's data unless it is asked to, keeps
// none, and never changes a device's settings. It uses the kiosk's own drivers, so
// that what works here works there.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
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

const help = `probe: what hangs on a kiosk's serial ports, and whether it works

Usage:
  probe ports  [PORT…]                list serial ports, what hangs on them and why it thinks so
  probe card   --port PORT            read one card, masked
  probe print  --port PORT            print the test page
  probe scan   --port PORT            read printed codes, masked
  probe watch  --port PORT            show the bytes that come, in hexadecimal and as text
  probe record --port PORT --as KIND --out FILE
                                      write down a dialogue with nobody's data in it
  probe doctor [--config FILE]        say in plain words what is wrong and what to try
  probe emulate reader|printer|scanner --link PATH --control PATH
                                      play a device on a port of its own
  probe tell   --control PATH WORDS…  tell a played device what happens to it

Examples:
  probe ports
  probe card --port /dev/ttyUSB0
  probe print --port /dev/ttyUSB1 --baud 115200 --width 80mm
  probe doctor --config /etc/station365/kiosk.toml
  probe emulate reader --link /tmp/reader --control /tmp/reader.control
  probe tell --control /tmp/reader.control lay lixiuyun

A kiosk that runs holds its ports: end it first. Each command has --help, and
--lang zh or en: findings and advice in Chinese or English (without it by LANG).
Exit codes: 0 done and well, 1 something is wrong or failed, 2 wrong usage.
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], terminal{in: os.Stdin, out: os.Stdout, err: os.Stderr, tongue: tongueOf(os.Getenv)}))
}

// terminal is where the technician sits.
type terminal struct {
	in       io.Reader
	out, err io.Writer
	tongue   tongue
}

func (t terminal) say(format string, args ...any) {
	fmt.Fprintln(t.out, t.tongue.text(inWords(format, args...)))
}

type command func(ctx context.Context, flags *flag.FlagSet, args []string, t terminal) error

func commands() map[string]command {
	return map[string]command{"ports": ports, "card": readCard, "print": printPage, "scan": scanCodes, "watch": watch,
		"record": record, "doctor": doctor, "emulate": emulate, "tell": tell}
}

// run is main with its surroundings given. A command that is interrupted has done
// what it was asked for.
func run(ctx context.Context, args []string, t terminal) int {
	if len(args) == 0 {
		fmt.Fprint(t.err, help)
		return exitUsage
	}
	switch args[0] {
	case "help", "--help", "-h":
		fmt.Fprint(t.out, help)
		return exitOK
	}
	do, ok := commands()[args[0]]
	if !ok {
		fmt.Fprintf(t.err, "probe: there is no command %q\n\n%s", args[0], help)
		return exitUsage
	}
	flags := flag.NewFlagSet("probe "+args[0], flag.ContinueOnError)
	flags.SetOutput(t.err)
	t.tongue = t.tongue.orAsked(flags)
	err := do(ctx, flags, args[1:], t)
	var usage *usageError
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return exitOK
	case errors.As(err, &usage):
		fmt.Fprintf(t.err, "probe %s: %v\n", args[0], err)
		return exitUsage
	case errors.Is(err, errNotWell):
		return exitFailed // it has been said in words
	}
	fmt.Fprintf(t.err, "probe %s: %v\n", args[0], err)
	return exitFailed
}

// errNotWell ends a command that has already said what is wrong.
var errNotWell = errors.New("not well")

// usageError is a call that cannot be meant.
type usageError struct{ text string }

func (e *usageError) Error() string { return e.text }

func misused(format string, args ...any) error {
	return &usageError{fmt.Sprintf(format, args...) + "; see --help"}
}

// parse reads flags; what is left over is returned.
func parse(flags *flag.FlagSet, args []string, about string) ([]string, error) {
	flags.Usage = func() {
		fmt.Fprintf(flags.Output(), "%s\n\nFlags:\n", about)
		flags.PrintDefaults()
		fmt.Fprintln(flags.Output(), "\nExit codes: 0 done and well, 1 something is wrong or failed, 2 wrong usage.")
	}
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return nil, err
		}
		return nil, &usageError{err.Error()}
	}
	return flags.Args(), nil
}

// parsePort is parse for a command about one port.
func parsePort(flags *flag.FlagSet, args []string, port *string, about string) error {
	left, err := parse(flags, args, about)
	switch {
	case err != nil:
		return err
	case len(left) > 0:
		return misused("unexpected %q", left[0])
	case *port == "":
		return misused("--port is missing: the path of a serial port")
	}
	return nil
}
