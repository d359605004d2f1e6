package main

import (
	"bytes"
	"context"
	"image"
	"log/slog"
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"station365/kiosk/flow"
	"station365/kiosk/ui/backend"
	"station365/kiosk/ui/backend/routetest"
	"station365/kiosk/ui/kit"
	pages "station365/kiosk/ui/screen"
)

// drifted is a panel that feels fingers some 15 mm off, larger and turned a little.
type drifted struct {
	routetest.Route
	perMM float64 // pixels
}

func (d drifted) felt(x, y int) (int, int) {
	a, b := float64(x), float64(y)
	return int(math.Round(1.02*a + 0.01*b + 13.6*d.perMM)), int(math.Round(-0.01*a + 0.985*b + 15.4*d.perMM))
}

func (d drifted) Down(x, y int) { d.Route.Down(d.felt(x, y)) }
func (d drifted) Move(x, y int) { d.Route.Move(d.felt(x, y)) }
func (d drifted) Up(x, y int)   { d.Route.Up(d.felt(x, y)) }

// aDriftedPanelIsMended has a technician calibrate the panel of a program; like is the
// same program with a panel that is right.
func aDriftedPanelIsMended(t *testing.T, i installed, panel routetest.Route, like *program) {
	t.Helper()
	size := onHome(t, "tool:size")
	start, door := like.tour[0], like.tour[1]
	shown := like.first()
	onStart := image.Pt(start.area.Min.X+40, start.finger.Y) // beside its words
	yellow := shown.RGBAAt(onStart.X, onStart.Y)
	wrong := drifted{panel, float64(onGlass.PixelsPerMM)}
	k := i.start(t, wrong)
	k.shows(t, "the first page", like)

	straight := &program{t: t, route: panel} // a finger put where the panel feels it on the key
	straight.press(start)
	like.press(start)
	shown = like.settled(shown, start.area)
	k.shows(t, "the doors", like)
	k.press(size)
	straight.press(door)
	like.press(door)
	shown = like.settled(shown, door.area)
	k.shows(t, "the page after a press beside the key for larger letters", like)

	out, err := i.command("calibrate").CombinedOutput()
	if err == nil || !strings.Contains(string(out), "stop it first") {
		t.Errorf("beside a kiosk at work: %v\n%s", err, out)
	}
	k.end()
	calibrateByHand(t, i, wrong)

	k = i.start(t, wrong)
	eventually(t, "the first page", func() bool { return panel.Pixel(onStart.X, onStart.Y) == yellow })
	for _, l := range []leg{start, door} {
		before := panel.Picture()
		k.press(l)
		k.settled(before, l.area)
	}
	k.shows(t, "the page that the other one is at", like)
	k.press(size)
	like.press(size)
	like.settled(shown, size.area)
	k.shows(t, "the page of the key for larger letters", like)
}

// calibrateByHand runs kiosk calibrate and touches what it asks for.
func calibrateByHand(t *testing.T, i installed, finger routetest.Route) {
	t.Helper()
	save := onProof(t, onGlass)
	run := i.command("calibrate")
	var said bytes.Buffer // read when the program has ended
	run.Stdout, run.Stderr = &said, &said
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- run.Wait() }()
	t.Cleanup(func() { _ = run.Process.Kill() })
	touchCrosses(t, finger, onGlass, save)
	select {
	case err := <-ended:
		if err != nil || !strings.Contains(said.String(), "saved") {
			t.Fatalf("calibrate ended with %v\n%s", err, said.String())
		}
	case <-time.After(patience):
		t.Fatal("calibrate does not end")
	}
}

