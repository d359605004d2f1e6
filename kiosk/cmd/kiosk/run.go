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
	if err := parse(flags, args, "kiosk run: run the kiosk until SIGINT or SIGTERM. A missing device, identity, broker or centre\nis no reason not to start: the screen says what is possible. The log goes to standard error.\nExample: kiosk run --config /etc/station365/kiosk.toml"); err != nil {
		return err
	}
	if *path == "" {
		return &usageError{"--config is missing: the path of the TOML file"}
	}
	c, err := readConfig(*path)
	if err != nil {
		return err
	}
	debug.SetGCPercent(gcPercent)
	debug.SetMemoryLimit(softLimit())
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return serve(ctx, c, slog.New(slog.NewTextHandler(os.Stderr, nil)))
}

// serve is the kiosk with its surroundings given: it returns nil when ctx ends,
// after the session is wiped and the glass shows the welcome page again.
func serve(ctx context.Context, c config, log *slog.Logger) (err error) {
	a, err := assemble(c, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.store.Close()) }()
	log.Info("kiosk starts", "kiosk", c.Kiosk.ID, "reader", a.reader.String(), "printer", a.printer.String(), "scanner", scannerName(c.Scanner), "screen", c.Screen.Backend)
	err = a.run(ctx)
	log.Info("kiosk has ended", "kiosk", c.Kiosk.ID)
	return err
}
