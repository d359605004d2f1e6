package main

import (
	"context"
	"image"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
	"unicode"

	"station365/assets"
	readeremulator "station365/devices/idcard/sam/emulator"
	"station365/devices/printer"
	printeremulator "station365/devices/printer/escpos/emulator"
	"station365/devices/serial/serialtest"
	"station365/kiosk"
	"station365/kiosk/words"
	"station365/sync/centre"
	"station365/sync/wire"
)

// stand is a whole kiosk as the program assembles it, with emulated devices at the
// far ends of pseudo terminals and a centre on loopback. A test has a finger and
// eyes, no more.
type stand struct {
	t       *testing.T
	config  config
	kiosk   *appliance
	reader  *readeremulator.Reader
	printer *printeremulator.Printer
	cables  map[string]*serialtest.PTY
	centre  *centre.Centre
	words   *words.Table
	log     *diary
	old     kiosk.Kept // what was kept last before the kiosk started
	kept    int64      // how many that were
	paper   *scribe
	slips   atomic.Int32 // whole ones that came out of the printer
	stop    func()       // ends the kiosk's program; its surroundings stay
	lifted  time.Time    // the finger, when it last pressed
	pressed image.Rectangle
	at      image.Point
}

// lacking is what is broken before the kiosk starts.
type lacking struct {
	disk           bool // it takes no write
	reader, centre bool
	clock          bool
	asked          <-chan os.Signal // not nil: an update can come, and the attendant says when
	settings       func(*config)
	before         func(*stand) // with everything but the kiosk there
}

func open(t *testing.T, b lacking) *stand {
	t.Helper()
	s := &stand{t: t, config: bare(t), cables: map[string]*serialtest.PTY{}, log: &diary{}}
	s.config.Times, s.config.Sound = usualTimes, soundConfig{Player: none, Speech: none, Volume: "off"}
	s.config.Screen.Width, s.config.Screen.Height, s.config.Screen.PanelMM = 540, 960, 268 // coarse pixels: quicker
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	t.Cleanup(func() { cancel(); running.Wait() })
	shut := func() {}
	if b.disk {
		shut = onADiskOfItsOwn(t, &s.config)
	}
	s.plugIn(ctx, &running, b)
	s.enrol(ctx, &running, b)
	if b.settings != nil {
		b.settings(&s.config)
	}
	if b.before != nil {
		b.before(s)
	}
	shut()
	s.stop = func() {}
	t.Cleanup(func() {
		s.stop()
		cancel() // what is around it goes last
		if text := s.log.String(); strings.Contains(text, "visit broke") {
			t.Errorf("a visit broke:\n%s", text)
		} else if t.Failed() {
			t.Log("the kiosk wrote:\n" + text)
		}
	})
	s.start(b)
	return s
}

// start starts the kiosk's program.
func (s *stand) start(b lacking) {
	s.t.Helper()
	s.kiosk = must[*appliance](s.t)(assemble(s.config, s.log.log()))
	s.words = s.kiosk.place.words
	s.paper = &scribe{Printer: s.kiosk.printer}
	s.kiosk.printer = s.paper
	if b.clock {
		s.kiosk.clock.notBefore(time.Now().AddDate(1, 0, 0)) // something kept here bears a later time
	}
	if b.asked != nil {
		s.kiosk.successor = s.place(b.asked)
	}
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { _ = s.kiosk.run(ctx) })
	s.stop = sync.OnceFunc(func() { cancel(); running.Wait(); _ = s.kiosk.store.Close() })
	eventually(s.t, "the welcome page", func() bool { return len(s.targets()) > 0 })
}

// plugIn runs the emulators.
func (s *stand) plugIn(ctx context.Context, running *sync.WaitGroup, b lacking) {
	s.t.Helper()
	regular, bold := assets.Fonts()
	s.reader = readeremulator.New(readeremulator.Opts{})
	s.printer = must[*printeremulator.Printer](s.t)(printeremulator.New(printeremulator.Opts{Dots: 576, Charset: "gb18030", Regular: regular, Bold: bold, Can: printeremulator.Full(),
		OnSlip: s.came}))
	for _, name := range []string{"reader", "printer"} {
		p, err := serialtest.OpenPTY()
		if err != nil {
			s.t.Skipf("no pseudo terminals here: %v", err)
		}
		s.t.Cleanup(func() { _ = p.Close() })
		s.cables[name] = p
	}
	running.Go(func() { _ = s.reader.Run(ctx, s.cables["reader"].Device) })
	running.Go(func() { _ = s.printer.Run(ctx, s.cables["printer"].Device) })
	s.config.Printer.Port, s.config.Printer.Flow, s.config.Printer.QR = s.cables["printer"].Path, "xonxoff", "probe"
	if !b.reader {
		s.config.Reader.Port = s.cables["reader"].Path
	}
}

