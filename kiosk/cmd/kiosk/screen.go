package main

import (
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"station365/assets"
	"station365/kiosk/ui/backend"
	"station365/kiosk/voice"
)

// lookForPanel is how often a panel that is not there is looked for: a person
// who plugs it in again waits no longer than this.
const lookForPanel = 2 * time.Second

// backends are the routes to the glass that this program has; the first is taken
// when none is chosen. One program has one route: the other one's is refused by
// name, not tried.
func backends() []string {
	route := "framebuffer"
	if backend.Windowed {
		route = "window"
	}
	if backend.HasDock {
		return []string{route, "dock"}
	}
	return []string{route}
}

// otherProgram says which program has a route that this one has not.
var otherProgram = map[string]string{
	"window":      "kiosk-window (build/compile --window)",
	"framebuffer": "kiosk (build/compile)",
	"dock":        "the demonstration's kiosk (build/demo)",
}

func (e *configError) checkBackend(found string) {
	allowed := backends()
	program, known := otherProgram[found]
	if known && !slices.Contains(allowed, found) {
		e.add("screen.backend", fmt.Sprintf("%q", found), fmt.Sprintf("%s in this program; %q needs the program %s", strings.Join(allowed, ", "), found, program))
		return
	}
	e.oneOf("screen.backend", found, allowed)
}

// turns are the ways a panel can hang, in degrees that the picture is turned
// clockwise.
var turns = []int{0, 90, 180, 270}

func (e *configError) checkScreen(s screenConfig) {
	e.checkBackend(s.Backend)
	e.oneOf("screen.type", s.Type, scales)
	e.within("screen.width", float64(s.Width), 640, 4096)
	e.within("screen.height", float64(s.Height), 480, 4096)
	e.within("screen.panel_mm", s.PanelMM, 100, 1500)
	switch {
	case !slices.Contains(turns, s.Turn):
		e.add("screen.turn", fmt.Sprint(s.Turn), strings.Trim(fmt.Sprint(turns), "[]"))
	case s.Turn != 0 && s.Backend != "framebuffer":
		e.add("screen.turn", fmt.Sprint(s.Turn), fmt.Sprintf("0 where screen.backend is %q: an X server turns its own screen, with xrandr --rotate", s.Backend))
	}
}

// turned is how the panel hangs.
func (c screenConfig) turned() backend.Turn { return backend.Turn(c.Turn / 90) }

func (c screenConfig) size() image.Point { return image.Pt(c.Width, c.Height) }

// screen is the glass with where its frames go and its touches come from.
type screen struct {
	config screenConfig
	log    *slog.Logger
	glass  *backend.Glass
	panel  *panel
	voice  *voice.Voice // hears of fingers; nil: nobody does
	here   func()       // somebody is there; nil before the visit begins, and the glass's own
}

// openScreen opens a glass; its panel's touches go through correct, if it is not nil.
func openScreen(c screenConfig, correct func(func(backend.Touch)) func(backend.Touch), log *slog.Logger) (*screen, error) {
	regular, bold := assets.Fonts()
	s := &screen{config: c, log: log, panel: &panel{}}
	var err error
	s.glass, err = backend.New(backend.Opts{Width: c.Width, Height: c.Height, PixelsPerMM: s.pixelsPerMM(), Regular: regular, Bold: bold,
		Sink: s.panel, Panel: correct, Touched: s.touched, Pressed: s.pressed, Missed: s.missed, Logger: log})
	if err != nil {
		return nil, fmt.Errorf("open the screen: %w", err)
	}
	return s, nil
}

func (s *screen) touched() {
	if s.voice != nil {
		s.voice.Touched()
	}
}

func (s *screen) pressed() {
	if s.voice != nil {
		s.voice.Pressed()
	}
}

// tellOf has somebody told who is there, though her finger pressed nothing.
func (s *screen) tellOf(here func()) { s.glass.Do(func() { s.here = here }) }

