package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"image/png"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"sync"
	"syscall"
	"time"

	"station365/devices"
	"station365/devices/printer"
	"station365/devices/serial"
	"station365/kiosk/receipt"
	"station365/kiosk/station"
)

// posterWithin is for a printer at 9600 baud that is sent every line as a picture.
const posterWithin = 3 * time.Minute

// errNoPoster is a poster that is not sure to be on paper.
var errNoPoster = errors.New("the poster is not printed")

// poster prints what hangs on the machine while it has no power or is broken.
func poster(flags *flag.FlagSet, args []string, out io.Writer) error {
	config := flags.String("config", "", "the configuration, a TOML file")
	file := flags.String("out", "", "draw it into this PNG file, 8 dots per mm, instead of printing it")
	err := parse(flags, args, `kiosk poster: print the notice that hangs on the machine while it has no power or is broken: that
what was handed in is kept, where the window is and when, and the telephone, also as a QR code.
Print it while all is well and lay it in the window's drawer. The kiosk must be stopped, because it
holds the printer. Exit code 0 only if the printer said that it is printed.
Example: systemctl stop kiosk; kiosk poster --config /etc/station365/kiosk.toml; systemctl start kiosk
         kiosk poster --config /etc/station365/kiosk.toml --out poster.png`)
	if err != nil {
		return err
	}
	if *config == "" {
		return &usageError{"--config is missing: the path of the TOML file"}
	}
	c, err := readConfig(*config)
	if err != nil {
		return err
	}
	page, err := posterOf(c, time.Now())
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	if *file != "" {
		return drawPoster(newESCPOS(nil, c.Printer, c.Kiosk.State, log), page, *file)
	}
	if c.Printer.Driver == "none" {
		return fmt.Errorf("%w: no printer is configured; --out FILE.png draws it", errNoPoster)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return printPoster(ctx, c, page, out, log)
}

// posterOf is this kiosk's, with the newest profile that it holds.
func posterOf(c config, now time.Time) (printer.Page, error) {
	p, err := readPlace(c.Kiosk.Station)
	if err != nil {
		return printer.Page{}, err
	}
	quiet := slog.New(slog.DiscardHandler) // a kiosk without a centre has a poster all the same
	e := enrolled(c, quiet)
	d := newDocuments(p, c, e, quiet)
	return d.paper.Poster(deskOf(d.place.station), now, e.clock().Trusted()), nil
}

func deskOf(p *station.Profile) receipt.Desk {
	d := receipt.Desk{Window: p.Window, Phone: p.Phone}
	for _, h := range p.Hours {
		d.Open = append(d.Open, receipt.Opening{Days: h.Weekdays(), From: strings.TrimPrefix(h.From, "0"), Until: strings.TrimPrefix(h.Until, "0")})
	}
	return d
}

func drawPoster(dev printer.Printer, page printer.Page, file string) error {
	picture, err := dev.Preview(page)
	if err != nil {
		return err
	}
	f, err := os.Create(file)
	if err != nil {
		return fmt.Errorf("draw the poster: %w", err)
	}
	if err := errors.Join(png.Encode(f, picture), f.Close()); err != nil {
		return fmt.Errorf("draw the poster: %w", err)
	}
	return nil
}

// printPoster runs the kiosk's own driver for one page.
func printPoster(ctx context.Context, c config, page printer.Page, out io.Writer, log *slog.Logger) error {
	ctx, cancel := context.WithTimeout(ctx, posterWithin)
	defer cancel()
	door := &doorman{open: portOf(c.Printer)}
	dev := newESCPOS(door.Open, c.Printer, c.Kiosk.State, log)
	running, stop := context.WithCancel(ctx)
	known := make(chan struct{})
	var once sync.Once
	var owner sync.WaitGroup
	owner.Go(func() {
		_ = dev.Run(running, func(printer.Status, devices.Health) { once.Do(func() { close(known) }) })
	})
	defer func() { stop(); owner.Wait() }()
	select {
	case <-known: // a job before the first word would be refused as absent
	case <-ctx.Done():
		return fmt.Errorf("%w: %w", errNoPoster, ctx.Err())
	}
	if err := door.Reason(); errors.Is(err, devices.ErrBusy) {
		return fmt.Errorf("%w: %w: stop the kiosk first (systemctl stop kiosk)", errNoPoster, err)
	}
	end, err := dev.Print(ctx, printer.Job{ID: "poster", Page: page})
	switch {
	case err != nil:
		return fmt.Errorf("%w: %w", errNoPoster, err)
	case end.Result == printer.Printed:
		fmt.Fprintln(out, "printed, and the printer says so")
		return nil
	case end.Result == printer.Indefinite:
		return fmt.Errorf("%w, or the printer does not say so (%s %s): look at the paper", errNoPoster, end.Code, end.Detail)
	}
	return fmt.Errorf("%w: the printer is %s (%s %s); probe doctor says what to try", errNoPoster, end.Status, end.Code, end.Detail)
}

// doorman opens a port and remembers why it could not.
type doorman struct {
	open serial.OpenFunc

	mu  sync.Mutex
	why error
}

// Open is a serial.OpenFunc.
func (d *doorman) Open() (serial.Conn, error) {
	conn, err := d.open()
	d.mu.Lock()
	defer d.mu.Unlock()
	d.why = err
	return conn, err
}

// Reason is why the last opening failed; nil if it did not.
func (d *doorman) Reason() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.why
}
