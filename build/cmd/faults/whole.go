package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"text/template"
	"time"

	"station365/assets"
	"station365/build/cmd/demo/programs"
	"station365/build/cmd/demo/wires"
	"station365/build/cmd/faults/people"
	reader "station365/devices/idcard/sam/emulator"
	printer "station365/devices/printer/escpos/emulator"
)

// What the emulated devices are like.
const (
	baud  = 115200
	pace  = 400 // mm of paper in a second
	dots  = 576
	paper = "80mm"
)

// forKept is how long after the confirmation the whole kiosk may be killed: it keeps,
// tells and prints in that time.
const forKept = 2 * time.Second

// desk is the real kiosk with its devices on serial lines, and a hand.
type desk struct {
	lines   []*wires.Serial
	program *programs.Program
	glass   *glass
	seeing  sync.WaitGroup
	unsee   context.CancelFunc
}

var configuration = template.Must(template.New("kiosk.toml").Parse(`[kiosk]
id = "` + kioskID + `"
community = "` + community + `"
state = {{printf "%q" .State}}
[reader]
driver = "sam"
port = {{printf "%q" .Reader}}
baud = {{.Baud}}
[printer]
driver = "escpos"
port = {{printf "%q" .Printer}}
baud = {{.Baud}}
width = "` + paper + `"
encoding = "gb18030"
[centre]
url = "{{.Network}}"
enrol = {{printf "%q" .Enrol}}
identity = {{printf "%q" .Identity}}
[screen]
backend = "dock"
device = {{printf "%q" .Glass}}
width = 1080
height = 1920
panel_mm = 268
type = "standard"
`))

type settings struct {
	State, Identity, Reader, Printer, Glass, Network, Enrol string
	Baud                                                    int
}

// open starts the kiosk and its devices. What the glass tells goes to hear.
func (g *ground) open(ctx context.Context) (*desk, error) {
	regular, bold := assets.Fonts()
	p, err := printer.New(printer.Opts{Dots: dots, Baud: baud, Charset: "gb18030", Regular: regular, Bold: bold, MMPerSecond: pace, Can: printer.Full()})
	if err != nil {
		return nil, fmt.Errorf("make the printer: %w", err)
	}
	quiet := slog.New(slog.DiscardHandler)
	readerLine := wires.NewSerial(g.home.file("reader"), reader.New(reader.Opts{Baud: baud}), quiet)
	printerLine := wires.NewSerial(g.home.file("printer"), p, quiet)
	s := settings{State: g.home.kiosk(), Identity: g.home.identity(), Reader: readerLine.Path(), Printer: printerLine.Path(),
		Glass: g.home.file("glass"), Network: g.home.scheme() + g.net.Address(), Enrol: g.home.enrol, Baud: baud}
	if err := errors.Join(readerLine.Plug(), printerLine.Plug(), configure(g.home.file("kiosk.toml"), s)); err != nil {
		return nil, err
	}
	d := &desk{lines: []*wires.Serial{readerLine, printerLine}, glass: newGlass(s.Glass, func(s sight) { g.read(s) })}
	d.program, err = programs.Start("kiosk", g.home.program("kiosk"), []string{"run", "--config", g.home.file("kiosk.toml")}, g.log("kiosk"))
	if err != nil {
		return nil, errors.Join(err, d.unplug())
	}
	ctx, d.unsee = context.WithCancel(ctx)
	d.seeing.Go(func() { _ = d.glass.run(ctx) }) // it goes dark when the kiosk is killed
	return d, nil
}

func configure(path string, s settings) error {
	f, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("write the kiosk's configuration: %w", err)
	}
	return errors.Join(configuration.Execute(f, s), f.Close())
}

func (d *desk) unplug() error {
	var errs []error
	for _, l := range d.lines {
		errs = append(errs, l.Unplug())
	}
	return errors.Join(errs...)
}

// close ends the kiosk, if it has not ended, and takes its devices away.
func (d *desk) close() error {
	err := d.program.Stop()
	d.unsee()
	d.seeing.Wait()
	return errors.Join(err, d.unplug())
}

// read takes what the glass tells a resident: a number is on it only after "kept".
func (g *ground) read(s sight) {
	if number, code := s.told(); number != "" {
		g.hear(number, code, "")
	}
}

// whole is a round with the whole kiosk, touched through its glass: it is killed
// around a confirmation and comes back to its welcome page; then a kiosk without
// a glass, whose line waits less, drains its queue.
func (g *ground) whole(ctx context.Context, l plan) error {
	d, err := g.open(ctx)
	if err != nil {
		return err
	}
	err = g.serve(ctx, d, l)
	if ended(d.program) {
		err = nil // whatever the hand waited for went with the kiosk
	}
	if err := errors.Join(err, d.close()); err != nil {
		return err
	}
	if d, err = g.open(ctx); err != nil {
		return err
	}
	_, err = d.glass.until(ctx, "the welcome page", func(s sight) bool { return s.offers(nameStart) })
	if err := errors.Join(err, d.close()); err != nil {
		return err
	}
	drain, err := g.drive()
	if err != nil {
		return err
	}
	return g.mend(ctx, drain)
}

// firstWrites are the writes of a confirmation's transaction that the kernel
// tells apart: it joins those that nobody has read about yet.
const firstWrites = 2

// serve lets a resident bring a concern, and kills the kiosk at it.
func (g *ground) serve(ctx context.Context, d *desk, l plan) error {
	h := hand{glass: d.glass, phone: people.Nth(g.visits).Phone}
	g.visits++
	ctx, cancel := context.WithCancel(ctx)
	var beside sync.WaitGroup
	defer beside.Wait()
	defer cancel()
	beside.Go(func() {
		select {
		case <-d.program.Ended():
			cancel()
		case <-ctx.Done():
		}
	})
	if err := h.toReview(ctx); err != nil {
		return err
	}
	if l.has(glassKillLog) {
		beside.Go(func() {
			_ = onWrite(ctx, g.home.kiosk(), 1+l.writes%firstWrites, func() { g.kill(glassKillLog, d.program) })
		})
		return h.confirm(ctx, true)
	}
	if err := h.confirm(ctx, false); err != nil {
		return err
	}
	pause(ctx, time.Duration(float64(forKept)*float64(l.after)/float64(mostAfter)))
	g.kill(glassKill, d.program)
	return nil
}