// missed: a finger that follows the lines, or rests beside a key, is still somebody's.
func (s *screen) missed() {
	if s.here != nil {
		s.here()
	}
}

func (s *screen) pixelsPerMM() float64 { return float64(s.config.Width) / s.config.PanelMM }

// run draws and feels until ctx ends. A panel that is missing is waited for.
func (s *screen) run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var parts sync.WaitGroup
	defer parts.Wait()
	broke := make(chan error, 2)
	begin := func(part func(context.Context) error) {
		parts.Go(func() {
			if err := part(ctx); err != nil && ctx.Err() == nil {
				broke <- err
			}
		})
	}
	begin(s.draw)
	if s.config.Backend == "dock" || s.config.Backend == "window" && backend.HasDock {
		begin(s.dock)
	}
	if s.config.Backend == "framebuffer" {
		begin(s.findPanel)
		begin(s.feel)
	}
	select {
	case <-ctx.Done():
		return nil
	case err := <-broke:
		cancel()
		return err
	}
}

// draw is the glass's own loop, in the window where there is one.
func (s *screen) draw(ctx context.Context) error {
	if s.config.Backend == "window" {
		return backend.RunInWindow(ctx, s.glass)
	}
	return s.glass.Run(ctx)
}

// settle returns when everything that was shown is on the glass.
func (s *screen) settle() { s.glass.Describe() }

// dock shows the glass on a socket; only the demonstration's kiosk can.
func (s *screen) dock(ctx context.Context) error {
	if err := os.Remove(s.config.Device); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("clear the dock's socket: %w", err)
	}
	return backend.ServeDock(ctx, s.config.Device, s.glass)
}

// feel reads the touch panel. One that can never be read is told, not fatal:
// the panel still shows, and the queue still goes to the centre.
func (s *screen) feel(ctx context.Context) error {
	err := s.glass.ReadTouches(ctx, s.config.Touch, s.config.turned())
	if err != nil && ctx.Err() == nil {
		s.log.Error("no touches: correct screen.touch", "error", err)
	}
	return nil
}

// findPanel opens the framebuffer as soon as it is there, and closes it at the
// end.
func (s *screen) findPanel(ctx context.Context) error {
	again := time.NewTicker(lookForPanel)
	defer again.Stop()
	told := false
	for {
		sink, closer, err := openPanel(s.config)
		if err == nil {
			s.glass.Do(func() { s.panel.attach(sink, s.glass.Frame()) })
			<-ctx.Done()
			s.panel.attach(nil, nil)
			return closer.Close()
		}
		if !told {
			s.log.Error("no panel: it is looked for until it is there", "error", err)
			told = true
		}
		select {
		case <-ctx.Done():
			return nil
		case <-again.C:
		}
	}
}

// openPanel opens the panel in its own columns and rows. It never makes a file where
// a device belongs.
func openPanel(c screenConfig) (backend.Sink, io.Closer, error) {
	if strings.HasPrefix(c.Device, "/dev/") {
		if _, err := os.Stat(c.Device); err != nil {
			return nil, nil, fmt.Errorf("open the panel: %w", err)
		}
	}
	own := c.turned().Panel(c.size())
	sink, closer, err := backend.OpenFramebuffer(c.Device, own.X, own.Y)
	if err != nil {
		return nil, nil, err
	}
	return c.turned().Sink(sink), closer, nil
}

// panel takes frames also while there is nothing to show them on.
type panel struct {
	mu   sync.Mutex
	sink backend.Sink
}

// Show hands a frame on.
func (p *panel) Show(frame *image.RGBA, changed image.Rectangle) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.sink == nil {
		return nil
	}
	return p.sink.Show(frame, changed)
}

// attach sends the frames to sink from now on, beginning with the whole of this
// one; nil sends them nowhere.
func (p *panel) attach(sink backend.Sink, frame *image.RGBA) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sink = sink
	if sink != nil {
		_ = sink.Show(frame, frame.Rect) // the next frame will say so too
	}
}
