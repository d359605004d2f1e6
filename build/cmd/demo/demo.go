package main

import (
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"log/slog"
	"sync"
	"time"

	"station365/assets"
	"station365/build/cmd/demo/page"
	"station365/build/cmd/demo/programs"
	"station365/build/cmd/demo/wires"
	reader "station365/devices/idcard/sam/emulator"
	printer "station365/devices/printer/escpos/emulator"
	scanner "station365/devices/scanner/line/emulator"
	"station365/kiosk/ui/backend"
)

// What the emulated devices are like.
const (
	baud      = 115200
	cardTime  = 600 * time.Millisecond // a module needs this long for text and photograph
	paperPace = 120                    // mm in a second, slow enough to be watched
)

// paperDots are the dots of a line on each paper.
var paperDots = map[string]int{"58mm": 384, "80mm": 576}

// How often the page's tables and the paper are looked at.
const (
	lookEvery  = 400 * time.Millisecond
	paperEvery = 120 * time.Millisecond
)

// demo is one run of everything.
type demo struct {
	options options
	home    *home
	term    *terminal
	log     *slog.Logger
	ctx     context.Context // of run: what the page starts later ends with it

	people      people
	reader      *reader.Reader
	printer     *printer.Printer
	scanner     *scanner.Scanner
	readerLine  *wires.Serial
	printerLine *wires.Serial
	scannerLine *wires.Serial
	network     *network
	centre      *centreRun
	kiosk       *programs.Program
	xvfb        *programs.Program // nil: none of its own is needed
	glass       *glass
	loudspeaker *loudspeaker // nil at a walk
	board       *page.Board
	changed     chan struct{} // the page's tables must be looked at

	mu     sync.Mutex
	laid   string          // who lies on the reader
	faults map[string]bool // of the devices themselves, by the switch's name
	slips  []page.Slip     // newest first
	caught []image.Image
}

// prepare makes the state and the devices; nothing runs yet.
func prepare(ctx context.Context, o options, out io.Writer, log *slog.Logger) (*demo, error) {
	if _, err := backend.DialDock(ctx, ""); errors.Is(err, backend.ErrNoDock) {
		return nil, fmt.Errorf("%w: build it with -tags dock, as the script build/demo does", err)
	}
	h, err := openHome(o.dir)
	if err != nil {
		return nil, err
	}
	d := &demo{options: o, home: h, term: &terminal{out: out}, log: log, ctx: ctx, board: page.NewBoard(), changed: make(chan struct{}, 1), faults: map[string]bool{}}
	if err := h.furnish(ctx, out); err != nil {
		return nil, errors.Join(err, h.close())
	}
	if err := d.emulate(); err != nil {
		return nil, errors.Join(err, h.close())
	}
	return d, nil
}

// emulate makes the devices and their lines.
func (d *demo) emulate() error {
	f, err := assets.FS().Open("personas.json")
	if err != nil {
		return fmt.Errorf("read the invented people: %w", err)
	}
	defer func() { _ = f.Close() }() // only read
	if d.people, err = readPeople(f); err != nil {
		return err
	}
	d.reader = reader.New(reader.Opts{Baud: baud, CardTime: cardTime, Logger: d.log})
	regular, bold := assets.Fonts()
	d.printer, err = printer.New(printer.Opts{Dots: paperDots[d.options.paper], Baud: baud, Charset: "gb18030", Regular: regular, Bold: bold,
		MMPerSecond: paperPace, Can: printer.Full(), OnSlip: d.slip})
	if err != nil {
		return fmt.Errorf("make the printer: %w", err)
	}
	if d.scanner, err = scanner.New(scanner.Opts{Baud: scanBaud, Suffix: "\r"}); err != nil {
		return err
	}
	d.readerLine = wires.NewSerial(d.home.forThisRun("reader"), d.reader, d.log)
	d.printerLine = wires.NewSerial(d.home.forThisRun("printer"), d.printer, d.log)
	d.scannerLine = wires.NewSerial(d.home.forThisRun("scanner"), d.scanner, d.log)
	return nil
}

