//go:build window

package backend

import (
	"context"
	"log/slog"
	"strings"
	"testing"

	"station365/kiosk/ui/backend/routetest"
)

func startWindow(t *testing.T) *subject {
	t.Helper()
	d := routetest.Start(t, "../../../build/services", subjectSize.X, subjectSize.Y)
	s := start(t, "window", "DISPLAY="+d.Name)
	s.route = d
	s.await("shown")
	return s
}

func TestARealWindow_PressesAsPromised(t *testing.T) {
	theRouteKeepsItsPromise(t, startWindow(t))
}

func TestARealWindow_ShowsThePaintersFrames(t *testing.T) {
	theRouteShowsThePaintersFrames(t, startWindow(t))
}

func TestTheWindowReadsDisplayNamesAsXDoes(t *testing.T) {
	for name, want := range map[string][2]string{
		":0":            {"unix", "/tmp/.X11-unix/X0"},
		":77.1":         {"unix", "/tmp/.X11-unix/X77"},
		"unix:3":        {"unix", "/tmp/.X11-unix/X3"},
		"desk:1.0":      {"tcp", "desk:6001"},
		"localhost:10":  {"tcp", "localhost:6010"},
		"[::1]:2":       {"tcp", "[::1]:6002"},
		"":              {},
		"0":             {},
		":":             {},
		":zero":         {},
		":-1":           {},
		":99999999999x": {},
	} {
		network, address, err := displayAddress(name)

		if network != want[0] || address != want[1] || (err == nil) == (want[0] == "") {
			t.Errorf("DISPLAY %q is read as %s %s, %v; want %v", name, network, address, err, want)
		}
	}
}

func TestTheWindowHasNoXServerYet_TheGlassGoesOn(t *testing.T) {
	t.Setenv("DISPLAY", "")
	log := &strings.Builder{}
	g, _ := bench(t, func(o *Opts) { o.Logger = slog.New(slog.NewTextHandler(log, nil)) })
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- RunInWindow(ctx, g) }()

	g.Do(func() { g.SetContent(free(at(newKey("确定"), 100, 100, 120, 100))) })
	d := g.Describe()
	cancel()

	if err := <-ended; err != nil || len(d.Targets) != 1 {
		t.Errorf("ended with %v after %v", err, d)
	}
	if !strings.Contains(log.String(), "DISPLAY is not set") {
		t.Errorf("the log says %q", log)
	}
}
