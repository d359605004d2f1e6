package main

import (
	"context"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"station365/assets"
	"station365/devices/printer/escpos/emulator"
	"station365/devices/serial"
	"station365/devices/serial/serialtest"
	"station365/kiosk/station"
)

// posterConfig is a configuration whose printer, if it has one, hangs on port.
func posterConfig(t *testing.T, port string) (path string) {
	t.Helper()
	text := "[kiosk]\nid = \"shanan-2\"\ncommunity = \"shanan\"\nstate = \"state\"\n[centre]\nurl = \"mqtt://127.0.0.1:1\"\nidentity = \"none.json\"\n"
	if port != "" {
		text += fmt.Sprintf("[printer]\ndriver = \"escpos\"\nport = %q\n", port)
	}
	return write(t, text)
}

func TestPosterComesOutOfThePrinter_AndOnlyItsWordCounts(t *testing.T) {
	regular, bold := assets.Fonts()
	var slips atomic.Int32
	p := must[*emulator.Printer](t)(emulator.New(emulator.Opts{Dots: 576, Charset: "gb18030", Regular: regular, Bold: bold, Can: emulator.Full(), OnSlip: func(image.Image) { slips.Add(1) }}))
	cable, err := serialtest.OpenPTY()
	if err != nil {
		t.Skipf("no pseudo terminals here: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { _ = p.Run(ctx, cable.Device) })
	t.Cleanup(func() { cancel(); _ = cable.Close(); running.Wait() })
	path := posterConfig(t, cable.Path)

	code, out, errOut := call("poster", "--config", path)

	if code != exitOK || !strings.Contains(out, "printed") || slips.Load() != 1 {
		t.Errorf("exit %d, %d slips\n%s%s", code, slips.Load(), out, errOut)
	}
	p.SetPaper(false)
	if code, _, errOut := call("poster", "--config", path); code != exitFailed || !strings.Contains(errOut, "not printed") || slips.Load() != 1 {
		t.Errorf("without paper: exit %d, %s", code, errOut)
	}
}

func TestPosterWhileTheKioskHoldsThePrinter_SaysThatItMustBeStopped(t *testing.T) {
	cable, err := serialtest.OpenPTY()
	if err != nil {
		t.Skipf("no pseudo terminals here: %v", err)
	}
	t.Cleanup(func() { _ = cable.Close() })
	held := must[serial.Conn](t)(serial.Opener(serial.Opts{Path: cable.Path, Baud: 115200})())
	t.Cleanup(func() { _ = held.Close() })

	code, _, errOut := call("poster", "--config", posterConfig(t, cable.Path))

	if code != exitFailed || !strings.Contains(errOut, "stop the kiosk first") {
		t.Errorf("exit %d, %s", code, errOut)
	}
}

func TestPosterWithoutAPrinterIsDrawn(t *testing.T) {
	path, file := posterConfig(t, ""), filepath.Join(t.TempDir(), "poster.png")

	printed, _, errOut := call("poster", "--config", path)
	drawn, _, _ := call("poster", "--config", path, "--out", file)

	if printed != exitFailed || !strings.Contains(errOut, "--out") {
		t.Errorf("exit %d, %s", printed, errOut)
	}
	f := must[*os.File](t)(os.Open(file))
	defer f.Close()
	if c, err := png.DecodeConfig(f); drawn != exitOK || err != nil || c.Width != 576 || c.Height < 800 {
		t.Errorf("exit %d, %v of %d × %d", drawn, err, c.Width, c.Height)
	}
}

func TestDeskOfThePosterIsTheProfiles(t *testing.T) {
	p := &station.Profile{Window: "here", Phone: "1", Hours: []station.Hours{
		{Days: []string{"sun", "mon", "someday"}, From: "09:00", Until: "17:30"}, {Days: []string{"wed"}, From: "10:00", Until: "12:00"}}}

	got := fmt.Sprint(deskOf(p))

	if want := "{here [{[Monday Sunday] 9:00 17:30} {[Wednesday] 10:00 12:00}] 1}"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