// run runs everything until ctx ends, the walk is over or the kiosk ends by
// itself; then everything is ended in the order that loses nothing.
func (d *demo) run(ctx context.Context) (err error) {
	ctx, cancel := context.WithCancel(ctx)
	d.ctx = ctx
	var watching sync.WaitGroup
	defer func() {
		cancel()
		watching.Wait()
		err = errors.Join(err, d.end())
	}()
	if err := d.begin(ctx); err != nil {
		return quiet(err)
	}
	watching.Go(func() { d.glass.run(ctx) })
	watching.Go(func() { d.watchPaper(ctx) })
	if d.options.walk {
		return d.unlessTheKioskEnds(ctx, d.walk)
	}
	watching.Go(func() { d.loudspeaker.run(ctx) })
	return d.unlessTheKioskEnds(ctx, d.serve)
}

// begin starts centre, lines and kiosk.
func (d *demo) begin(ctx context.Context) error {
	var err error
	if d.network, err = newNetwork(); err != nil {
		return err
	}
	d.centre = &centreRun{home: d.home, term: d.term, lead: d.network.lead}
	d.term.say("starting the centre with its embedded broker and database")
	if err := d.centre.start(ctx); err != nil {
		return err
	}
	if err := d.home.enrol(ctx, d.term, d.network.enrolment.Address()); err != nil {
		return err
	}
	d.term.say("plugging in card reader, receipt printer and scanner, each on a pty: %d, %d and %d baud", baud, baud, scanBaud)
	if err := errors.Join(d.readerLine.Plug(), d.printerLine.Plug(), d.scannerLine.Plug()); err != nil {
		return err
	}
	if !d.options.walk {
		if d.loudspeaker, err = newLoudspeaker(d.home.forThisRun("sounds"), d.board, d.log); err != nil {
			return err
		}
	}
	s := d.options.screen
	socket := d.home.forThisRun("glass")
	err = d.home.configure(settings{Kiosk: kioskID, Community: community, State: d.home.kiosk(), Identity: d.home.identity(),
		Reader: d.readerLine.Path(), Printer: d.printerLine.Path(), Scanner: d.scannerLine.Path(), ScanBaud: scanBaud, Glass: socket, Network: d.network.broker.Address(), Enrolment: d.network.enrolment.Address(), Baud: baud,
		Width: s.width, Height: s.height, PanelMM: s.panelMM, Scale: d.options.scale, Paper: d.options.paper, Route: d.route(), Player: d.loudspeaker.player()})
	if err != nil {
		return err
	}
	d.term.say("starting the kiosk: %dx%d", s.width, s.height)
	d.glass = newGlass(socket, d.board.Glass)
	return d.startKiosk(ctx)
}

// end ends everything that begin has come to.
func (d *demo) end() error {
	var errs []error
	if d.kiosk != nil {
		errs = append(errs, d.kiosk.Stop())
	}
	if d.xvfb != nil {
		errs = append(errs, d.xvfb.Stop())
	}
	if d.centre != nil {
		errs = append(errs, d.centre.stop())
	}
	errs = append(errs, d.loudspeaker.close(), d.readerLine.Unplug(), d.printerLine.Unplug(), d.scannerLine.Unplug())
	if d.network != nil {
		errs = append(errs, d.network.Close())
	}
	errs = append(errs, d.home.close())
	d.term.say("ended; nothing is left behind%s", map[bool]string{true: " but the state in " + d.home.dir}[d.home.kept])
	return errors.Join(errs...)
}

// unlessTheKioskEnds does f, and gives it up when the kiosk ends by itself.
func (d *demo) unlessTheKioskEnds(ctx context.Context, f func(context.Context) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	gone := errors.New("the kiosk ended by itself")
	over := make(chan struct{})
	defer close(over)
	go func() {
		select {
		case <-d.kiosk.Ended():
			cancel(gone)
		case <-over:
		}
	}()
	err := f(ctx)
	if errors.Is(context.Cause(ctx), gone) {
		return errors.Join(gone, d.kiosk.Err())
	}
	return quiet(err)
}

// quiet drops an end that was asked for.
func quiet(err error) error {
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// serve shows everything on the page until ctx ends.
func (d *demo) serve(ctx context.Context) error {
	listener, err := page.Listen(d.options.port)
	if err != nil {
		return err
	}
	p := page.New(listener, d.board, d, d.log)
	d.term.say("\n  The page with kiosk, cards, paper and faults is here (end with Ctrl-C):\n\n    %s\n", p.URL())
	var watching sync.WaitGroup
	watching.Go(func() { d.watchCases(ctx) })
	err = p.Serve(ctx)
	watching.Wait()
	return err
}