// touchCrosses presses what it is asked for, until the key that saves it.
func touchCrosses(t *testing.T, finger routetest.Route, glass kit.Panel, save leg) {
	t.Helper()
	indigo := func(at image.Point) func() bool {
		return func() bool { c := finger.Pixel(at.X, at.Y); return c.R < 0x60 && c.B > c.R+0x20 }
	}
	for n, at := range glass.Crosses() {
		eventually(t, "cross "+string(rune('1'+n)), indigo(at))
		finger.Down(at.X, at.Y)
		finger.Up(at.X, at.Y)
	}
	eventually(t, "the key that saves", indigo(image.Pt(save.area.Min.X+int(10*glass.PixelsPerMM), save.finger.Y)))
	finger.Down(save.finger.X, save.finger.Y)
	finger.Up(save.finger.X, save.finger.Y)
}

// onGlass is the panel of the programs, as the pages know it.
var onGlass = kit.Panel{Width: wide, Height: high, PixelsPerMM: wide / 268.}

// onHome is where a target of the doors' page lies.
func onHome(t *testing.T, name string) leg {
	t.Helper()
	r := newBenchWith(t, noReader{}, func(o *flow.Opts) {
		o.Printer = noPrinter{}
		o.Online = func() bool { return false }
	})
	defer r.end()
	r.press(flow.Home, r.find("start").name)
	return r.find(name)
}

// onProof is where the key lies that saves.
func onProof(t *testing.T, glass kit.Panel) (lies leg) {
	t.Helper()
	t.Run("where the key lies that saves", func(t *testing.T) {
		m, _ := measuringOn(t, glass)
		m.glass.Do(func() { m.page.Stage = pages.CalibrationProving; m.wait(forProof) })
		lies = m.key(t, "save")
	})
	return lies
}

// key is where a key of the page lies.
func (m *measuring) key(t *testing.T, name string) leg {
	t.Helper()
	for _, on := range m.shown().Targets {
		if on.Name == name {
			return leg{on.Name, on.Rect.Min.Add(on.Rect.Size().Div(2)), on.Rect}
		}
	}
	t.Fatalf("no key %q", name)
	return leg{}
}

func TestADriftedPanelIsMendedByFiveTouches(t *testing.T) {
	panel := routetest.NewPanel(t, wide, high)

	aDriftedPanelIsMended(t, install(t, onPanel(panel), nil, static), panel, startStaticProgram(t))
}

// stopwatch is a clock that a test puts on.
type stopwatch struct {
	mu  sync.Mutex
	now time.Time
}

func (s *stopwatch) read() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

func (s *stopwatch) pass(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = s.now.Add(d)
}

// measuringOn is a calibration on a glass of the test's own.
func measuringOn(t *testing.T, glass kit.Panel) (*measuring, *stopwatch) {
	t.Helper()
	watch := &stopwatch{now: time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)}
	m := &measuring{now: watch.read, ended: make(chan measured, 1)}
	s := must[*screen](t)(openScreen(screenConfig{Width: int(glass.Width), Height: int(glass.Height), PanelMM: float64(glass.Width / glass.PixelsPerMM)}, m.touches, slog.New(slog.DiscardHandler)))
	face := s.face(must[place](t)(readPlace("")).languages, func(flow.Event) {})
	m.begin(s, func(page pages.Calibration) { face.Calibrate(flow.Look{}, page) })
	ctx, stop := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { _ = s.glass.Run(ctx) })
	t.Cleanup(func() { stop(); running.Wait() })
	return m, watch
}

// puts lays a finger on and lifts it a second later; what the panel says goes where it
// goes on both routes.
func (m *measuring) puts(t *testing.T, watch *stopwatch, at image.Point) {
	t.Helper()
	watch.pass(time.Second)
	felt := m.touches(m.glass.Touch)
	x, y := drifted{perMM: float64(m.panel.PixelsPerMM)}.felt(at.X, at.Y)
	felt(backend.Touch{X: x, Y: y, Kind: backend.Down})
	felt(backend.Touch{X: x, Y: y, Kind: backend.Up})
	m.shown()
}

// shown is the page when all has come to it: a touch, what its key does and the page
// that is drawn for it have a batch of the glass each.
func (m *measuring) shown() backend.Description {
	m.glass.Describe()
	m.glass.Describe()
	return m.glass.Describe()
}

