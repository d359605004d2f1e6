// Command kiosk is the appliance: it makes a kiosk's keys, checks its
// configuration and runs it. It builds the rooms, joins them and knows no rule of
// its own.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"station365/kiosk/ui/backend"
)

// Exit codes, as --help says them.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
)

const help = `kiosk: the self-service kiosk of a 365 service station

Usage:
  kiosk init  --state DIR     make this kiosk's keys in DIR and print its request
  kiosk enrol --state DIR --centre HOST:PORT --code CODE
                              become a kiosk of the centre that made the code
  kiosk check --config FILE   check the configuration and say what is wrong
  kiosk run   --config FILE   run the kiosk until SIGINT or SIGTERM
  kiosk calibrate --config FILE
                              correct the touch panel with five touches, the kiosk being stopped
  kiosk export --config FILE --to DIR     write what waits for the centre into a folder to carry
  kiosk import --config FILE --from DIR   apply what the centre wrote into it
  kiosk proof  --config FILE --case NUMBER
                              verify the centre's signed word that it has a case
  kiosk poster --config FILE  print the notice for a machine without power
  kiosk version               print the version

Examples:
  kiosk init --state /var/lib/station365 > request.json
  kiosk enrol --state /var/lib/station365 --centre centre.example:3652 --code 0H4KM-…
  kiosk check --config /etc/station365/kiosk.toml
  kiosk run --config /etc/station365/kiosk.toml

Each command has --help. Exit codes: 0 done, 1 failed, 2 wrong usage.
`

func main() {
	os.Exit(backend.OnMain(func() int { return run(os.Args[1:], os.Stdout, os.Stderr) }))
}

// run is main with its surroundings given.
func run(args []string, out, errOut io.Writer) int {
	if len(args) == 0 {
		fmt.Fprint(errOut, help)
		return exitUsage
	}
	commands := map[string]func(*flag.FlagSet, []string, io.Writer) error{
		"init": initialise, "enrol": enrol, "check": check, "run": operate, "calibrate": calibrate, "version": version,
		"export": exportQueue, "import": importAnswers, "proof": proof, "poster": poster,
	}
	switch args[0] {
	case "help", "--help", "-h":
		fmt.Fprint(out, help)
		return exitOK
	}
	command, ok := commands[args[0]]
	if !ok {
		fmt.Fprintf(errOut, "kiosk: there is no command %q\n\n%s", args[0], help)
		return exitUsage
	}
	flags := flag.NewFlagSet("kiosk "+args[0], flag.ContinueOnError)
	flags.SetOutput(errOut)
	err := command(flags, args[1:], out)
	var usage *usageError
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return exitOK
	case errors.As(err, &usage):
		fmt.Fprintf(errOut, "kiosk %s: %v\n", args[0], err)
		return exitUsage
	}
	fmt.Fprintf(errOut, "kiosk %s: %v\n", args[0], err)
	return exitFailed
}

// usageError is a call that cannot be meant.
type usageError struct{ text string }

func (e *usageError) Error() string { return e.text }

// parse reads flags and refuses what is left over.
func parse(flags *flag.FlagSet, args []string, about string) error {
	flags.Usage = func() {
		fmt.Fprintf(flags.Output(), "%s\n\nFlags:\n", about)
		flags.PrintDefaults()
		fmt.Fprintln(flags.Output(), "\nExit codes: 0 done, 1 failed, 2 wrong usage.")
	}
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return err
		}
		return &usageError{err.Error()}
	}
	if flags.NArg() > 0 {
		return &usageError{fmt.Sprintf("unexpected %q; see --help", flags.Arg(0))}
	}
	return nil
}

func version(flags *flag.FlagSet, args []string, out io.Writer) error {
	if err := parse(flags, args, "kiosk version: print the version and what it was built from.\nExample: kiosk version"); err != nil {
		return err
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return errors.New("this binary carries no build information")
	}
	fmt.Fprintln(out, "station365 kiosk", info.Main.Version, info.GoVersion)
	return nil
}
