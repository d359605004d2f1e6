package main

import (
	"context"
	"image"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"

	"station365/assets"
	readeremulator "station365/devices/idcard/sam/emulator"
	printeremulator "station365/devices/printer/escpos/emulator"
	"station365/devices/serial/serialtest"
	"station365/kiosk"
	"station365/kiosk/ui/backend"
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
	lifted  time.Time // the finger, when it last pressed
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
	s.kiosk = must[*appliance](t)(assemble(s.config, s.log.log()))
	s.words = s.kiosk.place.words
	if b.clock {
		s.kiosk.clock.notBefore(time.Now().AddDate(1, 0, 0)) // something kept here bears a later time
	}
	if b.asked != nil {
		s.kiosk.successor = s.place(b.asked)
	}
	running.Go(func() { _ = s.kiosk.run(ctx) })
	t.Cleanup(func() { cancel(); running.Wait(); _ = s.kiosk.store.Close() })
	t.Cleanup(func() {
		if text := s.log.String(); strings.Contains(text, "visit broke") {
			t.Errorf("a visit broke:\n%s", text)
		}
	})
	eventually(t, "the welcome page", func() bool { return len(s.targets()) > 0 })
	return s
}

// plugIn runs the emulators.
func (s *stand) plugIn(ctx context.Context, running *sync.WaitGroup, b lacking) {
	s.t.Helper()
	regular, bold := assets.Fonts()
	s.reader = readeremulator.New(readeremulator.Opts{})
	s.printer = must[*printeremulator.Printer](s.t)(printeremulator.New(printeremulator.Opts{Dots: 576, Charset: "gb18030", Regular: regular, Bold: bold, Can: printeremulator.Full()}))
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

// settle waits until everything that the finger meant is taken by the visit and the
// page that came of it is on the glass.
func (s *stand) settle() {
	s.t.Helper()
	eventually(s.t, "the visit to take what the finger meant", func() bool {
		s.kiosk.screen.glass.Describe() // whatever was touched is felt
		return s.kiosk.visits.Load().Settled()
	})
	s.kiosk.screen.glass.Describe() // and what came of it is painted
}

// press puts the finger on a target once it is there, until the page has taken it.
func (s *stand) press(name string) {
	s.t.Helper()
	for deadline := time.Now().Add(patience); !s.attempt(name); <-time.After(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			s.t.Fatalf("%s cannot be pressed: %v\n%s", name, s.targets(), s.page())
		}
	}
}

// The glass takes two presses that are near each other in place and within 400 ms for
// one.
const (
	apart  = 450 * time.Millisecond
	nearMM = 10
)

// on presses a target of a page that was read, if that page still stands.
func (s *stand) on(page, name string) bool { s.settle(); return s.page() == page && s.attempt(name) }

// attempt presses a target if it is there; true if the press was taken. However slow
// the machine is, no press is made while an earlier one is under way, and one is made
// again only if nothing at all came of it on the glass: its page still stands, in the
// visit too. So a second press never meets the next page.
func (s *stand) attempt(name string) bool {
	s.t.Helper()
	s.settle()
	glass := s.kiosk.screen.glass
	targets := glass.Describe().Targets
	i := slices.IndexFunc(targets, func(t backend.Target) bool { return t.Name == name && t.Enabled })
	if i < 0 {
		return false
	}
	r := targets[i].Rect
	at := r.Min.Add(r.Size().Div(2))
	if wait := time.Until(s.lifted.Add(apart)); wait > 0 && (at.In(s.pressed) || s.isNear(at)) {
		<-time.After(wait)
		return false // the page may be another one by now
	}
	before := s.kiosk.meant.Load()
	glass.Touch(backend.Touch{X: at.X, Y: at.Y, Kind: backend.Down})
	glass.Touch(backend.Touch{X: at.X, Y: at.Y, Kind: backend.Up})
	s.pressed, s.at, s.lifted = r, at, time.Now()
	s.settle()
	return s.kiosk.meant.Load() > before
}

// isNear tells that a place is where the finger was just now.
func (s *stand) isNear(at image.Point) bool {
	d, most := at.Sub(s.at), int(nearMM*s.kiosk.screen.pixelsPerMM())
	return d.X*d.X+d.Y*d.Y < most*most
}

// walk goes on as a resident in a hurry would, taking the first answer everywhere
// and no telephone, until the sentence of one of keys is read.
func (s *stand) walk(keys ...string) {
	s.t.Helper()
	for deadline := time.Now().Add(2 * patience); time.Now().Before(deadline); {
		page, names := s.page(), s.targets()
		if slices.ContainsFunc(keys, func(k string) bool { return strings.Contains(page, bareText(s.words.T(k))) }) {
			return
		}
		first := slices.IndexFunc(names, func(n string) bool { return strings.HasPrefix(n, "choice:") })
		switch {
		case slices.Contains(names, "choice:anonymous"):
			s.on(page, "choice:anonymous")
		case slices.Contains(names, "choice:no-phone"):
			s.on(page, "choice:no-phone")
		case slices.Contains(names, "key:1") && first < 0:
			if s.on(page, "key:1") {
				s.attempt("nav:next")
			}
		case first >= 0:
			s.on(page, names[first])
		case slices.Contains(names, "page:next"):
			s.on(page, "page:next")
		case slices.Contains(names, "nav:next"):
			s.on(page, "nav:next")
		default:
			<-time.After(20 * time.Millisecond) // the machine is at work
		}
	}
	s.t.Fatalf("none of %v is reached; the page says\n%s", keys, s.page())
}

// home wakes the kiosk.
func (s *stand) home() {
	s.t.Helper()
	eventually(s.t, "the doors", func() bool {
		if slices.Contains(s.targets(), "door:speak") {
			return true
		}
		if names := s.targets(); len(names) > 0 {
			s.press(names[0])
		}
		return slices.Contains(s.targets(), "door:speak")
	})
}

// tell hands in a concern, which needs neither card nor telephone, until one of keys
// is read.
func (s *stand) tell(keys ...string) {
	s.t.Helper()
	s.press("door:speak")
	s.walk(keys...)
}

// kept is every case on the disk; a store beside the kiosk's own reads them.
func (s *stand) waiting() int {
	s.t.Helper()
	now, err := s.kiosk.store.Standing(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	return now.Waiting
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
