package main

import (
	"context"
	"errors"
	"flag"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"station365/kiosk/ui/backend"
)

// A board has little memory and a kiosk much time: the heap grows by half between
// collections, and less the nearer it comes to softLimit. What lives is about
// 90 MB: the faces, two frames, pictures.
const gcPercent = 50

// softLimit is in bytes. Beside the window there are the libraries of X and OpenGL,
// a hundred megabytes where OpenGL is software.
func softLimit() int64 {
	if backend.Windowed {
		return 96 << 20
	}
	return 150 << 20
}

// operate runs the kiosk until it is told to end.
func operate(flags *flag.FlagSet, args []string, _ io.Writer) error {
	path := flags.String("config", "", "the configuration, a TOML file")
	if err := parse(flags, args, `kiosk run: run the kiosk until SIGINT or SIGTERM. A missing device, identity, broker or centre
is no reason not to start: the screen says what is possible. The log goes to standard error.
A new program or configuration that was renamed into the place of this one is begun at night
([update] from, until) when nobody is there, if its kiosk check --start says that it can start; at
SIGUSR1, the attendant's word, as soon as nobody is there. The process stays the same.
Example: kiosk run --config /etc/station365/kiosk.toml
         systemctl kill -s USR1 kiosk, or kill -USR1 PID: an update may begin now`); err != nil {
		return err
	}
	if *path == "" {
		return &usageError{"--config is missing: the path of the TOML file"}
	}
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, syscall.SIGUSR1) // before all else: unheard it would end a young program
	defer signal.Stop(asked)
	next, unseen := startedFrom(*path, asked)
	c, err := readConfig(*path)
	if err != nil {
		return err
	}
	debug.SetGCPercent(gcPercent)
	debug.SetMemoryLimit(softLimit())
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	log := slog.New(slog.NewTextHandler(os.Stderr, nil))
	if unseen != nil {
		log.Warn("no update is seen before the kiosk is started again", "reason", unseen)
	}
	err = serve(ctx, c, next, log)
	if !errors.Is(err, errUpdate) {
		return err
	}
	if ctx.Err() != nil { // told to end meanwhile
		return nil
	}
	return next.become(log)
}

// serve is the kiosk with its surroundings given: it returns nil when ctx ends,
// after the session is wiped and the glass shows the welcome page again, and errUpdate
// when next is to go on in its place. next may be nil: nothing takes it.
func serve(ctx context.Context, c config, next *successor, log *slog.Logger) (err error) {
	free, err := occupy(c.Kiosk.State)
	switch {
	case errors.Is(err, errOccupied):
		return err
	case err != nil: // no reason not to start
		log.Warn("nothing keeps a second kiosk from this state directory", "reason", err)
	default:
		defer func() { err = errors.Join(err, free()) }()
	}
	a, err := assemble(c, log)
	if err != nil {
		return err
	}
	a.successor = next
	defer func() { err = errors.Join(err, a.store.Close()) }()
	log.Info("kiosk starts", "kiosk", c.Kiosk.ID, "reader", a.reader.String(), "printer", a.printer.String(), "scanner", scannerName(c.Scanner), "screen", c.Screen.Backend)
	err = a.run(ctx)
	log.Info("kiosk has ended", "kiosk", c.Kiosk.ID)
	return err
}
