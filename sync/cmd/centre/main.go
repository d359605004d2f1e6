// Command centre is the reference centre: it takes what kiosks submit, keeps it,
// acknowledges it, and moves cases on. This room only reads arguments and
// writes words; the work is in sync/centre.
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

	"station365/sync/centre"
)

// Exit codes.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
)

const usage = `centre: the centre of station365 kiosks

  centre init  --dir DIR                        make keys and database in DIR; --store postgres://USER@HOST:PORT/DB
                                                keeps records, codes and certificates in PostgreSQL (its
                                                environment variables and ~/.pgpass are heeded); the keys
                                                stay in DIR, which every worker needs
  centre run   --dir DIR                        serve kiosks until Ctrl-C; --listen ADDR for the line with
                                                TLS (127.0.0.1:3651), --enrol ADDR for enrolment, renewal
                                                and time (127.0.0.1:3652), --plain ADDR for a line without
                                                TLS on this machine only; "" switches one off
  centre run   --dir DIR --broker mqtts://H:P   the same at a broker of another process, such as the one of
                                                centre mosquitto; --community C hears only its kiosks;
                                                --worker 2 --workers 3 shares them among three processes;
                                                --broker-ca FILE believes a server that others certified
                                                (PEM; its name is the host of the address)
  centre enrol --code --dir DIR                 print a code for kiosk enrol: good once, for 15 minutes
                                                and five tries; --kiosk, --community and --prefix choose
                                                its names, --qr draws it for a scanner
  centre enrol REQUEST --out FILE --dir DIR     the same from kiosk to centre by file
  centre revoke KIOSK --dir DIR                 keep a kiosk out until it is enrolled anew; --reason R
  centre authority status --dir DIR             which certificate authorities are believed, until when, and
                                                which kiosks have not come over to the next one yet
  centre authority rotate --dir DIR             introduce the next one; both are believed for --overlap DAYS
                                                (90), kiosks renew to it after --lead DAYS (1) by themselves
  centre authority end --dir DIR                end the overlap now: who has not come over must be enrolled
                                                again
  centre mosquitto --dir DIR --out FOLDER       configuration, access rules, certificates and the list of
                                                revoked ones for a mosquitto; --port N (8883)
  centre cases list --dir DIR                   all cases: number, status, due day
  centre cases show NUMBER --reason R --dir DIR open a case; the reason is recorded
  centre cases move NUMBER STATUS --dir DIR     move a case on; --reason CODE, --answer TEXT,
                                                --officer NAME
  centre calls list --dir DIR                   calls for help of the last day: who waits, and where
  centre calls answer KIOSK NUMBER --dir DIR    tell whoever waits there that --officer NAME comes
  centre records --dir DIR                      committed records, quarantine and alarms
  centre alarms list --dir DIR                  what a person must look at, and what to do
  centre publish KIND FILE --dir DIR            sign a document and give it to kiosks; KIND is catalogue
                                                (FILE may be a folder of matters), places, station or settings;
                                                --community and --kiosk narrow who it is for
  centre documents list --dir DIR               which versions the kiosks hold, and what they refused
  centre import --dir DIR FOLDER                take what kiosk export put into FOLDER, and put the
                                                answers beside it; may be done again
  centre --help                                 this text

Cases and enrolments may be worked on while centre run is at work on the same DIR.
The environment variable ` + centre.PassphraseVariable + ` opens the centre's keys; if it
is not set at init, a random passphrase is written into DIR.
Statuses: accepted, needs-supplement, referred, completed, returned, withdrawn, reopened.

Examples:
  centre init --dir /var/lib/station365/centre
  centre run --dir /var/lib/station365/centre --listen 0.0.0.0:3651 --enrol 0.0.0.0:3652
  centre run --dir /var/lib/station365/centre --broker mqtts://127.0.0.1:8883 --enrol 0.0.0.0:3652
  centre enrol --code --kiosk shanan-2 --community shanan --prefix S2 --dir /var/lib/station365/centre
  centre publish catalogue ./matters --dir /var/lib/station365/centre
  centre import --dir /var/lib/station365/centre /media/stick
  centre cases move S1-0001-2 accepted --answer "Please come on Wednesday" --dir /var/lib/station365/centre

Exit codes: 0 done, 1 failed, 2 unusable arguments.
`

// errUsage is arguments that cannot be understood.
var errUsage = errors.New("unusable arguments, see centre --help")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run is main with its surroundings given; it returns the exit code.
func run(ctx context.Context, args []string, out, errs io.Writer) int {
	if len(args) == 0 {
		_, _ = io.WriteString(errs, usage)
		return exitUsage
	}
	if args[0] == "--help" || args[0] == "-h" || args[0] == "help" {
		_, _ = io.WriteString(out, usage)
		return exitOK
	}
	p := program{out: out, errs: errs}
	err := p.dispatch(ctx, args)
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, flag.ErrHelp):
		_, _ = io.WriteString(out, usage)
		return exitOK
	case errors.Is(err, errUsage):
		_, _ = fmt.Fprintf(errs, "centre: %v\n", err)
		return exitUsage
	}
	_, _ = fmt.Fprintf(errs, "centre: %v\n", err)
	return exitFailed
}

// program is one call of the command.
type program struct{ out, errs io.Writer }

func (p program) dispatch(ctx context.Context, args []string) error {
	switch command, rest := args[0], args[1:]; command {
	case "init":
		return p.init(rest)
	case "run":
		return p.run(ctx, rest)
	case "enrol":
		return p.enrol(ctx, rest)
	case "revoke":
		return p.revoke(ctx, rest)
	case "authority":
		return p.authority(ctx, rest)
	case "mosquitto":
		return p.mosquitto(ctx, rest)
	case "records":
		return p.records(ctx, rest)
	case "cases":
		return p.cases(ctx, rest)
	case "calls":
		return p.calls(ctx, rest)
	case "publish":
		return p.publish(ctx, rest)
	case "import":
		return p.importFolder(ctx, rest)
	case "alarms", "documents":
		return p.lists(ctx, command, rest)
	default:
		return fmt.Errorf("%q: %w", command, errUsage)
	}
}

func (p program) cases(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("cases list, show or move: %w", errUsage)
	}
	switch args[0] {
	case "list":
		return p.list(ctx, args[1:])
	case "show":
		return p.show(ctx, args[1:])
	case "move":
		return p.move(ctx, args[1:])
	}
	return fmt.Errorf("cases %q: %w", args[0], errUsage)
}

// lists is what can only be listed.
func (p program) lists(ctx context.Context, what string, args []string) error {
	if len(args) == 0 || args[0] != "list" {
		return fmt.Errorf("%s list: %w", what, errUsage)
	}
	if what == "alarms" {
		return p.alarms(ctx, args[1:])
	}
	return p.documents(ctx, args[1:])
}

func (p program) logger() *slog.Logger { return slog.New(slog.NewTextHandler(p.errs, nil)) }

// say writes a line for the person at the terminal.
func (p program) say(format string, args ...any) { _, _ = fmt.Fprintf(p.out, format+"\n", args...) }