func TestNobodyPressesForHalfAMinute_NothingIsChanged(t *testing.T) {
	m, watch := measuringOn(t, onGlass)
	for _, at := range m.panel.Crosses() {
		m.puts(t, watch, at)
	}
	watch.pass(forProof - 2*time.Second)
	m.glass.Do(m.tick)
	text := strings.Join(m.shown().Texts, "")
	if !strings.Contains(text, "2 秒") || len(m.ended) > 0 {
		t.Errorf("two seconds before the end the page says %s", text)
	}

	watch.pass(2 * time.Second)
	m.glass.Do(m.tick)

	if how := m.await(t.Context()); how.err != errNothingPressed {
		t.Errorf("ended with %v", how)
	}
}

func TestATechnicianGoesAwayFromTheCrosses_NothingIsChanged(t *testing.T) {
	m, watch := measuringOn(t, onGlass)
	m.puts(t, watch, m.panel.Crosses()[0])
	watch.pass(forACross)
	m.glass.Do(m.tick)

	if how := m.await(t.Context()); how.err != errNothingPressed {
		t.Errorf("ended with %v", how)
	}
}

func TestOnceMore_BeginsWithTheFirstCross(t *testing.T) {
	m, watch := measuringOn(t, onGlass)
	for _, at := range m.panel.Crosses() {
		m.puts(t, watch, at)
	}

	m.puts(t, watch, m.key(t, "again").finger)

	if d := m.shown(); len(d.Targets) > 0 || len(m.ended) > 0 {
		t.Errorf("there stands %v", d)
	}
	for _, at := range m.panel.Crosses() {
		m.puts(t, watch, at)
	}
	m.puts(t, watch, m.key(t, "save").finger)
	if how := m.await(t.Context()); how.err != nil || how.numbers.Check() != nil || how.offMM > 0.5 {
		t.Errorf("after that it ended with %v", how)
	}
}

// Neither what the file says before nor the page change by what is not finished.
func TestACalibrationThatIsInterrupted_LeavesTheEarlierOneInForce(t *testing.T) {
	c, d := bare(t), &diary{}
	before := sampleCalibration(c.Screen)
	if _, err := occupy(c.Kiosk.State); err != nil {
		t.Fatal(err)
	}
	if err := writeCalibration(c.Kiosk.State, before); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { _, err := measure(ctx, c, d.log()); ended <- err }()
	eventually(t, "the first cross", func() bool { return lit(c.Screen.Device) })
	cross := must[[]byte](t)(os.ReadFile(c.Screen.Device))

	cancel()

	if err := <-ended; err != errInterrupted {
		t.Errorf("ended with %v", err)
	}
	if left := must[[]byte](t)(os.ReadFile(c.Screen.Device)); bytes.Equal(left, cross) {
		t.Error("the cross is left on the glass")
	}
	if after, err := readCalibration(c.Kiosk.State, c.Screen); err != nil || after.OffMM != before.OffMM || after.At != before.At {
		t.Errorf("in force is %v, %v", after, err)
	}
}

func TestTwoProgramsAtOneStateDirectory_TheSecondIsRefused(t *testing.T) {
	c, d := bare(t), &diary{}
	end := start(t, c, d)
	eventually(t, "the welcome page", func() bool { return lit(c.Screen.Device) })

	_, errBeside := occupy(c.Kiosk.State)
	if err := end(); err != nil {
		t.Fatal(err)
	}
	free, errAfter := occupy(c.Kiosk.State)
	second := serve(t.Context(), c, nil, d.log())

	if errBeside == nil || !strings.Contains(errBeside.Error(), filepath.Base(c.Kiosk.State)) || errAfter != nil {
		t.Errorf("beside it: %v; after it: %v", errBeside, errAfter)
	}
	if second == nil || !strings.Contains(second.Error(), "stop it first") {
		t.Errorf("a kiosk beside a calibration: %v", second)
	}
	if err := free(); err != nil {
		t.Fatal(err)
	}
}