// enrol makes this kiosk one of a centre's, which is there or not.
func (s *stand) enrol(ctx context.Context, running *sync.WaitGroup, b lacking) {
	s.t.Helper()
	top := s.t.TempDir()
	must[string](s.t)(centre.Init(filepath.Join(top, "centre")))
	s.centre = must[*centre.Centre](s.t)(centre.Open(filepath.Join(top, "centre"), centre.Opts{}))
	listener := must[net.Listener](s.t)(net.Listen("tcp", "127.0.0.1:0"))
	s.t.Cleanup(func() { running.Wait(); _ = s.centre.Close() })
	if b.centre {
		_ = listener.Close()
	} else {
		running.Go(func() { _ = s.centre.Serve(ctx, listener) })
	}
	s.config.Centre.URL, s.config.Centre.Identity = "mqtt://"+listener.Addr().String(), filepath.Join(top, "identity.json")
	if err := os.MkdirAll(s.config.Kiosk.State, 0o700); err != nil {
		s.t.Fatal(err)
	}
	keys := must[wire.KioskKeys](s.t)(ensureKeys(filepath.Join(s.config.Kiosk.State, keysFile)))
	request := must[wire.Request](s.t)(keys.Request())
	request.Kiosk, request.Community, request.Prefix = "shanan-2", "shanan", "S2"
	identity := must[wire.Identity](s.t)(s.centre.Enrol(ctx, request))
	if err := wire.WriteFile(s.config.Centre.Identity, identity); err != nil {
		s.t.Fatal(err)
	}
}

// shortest is the least that a whole receipt has in rows of dots: twelve centimetres. What
// is less is the torn part of one, which the printer's knife takes away.
const shortest = 960

func (s *stand) came(slip image.Image) {
	if slip.Bounds().Dy() >= shortest {
		s.slips.Add(1)
	}
}

// scribe writes down what is given to the printer.
type scribe struct {
	printer.Printer
	mu    sync.Mutex
	pages []printer.Page
}

// Print notes the page and prints it.
func (c *scribe) Print(ctx context.Context, j printer.Job) (printer.Outcome, error) {
	c.mu.Lock()
	c.pages = append(c.pages, j.Page)
	c.mu.Unlock()
	return c.Printer.Print(ctx, j)
}

// last is the text of the last paper, without spaces, and how many there were.
func (c *scribe) last() (text string, papers int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.pages) == 0 {
		return "", 0
	}
	var all strings.Builder
	for _, b := range c.pages[len(c.pages)-1].Blocks {
		switch {
		case b.Text != nil:
			all.WriteString(b.Text.Lead + b.Text.Text)
		case b.Pair != nil:
			all.WriteString(b.Pair.Label + b.Pair.Value)
		}
	}
	return bareText(all.String()), len(c.pages)
}

// page is all that can be read on the glass, without spaces.
func (s *stand) page() string {
	return bareText(strings.Join(s.kiosk.screen.glass.Describe().Texts, ""))
}

func bareText(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}

// reads tells whether the sentence of key stands on the glass.
func (s *stand) reads(key string, args ...string) bool {
	if !s.words.Has(key) {
		s.t.Fatalf("there is no sentence %s", key)
	}
	return strings.Contains(s.page(), bareText(s.words.T(key, args...)))
}

// sees waits for the sentence of key.
func (s *stand) sees(key string, args ...string) {
	s.t.Helper()
	deadline := time.Now().Add(patience)
	for !s.reads(key, args...) {
		if time.Now().After(deadline) {
			s.t.Fatalf("%s (%s) is not on the page:\n%s\n%v", key, s.words.T(key, args...), s.page(), s.targets())
		}
		<-time.After(20 * time.Millisecond)
	}
}

// targets are the names of what can be pressed.
func (s *stand) targets() (names []string) {
	for _, t := range s.kiosk.screen.glass.Describe().Targets {
		if t.Enabled {
			names = append(names, t.Name)
		}
	}
	return names
}

// number finds the case number on the glass.
func (s *stand) number() kiosk.CaseNumber {
	s.t.Helper()
	for _, text := range s.kiosk.screen.glass.Describe().Texts {
		if n := kiosk.CaseNumber(bareText(text)); n.Valid() {
			return n
		}
	}
	s.t.Fatalf("no number stands on the page:\n%s", s.page())
	return ""
}
