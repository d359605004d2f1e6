package line_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"station365/devices"
	"station365/devices/scanner"
	"station365/devices/scanner/line"
	"station365/devices/scanner/line/emulator"
	"station365/devices/serial"
	"station365/devices/serial/serialtest"
)

// desk is a driver, an emulated scanner and the cable between them, inside a
// synctest bubble: time passes only while everybody waits.
type desk struct {
	t       *testing.T
	dev     *line.Dev
	scanner *emulator.Scanner
	events  chan scanner.Event
	log     *bytes.Buffer
	ended   chan error
	lines   sync.WaitGroup

	mu    sync.Mutex
	out   error // what opening answers while the plug is out
	opens int
	cable *serialtest.Cable
	over  chan struct{} // the emulator has left the cable
}

var usual = line.Format{Suffix: line.CR, Charset: "utf-8"}

// onDesk plays a test with a scanner that is set as the driver believes.
func onDesk(t *testing.T, f line.Format, play func(d *desk)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, f, emulator.Opts{Baud: 9600, Prefix: f.Prefix, Suffix: f.Suffix, Charset: f.Charset})
		d.run()
		d.health(devices.Ready, "")
		play(d)
	})
}

func newDesk(t *testing.T, f line.Format, o emulator.Opts) *desk {
	t.Helper()
	s, err := emulator.New(o)
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{t: t, scanner: s, events: make(chan scanner.Event, 256), log: &bytes.Buffer{}, ended: make(chan error, 1)}
	ctx, cancel := context.WithCancel(t.Context())
	d.dev = line.New(func() (serial.Conn, error) { return d.open(ctx) },
		line.Opts{Port: "desk", Format: f, Logger: slog.New(slog.NewTextHandler(d.log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	t.Cleanup(func() { cancel(); d.lines.Wait() })
	return d
}

// open plugs a new cable between the driver and the emulator.
func (d *desk) open(ctx context.Context) (serial.Conn, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.opens++
	if d.out != nil {
		return nil, d.out
	}
	if d.cable != nil {
		_ = d.cable.Close()
		<-d.over // or it would take what is held before the scanner next
	}
	host, device := serialtest.Pipe()
	cable, over := serialtest.NewCable(device), make(chan struct{})
	d.cable, d.over = cable, over
	d.lines.Go(func() { defer close(over); _ = d.scanner.Run(ctx, cable) })
	return host, nil
}

func (d *desk) run() {
	ctx, cancel := context.WithCancel(d.t.Context())
	go func() { d.ended <- d.dev.Run(ctx, func(e scanner.Event) { d.events <- e }) }()
	d.t.Cleanup(func() {
		cancel()
		if err := <-d.ended; !errors.Is(err, context.Canceled) {
			d.t.Errorf("Run returned %v", err)
		}
	})
}

func (d *desk) unplug(err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.out = err
	_ = d.cable.Close()
}

func (d *desk) plug() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.out = nil
}

func (d *desk) next() scanner.Event {
	d.t.Helper()
	select {
	case e := <-d.events:
		return e
	case <-time.After(time.Minute):
		d.t.Fatal("nothing happens")
	}
	return scanner.Event{}
}

func (d *desk) health(state devices.State, code string) {
	d.t.Helper()
	if e := d.next(); e.Kind != scanner.HealthChanged || e.Health.State != state || e.Health.Code != code {
		d.t.Fatalf("%s %+v %s, want %s %q", e.Kind, e.Health, e.Fault, state, code)
	}
}

func (d *desk) show(text string) {
	d.t.Helper()
	if err := d.scanner.Scan(text); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) scanned(text string) scanner.Code {
	d.t.Helper()
	e := d.next()
	if e.Kind != scanner.CodeScanned || e.Code.Text.Reveal() != text {
		d.t.Fatalf("%s %q %s, want the code %q", e.Kind, e.Code.Text.Reveal(), e.Fault, text)
	}
	return e.Code
}

func (d *desk) fails(kind error, fault string) {
	d.t.Helper()
	if e := d.next(); e.Kind != scanner.CodeFailed || !errors.Is(e.Err, kind) || e.Fault != fault {
		d.t.Fatalf("%s %q %v, want %s %v", e.Kind, e.Fault, e.Err, fault, kind)
	}
}

// quiet lets time pass in which nothing may happen.
func (d *desk) quiet(long time.Duration) {
	d.t.Helper()
	time.Sleep(long)
	synctest.Wait()
	select {
	case e := <-d.events:
		d.t.Fatalf("%s %q %s, want nothing", e.Kind, e.Code.Text.Reveal(), e.Fault)
	default:
	}
}

// tellsNothing checks that no part of a code is in the log.
func (d *desk) tellsNothing(secret string) {
	d.t.Helper()
	synctest.Wait()
	if strings.Contains(d.log.String(), secret) {
		d.t.Errorf("the log says what was scanned: %s", d.log)
	}
}
