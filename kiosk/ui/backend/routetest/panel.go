package routetest

import (
	"encoding/binary"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Of linux/input-event-codes.h: what a touch panel says.
const (
	synchronise, key, absolute = 0, 1, 3
	horizontal, vertical       = 0, 1
	touching                   = 0x14a
)

// Panel is a touch panel that is a pipe, and a framebuffer that is a file.
type Panel struct {
	Touches, Frames string // paths
	t               testing.TB
	pipe            *os.File
	size            image.Point
}

// NewPanel makes the pipe; the program makes the file.
func NewPanel(t testing.TB, width, height int) *Panel {
	t.Helper()
	dir := t.TempDir()
	p := &Panel{Touches: filepath.Join(dir, "touch"), Frames: filepath.Join(dir, "panel"), t: t, size: image.Pt(width, height)}
	if err := unix.Mkfifo(p.Touches, 0o600); err != nil {
		t.Fatal(err)
	}
	var err error
	// Opened for both, so that it does not wait for the program.
	if p.pipe, err = os.OpenFile(p.Touches, os.O_RDWR, 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.pipe.Close() })
	return p
}

// event is kind, code and value of a struct input_event.
type event struct {
	kind, code uint16
	value      int32
}

func (p *Panel) write(events ...event) {
	p.t.Helper()
	var out []byte
	for _, e := range append(events, event{kind: synchronise}) {
		out = append(out, make([]byte, 2*unsafe.Sizeof(uintptr(0)))...) // when: two C longs
		out = binary.NativeEndian.AppendUint16(out, e.kind)
		out = binary.NativeEndian.AppendUint16(out, e.code)
		out = binary.NativeEndian.AppendUint32(out, uint32(e.value))
	}
	if _, err := p.pipe.Write(out); err != nil {
		p.t.Fatal(err)
	}
}

// Down lays the finger on.
func (p *Panel) Down(x, y int) {
	p.t.Helper()
	p.write(event{absolute, horizontal, int32(x)}, event{absolute, vertical, int32(y)}, event{key, touching, 1})
}

// Move moves it.
func (p *Panel) Move(x, y int) {
	p.t.Helper()
	p.write(event{absolute, horizontal, int32(x)}, event{absolute, vertical, int32(y)})
}

// Up lifts it; a panel says where a finger is before it says that it is gone.
func (p *Panel) Up(x, y int) {
	p.t.Helper()
	p.Move(x, y)
	p.write(event{key, touching, 0})
}

// Picture is what was written into the framebuffer; black before the program begins.
func (p *Panel) Picture() *image.RGBA {
	p.t.Helper()
	pixels, _ := os.ReadFile(p.Frames)
	return fromBGRX(pixels, image.Rectangle{Max: p.size})
}

// Pixel reads one pixel of the framebuffer.
func (p *Panel) Pixel(x, y int) color.RGBA {
	p.t.Helper()
	frames, err := os.Open(p.Frames)
	if err != nil {
		p.t.Fatal(err)
	}
	defer frames.Close()
	pixel := make([]byte, 4)
	if _, err := frames.ReadAt(pixel, int64(4*(y*p.size.X+x))); err != nil {
		p.t.Fatal(err)
	}
	return fromBGRX(pixel, image.Rect(x, y, x+1, y+1)).RGBAAt(x, y)
}
