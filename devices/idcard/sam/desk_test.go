package sam_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"station365/devices"
	"station365/devices/idcard"
	"station365/devices/idcard/sam"
	"station365/devices/idcard/sam/emulator"
	"station365/devices/serial"
	"station365/devices/serial/serialtest"
)

// desk is a driver, an emulated reader and the cable between them, inside a
// synctest bubble: time passes only while everybody waits.
type desk struct {
	t      *testing.T
	dev    *sam.Dev
	reader *emulator.Reader
	events chan idcard.Event
	log    *bytes.Buffer
	stop   context.CancelFunc
	ended  chan error

	mu    sync.Mutex
	out   error // what opening answers while the plug is out
	opens int
	rates []int                         // at which it was opened
	tap   func(serial.Conn) serial.Conn // listens in on every line
	// moduleAt is the rate of the module, if that matters
	moduleAt int
	cable    *serialtest.Cable // of the line that is open
	onto     func(c *serialtest.Cable)
}

// onDesk plays a test on a desk.
func onDesk(t *testing.T, habits emulator.Opts, o sam.Opts, play func(d *desk)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, habits, o)
		d.run()
		play(d)
	})
}

// searching plays a test on a desk whose driver looks for a module of a rate.
func searching(t *testing.T, configured, moduleAt int, play func(d *desk)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		d := newDeskFrom(t, plain, sam.Opts{}, configured)
		d.moduleAt = moduleAt
		d.run()
		play(d)
	})
}

func newDesk(t *testing.T, habits emulator.Opts, o sam.Opts) *desk {
	return newDeskFrom(t, habits, o, noSearch)
}

// noSearch is a driver that knows its rate.
const noSearch = -1

// newDeskFrom makes a desk whose driver looks for the rate, at searchFrom first.
func newDeskFrom(t *testing.T, habits emulator.Opts, o sam.Opts, searchFrom int) *desk {
	d := &desk{t: t, reader: emulator.New(habits), events: make(chan idcard.Event, 64), log: &bytes.Buffer{}, ended: make(chan error, 1)}
	o.Port, o.Logger = "desk", slog.New(slog.NewTextHandler(d.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	ctx, cancel := context.WithCancel(t.Context())
	var lines sync.WaitGroup
	d.dev = sam.New(func() (serial.Conn, error) { return d.open(ctx, &lines, 0) }, o)
	if searchFrom >= 0 {
		at := func(baud int) serial.OpenFunc {
			return func() (serial.Conn, error) { return d.open(ctx, &lines, baud) }
		}
		d.dev = sam.Search(at, searchFrom, o)
	}
	t.Cleanup(func() { cancel(); lines.Wait() })
	return d
}

// open plugs a new cable between the driver and the emulator.
func (d *desk) open(ctx context.Context, lines *sync.WaitGroup, baud int) (serial.Conn, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.opens++
	if d.out != nil {
		return nil, d.out
	}
	host, device := serialtest.Pipe()
	d.cable = serialtest.NewCable(device)
	d.rates = append(d.rates, baud)
	if d.moduleAt != 0 && baud != d.moduleAt {
		d.cable.Down.Drop(0, all) // at a wrong rate nothing reaches the module whole
	}
	if d.onto != nil {
		d.onto(d.cable)
	}
	cable := d.cable
	lines.Go(func() { _ = d.reader.Run(ctx, cable) })
	if d.tap != nil {
		return d.tap(host), nil
	}
	return host, nil
}

func (d *desk) run() {
	ctx, cancel := context.WithCancel(d.t.Context())
	d.stop = cancel
	go func() { d.ended <- d.dev.Run(ctx, func(e idcard.Event) { d.events <- e }) }()
	d.t.Cleanup(func() {
		cancel()
		if err := <-d.ended; !errors.Is(err, context.Canceled) {
			d.t.Errorf("Run returned %v", err)
		}
	})
}

// unplug pulls the cable out, plug puts it back.
func (d *desk) unplug(err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.out = err
	if d.cable != nil {
		_ = d.cable.Close()
	}
}

func (d *desk) plug() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.out = nil
}

// wire says what is done to every cable from the next opening on.
func (d *desk) wire(fault func(c *serialtest.Cable)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.onto = fault
}

func (d *desk) opened() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.opens
}

// rated are the rates at which the line was opened.
func (d *desk) rated() []int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.rates)
}

func (d *desk) line() *serialtest.Cable {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.cable
}

// next is the next event of any kind.
func (d *desk) next() idcard.Event {
	d.t.Helper()
	select {
	case e := <-d.events:
		return e
	case <-time.After(5 * time.Minute):
		d.t.Fatal("nothing happened in five minutes")
	}
	return idcard.Event{}
}

// want is the next event, which must be of this kind.
func (d *desk) want(kind idcard.EventKind) idcard.Event {
	d.t.Helper()
	e := d.next()
	if e.Kind != kind {
		d.t.Fatalf("%s (%s %v, %s %s), want %s", e.Kind, e.Code, e.Err, e.Health.State, e.Health.Code, kind)
	}
	return e
}

// ready waits for the reader's first two words.
func (d *desk) ready() {
	d.t.Helper()
	d.health(devices.Starting, "")
	d.health(devices.Ready, "")
}

func (d *desk) health(state devices.State, code string) devices.Health {
	d.t.Helper()
	h := d.want(idcard.HealthChanged).Health
	if h.State != state || h.Code != code || h.Device != "reader" {
		d.t.Fatalf("%s is %s %s (%s), want %s %s", h.Device, h.State, h.Code, h.Detail, state, code)
	}
	return h
}

// failed waits for a failed presentation.
func (d *desk) failed(kind error, code string) {
	d.t.Helper()
	d.want(idcard.CardPlaced)
	d.fails(kind, code)
}

func (d *desk) fails(kind error, code string) {
	d.t.Helper()
	if e := d.want(idcard.CardFailed); !errors.Is(e.Err, kind) || e.Code != code {
		d.t.Fatalf("failed with %v, code %s, want %v, %s", e.Err, e.Code, kind, code)
	}
}

// reads waits for a presentation of somebody's card.
func (d *desk) reads(p emulator.Person) *idcard.Card {
	d.t.Helper()
	d.want(idcard.CardPlaced)
	c := d.want(idcard.CardRead).Card
	if c.IDNumber.Reveal() != p.IDNumber || c.Name.Reveal() != p.Name {
		d.t.Fatalf("read the card of somebody else than %s", p.ID)
	}
	return c
}

// pass lets time go by.
func (d *desk) pass(t time.Duration) { time.Sleep(t) }

// quiet lets time go by in which nothing may happen.
func (d *desk) quiet(t time.Duration) {
	d.t.Helper()
	d.pass(t)
	select {
	case e := <-d.events:
		d.t.Fatalf("%s (%s %v), want nothing", e.Kind, e.Code, e.Err)
	default:
	}
}

// person is one of the invented people.
func person(t testing.TB, id string) emulator.Person {
	t.Helper()
	for _, p := range people(t) {
		if p.ID == id {
			return p
		}
	}
	t.Fatalf("nobody is called %s", id)
	return emulator.Person{}
}

func people(t testing.TB) []emulator.Person {
	t.Helper()
	f, err := os.Open("../../../assets/personas.json")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := emulator.ReadPeople(f)
	if err != nil {
		t.Fatal(err)
	}
	return all
}
