package routetest

import (
	"bufio"
	"fmt"
	"image"
	"image/color"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
	"github.com/jezek/xgb/xtest"
)

// depth is the screen's; with it a pixel is four bytes, blue first.
const depth = 24

// Display is an X server of the test's own, without a screen: button events go in by
// XTEST, pixels come out of the root window.
type Display struct {
	Name string // for DISPLAY
	t    testing.TB
	conn *xgb.Conn
	root xproto.Window
	size image.Point
}

// Start runs Xvfb. services is the way to the script build/services, which installs
// it if it is missing; where that cannot be done the test is skipped.
func Start(t testing.TB, services string, width, height int) *Display {
	t.Helper()
	program, err := exec.Command(services, "xvfb").Output()
	if err != nil {
		t.Skipf("no Xvfb here, and it cannot be installed: %v", err)
	}
	number, said, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer number.Close()
	// It chooses a free number itself and says it when it listens.
	server := exec.Command(strings.TrimSpace(string(program)), "-displayfd", "3", "-nolisten", "tcp",
		"-screen", "0", fmt.Sprintf("%dx%dx%d", width, height, depth))
	server.ExtraFiles = []*os.File{said}
	err = server.Start()
	_ = said.Close() // the server has its own
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Process.Kill(); _ = server.Wait() })
	line, err := bufio.NewReader(number).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb does not say its display: %v", err)
	}
	d := &Display{Name: ":" + strings.TrimSpace(line), t: t, size: image.Pt(width, height)}
	d.connect()
	return d
}

func (d *Display) connect() {
	d.t.Helper()
	xgb.Logger.SetOutput(io.Discard) // that there is no authority, and that the server ends with the test
	var err error
	if d.conn, err = xgb.NewConnDisplay(d.Name); err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(d.conn.Close)
	if err := xtest.Init(d.conn); err != nil {
		d.t.Fatal(err)
	}
	d.root = xproto.Setup(d.conn).DefaultScreen(d.conn).Root
}

// Down, Move and Up do with the pointer and its first button what the X server does
// with them for the first finger on a touch panel.
func (d *Display) Down(x, y int) {
	d.t.Helper()
	d.Move(x, y)
	d.fake(xproto.ButtonPress, xproto.ButtonIndex1, 0, 0)
}

// Move moves the pointer.
func (d *Display) Move(x, y int) {
	d.t.Helper()
	d.fake(xproto.MotionNotify, 0, x, y)
}

// Up lifts the finger somewhere.
func (d *Display) Up(x, y int) {
	d.t.Helper()
	d.Move(x, y)
	d.fake(xproto.ButtonRelease, xproto.ButtonIndex1, 0, 0)
}

// fake returns when the server has taken the event.
func (d *Display) fake(event, detail byte, x, y int) {
	d.t.Helper()
	if err := xtest.FakeInputChecked(d.conn, event, detail, 0, d.root, int16(x), int16(y), 0).Check(); err != nil {
		d.t.Fatal(err)
	}
}

// Picture is what the screen shows now.
func (d *Display) Picture() *image.RGBA { return d.part(image.Rectangle{Max: d.size}) }

// Pixel is one pixel of it.
func (d *Display) Pixel(x, y int) color.RGBA {
	return d.part(image.Rect(x, y, x+1, y+1)).RGBAAt(x, y)
}

func (d *Display) part(r image.Rectangle) *image.RGBA {
	d.t.Helper()
	got, err := xproto.GetImage(d.conn, xproto.ImageFormatZPixmap, xproto.Drawable(d.root),
		int16(r.Min.X), int16(r.Min.Y), uint16(r.Dx()), uint16(r.Dy()), ^uint32(0)).Reply()
	if err != nil {
		d.t.Fatal(err)
	}
	return fromBGRX(got.Data, r)
}
