package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"station365/kiosk/flow"
	"station365/kiosk/ui/backend/routetest"
)

// The glass of the programs that are pressed from outside: a portrait panel.
const wide, high = 1080, 1920

// program is the real program, running, with a hand in front of its glass. It has no
// device, keys or centre, which is no reason not to be pressed.
type program struct {
	t     testing.TB
	route routetest.Route
	pid   int
	end   func()
	tour  []leg
}

// leg is one press of a tour through a visit.
type leg struct {
	name   string
	finger image.Point
	area   image.Rectangle
}

// startProgram builds a program and runs it until the test ends.
func startProgram(t testing.TB, route routetest.Route, screen string, build, environment []string) *program {
	t.Helper()
	return install(t, screen, build, environment).start(t, route)
}

// installed is the real program with its configuration.
type installed struct {
	path, configuration string
	environment         []string
}

// install builds a program for a glass of wide by high.
func install(t testing.TB, screen string, build, environment []string) installed {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "kiosk")
	compile := exec.Command("go", append(append([]string{"build", "-trimpath", "-o", path}, build...), ".")...)
	compile.Env = append(os.Environ(), environment...)
	if out, err := compile.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	configuration := filepath.Join(dir, "kiosk.toml")
	text := fmt.Sprintf(`[kiosk]
id = "shanan-2"
community = "shanan"
state = "state"
[centre]
url = "mqtt://127.0.0.1:1"
identity = "none.json"
[screen]
width = %d
height = %d
%s`, wide, high, screen)
	if err := os.WriteFile(configuration, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return installed{path, configuration, environment}
}

// command is a call of the program, with a flag for its configuration.
func (i installed) command(args ...string) *exec.Cmd {
	c := exec.Command(i.path, append(args, "--config", i.configuration)...)
	c.Env = append(os.Environ(), i.environment...)
	return c
}

// start runs the kiosk until the test or the program is ended.
func (i installed) start(t testing.TB, route routetest.Route) *program {
	t.Helper()
	run := i.command("run")
	var log strings.Builder // read when the program has ended
	run.Stderr = &log
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	end := sync.OnceFunc(func() {
		_ = run.Process.Signal(syscall.SIGTERM)
		if err := run.Wait(); err != nil {
			t.Errorf("the program: %v\n%s", err, log.String())
		}
	})
	t.Cleanup(end)
	return &program{t: t, route: route, pid: run.Process.Pid, end: end, tour: tour(t)}
}

func startStaticProgram(t testing.TB) *program {
	t.Helper()
	p := routetest.NewPanel(t, wide, high)
	return startProgram(t, p, onPanel(p), nil, static)
}

// static is what the static program is built and run with.
var static = []string{"CGO_ENABLED=0"}

// onPanel is the configuration of a glass that is a test's panel.
func onPanel(p *routetest.Panel) string {
	return fmt.Sprintf("backend = %q\ndevice = %q\ntouch = %q\n", "framebuffer", p.Frames, p.Touches)
}

// tour is a visit that looks around and goes: where its targets are is asked of the
// same pages on a glass of the test's own, which lacks the same things.
func tour(t testing.TB) (legs []leg) {
	t.Helper()
	r := newBenchWith(t, noReader{}, func(o *flow.Opts) {
		o.Printer = noPrinter{}
		o.Online = func() bool { return false }
	})
	defer r.end()
	for _, l := range []struct {
		name string
		to   flow.State
	}{
		{"start", flow.Home}, {"door:matter", flow.Matters}, {"matter:residence-registration", flow.FlowCard}, {"nav:next", flow.Notice},
		{"nav:restart", flow.Home},
	} {
		legs = append(legs, r.find(l.name))
		r.press(l.to, l.name)
	}
	return legs
}

// find waits for a target.
func (r *bench) find(name string) leg {
	r.b.Helper()
	deadline, again := time.After(patience), time.NewTicker(glanceEvery)
	defer again.Stop()
	for {
		for _, on := range r.glass.Describe().Targets {
			if on.Name == name {
				return leg{name, on.Rect.Min.Add(on.Rect.Size().Div(2)), on.Rect}
			}
		}
		select {
		case <-again.C:
		case <-deadline:
			r.b.Fatalf("no %s on the glass", name)
		}
	}
}

// press presses a target as quickly as a finger can.
func (p *program) press(l leg) {
	p.t.Helper()
	p.route.Down(l.finger.X, l.finger.Y)
	p.route.Up(l.finger.X, l.finger.Y)
}

// glanceEvery is how often a glass is looked at.
const glanceEvery = time.Millisecond

// first waits for the first page; a glass of one colour shows none yet.
func (p *program) first() *image.RGBA {
	p.t.Helper()
	bare := image.NewRGBA(image.Rect(0, 0, wide, high))
	for {
		bare = p.settled(bare, image.Rectangle{})
		if _, drawn := probe(bare, uniform(bare.RGBAAt(wide/2, high/2)), image.Rectangle{}); drawn {
			return bare
		}
	}
}

func uniform(c color.RGBA) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, wide, high))
	draw.Draw(out, out.Rect, image.NewUniform(c), image.Point{}, draw.Src)
	return out
}

// settled waits until the glass shows something else than before, beside an area,
// and nothing new any more.
func (p *program) settled(before *image.RGBA, but image.Rectangle) *image.RGBA {
	p.t.Helper()
	deadline, again := time.After(patience), time.NewTicker(100*glanceEvery)
	defer again.Stop()
	var last *image.RGBA
	for {
		now := p.route.Picture()
		if last != nil && string(now.Pix) == string(last.Pix) {
			if _, differs := probe(before, now, but); differs {
				return now
			}
		}
		last = now
		select {
		case <-again.C:
		case <-deadline:
			p.t.Fatalf("the glass does not change beside %v, or does not come to rest", but)
		}
	}
}

// probe finds a place in the middle of the page that tells two pictures apart.
func probe(a, b *image.RGBA, but image.Rectangle) (at image.Point, found bool) {
	const step = 3 // finer than a stroke of a letter
	for y := high / 8; y < high*7/8; y += step {
		for x := wide / 8; x < wide*7/8; x += step {
			if at = image.Pt(x, y); a.RGBAAt(x, y) != b.RGBAAt(x, y) && !at.In(but) {
				return at, true
			}
		}
	}
	return at, false
}

// shows waits until the glass shows what another one shows.
func (p *program) shows(t testing.TB, what string, other *program) {
	t.Helper()
	deadline, again := time.After(patience), time.NewTicker(100*glanceEvery)
	defer again.Stop()
	for !bytes.Equal(p.route.Picture().Pix, other.route.Picture().Pix) {
		select {
		case <-again.C:
		case <-deadline:
			t.Fatalf("%s is not the same on both routes", what)
		}
	}
}
