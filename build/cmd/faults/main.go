// Command faults is the campaign against losing, doubling, altering and giving
// away: it runs the real centre, kiosks without a glass and the real kiosk as
// processes, kills them, cuts their network, fills their disks and sets their
// clocks, and then compares what residents were told with what the centre holds.
// It promises that a seed chooses the same faults again, and that its verdict has
// found out a driver that lies. It changes nothing in the programs.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"syscall"
	"time"
)

// Exit codes, as --help says them.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
)

const help = `build/faults: faults of every kind against kiosk and centre, and whether anything was lost

  build/faults                   the short form: 28 rounds, 2 of them with the whole kiosk (about a minute)
  build/faults --long            the long form: 1000 rounds, 20 of them with the whole kiosk
  build/faults --control         only the control: a driver that tells residents before their case is
                                 kept, and writes a name down; exit code 0 if it is found out
Options:
  --rounds N      so many rounds
  --kiosk N       so many of them with the whole kiosk, touched through its glass
  --seed S        choose the faults of an earlier run again (without it: by the clock, and printed)
  --broker B      embedded: the centre's own, with mutual TLS (default); mosquitto: Debian's as a process,
                  with mutual TLS and what centre mosquitto writes for it; plain: the centre's, without TLS
  --verbose       what the programs say, and every round
  --help          this text

Every round: residents hand in cases, a fault strikes, or two; then all is mended, the kiosk is
started again and drains its queue, and the verdict is taken. The faults are:
  kill -9 of kiosk, centre (the embedded broker is inside it) and mosquitto at a random moment, and
  of kiosk and centre at durable writes;
  network cut, or half-open; 30 of 100 acknowledgements lost, doubled or out of order;
  disk full at kiosk and at centre (needs root, for a file system in memory); clock jumps.
Simulated power cuts, which keep what was synced only, are tests: go test ./kiosk/store
The verdict: lost 0, doubled 0, altered 0, readable personal data in the kiosk's files, on the wire
and in the log 0, in UTF-8 and UTF-16. Each run ends with the control.

Examples:
  build/faults
  build/faults --rounds 200 --seed 7
  build/faults --rounds 200 --broker mosquitto
Exit codes: 0 the verdict is as it must be and the control was found out; 1 it is not, or
something did not run; 2 unusable arguments.
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

func run(ctx context.Context, args []string, out, errOut io.Writer) int {
	o, err := parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(out, help)
		return exitOK
	case err != nil:
		fmt.Fprintf(errOut, "build/faults: %v; see --help\n", err)
		return exitUsage
	}
	if err := campaigns(ctx, o, out); err != nil {
		fmt.Fprintf(errOut, "build/faults: %v\n", err)
		return exitFailed
	}
	return exitOK
}

// options is what the command line says.
type options struct {
	rounds, kiosk          int
	seed                   uint64
	broker                 string
	control, long, verbose bool
}

// The forms of a campaign.
const (
	shortRounds, shortKiosk = 28, 2
	longRounds, longKiosk   = 1000, 20
	controlRounds           = 3
)

func parse(args []string) (o options, err error) {
	f := flag.NewFlagSet("build/faults", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.IntVar(&o.rounds, "rounds", -1, "")
	f.IntVar(&o.kiosk, "kiosk", -1, "")
	f.Uint64Var(&o.seed, "seed", uint64(time.Now().Unix()), "")
	f.StringVar(&o.broker, "broker", embedded, "")
	f.BoolVar(&o.control, "control", false, "")
	f.BoolVar(&o.long, "long", false, "")
	f.BoolVar(&o.verbose, "verbose", false, "")
	if err := f.Parse(args); err != nil {
		return o, err
	}
	rounds, kiosk := shortRounds, shortKiosk
	if o.long {
		rounds, kiosk = longRounds, longKiosk
	}
	if o.rounds < 0 {
		o.rounds = rounds
	}
	if o.kiosk < 0 {
		o.kiosk = min(kiosk, o.rounds)
	}
	switch {
	case f.NArg() > 0:
		return o, fmt.Errorf("unexpected %q", f.Arg(0))
	case !slices.Contains(brokers, o.broker):
		return o, fmt.Errorf("--broker %s: it is one of %v", o.broker, brokers)
	case o.kiosk > o.rounds:
		return o, fmt.Errorf("--kiosk %d: there are %d rounds", o.kiosk, o.rounds)
	}
	return o, nil
}

// errNotFoundOut is a verdict that cannot be believed.
var errNotFoundOut = errors.New("the control lied to its residents and wrote a name down, and was not found out: the verdict is worth nothing")

// campaigns is the campaign, unless only the control is wanted, and the control.
func campaigns(ctx context.Context, o options, out io.Writer) error {
	var wrong error
	if !o.control {
		v, err := campaign(ctx, o, out)
		switch {
		case err != nil:
			return err
		case ctx.Err() != nil:
			return fmt.Errorf("%w before the control", ctx.Err())
		case len(v.found) > 0:
			wrong = errViolated
		}
	}
	fmt.Fprintln(out, "\nthe control: a driver that tells residents before their case is kept, and writes a name down")
	lies := o
	lies.control, lies.rounds, lies.kiosk = true, controlRounds, 0
	v, err := campaign(ctx, lies, out)
	switch {
	case err != nil:
		return errors.Join(wrong, err)
	case v.count(lost) == 0 || v.count(doubled) == 0 || v.count(readable) == 0:
		return errors.Join(wrong, errNotFoundOut)
	}
	fmt.Fprintln(out, "the control was found out, as it must be")
	return wrong
}
