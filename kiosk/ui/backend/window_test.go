//go:build window

package backend

import (
	"context"
	"image"
	"log/slog"
	"strings"
	"testing"
	"time"

	"station365/kiosk/ui/backend/routetest"
)

func startWindow(t *testing.T) *subject {
	t.Helper()
	return startWindowOn(t, subjectSize)
}

func startWindowOn(t *testing.T, screen image.Point) *subject {
	t.Helper()
	d := routetest.Start(t, "../../../build/services", screen.X, screen.Y)
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

// On a screen of half the size and other proportions the glass is small, in the middle.
func TestTheWindowOnASmallerScreen_IsPressedWhereItIsSeen(t *testing.T) {
	s := startWindowOn(t, image.Pt(300, 320)) // the glass is 240 wide, with 30 on either side

	for _, do := range hold("取消", 30+140, 75, 100*time.Millisecond) {
		do(s)
	}
	s.await("tap 取消")

	picture := s.route.Picture()
	if edge, middle := picture.RGBAAt(10, 160), picture.RGBAAt(150, 265); edge == middle {
		t.Errorf("beside the glass it is %v, on a key %v", edge, middle)
	}
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
