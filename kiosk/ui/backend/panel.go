package backend

import (
	"context"
	"errors"
	"fmt"
	"image"
	"os"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

const (
	// getAxis is EVIOCGABS(0) of linux/input.h; the axis is added to it.
	getAxis = 0x80184540
	// reopenEvery is how soon a panel that was unplugged is found again.
	reopenEvery = time.Second
)

var errNoPanel = errors.New("it is neither an input device nor a pipe")

// absInfo is struct input_absinfo.
type absInfo struct{ value, min, max, fuzz, flat, resolution int32 }

// ReadTouches reads the touch panel of this glass, which hangs as turn says, until
// the context ends. An input device is scaled from its own range to the panel; a
// named pipe gives the same events in the panel's pixels. A panel that vanishes is
// logged and opened again when it is back; only a path that can never be a panel is
// an error.
func (g *Glass) ReadTouches(ctx context.Context, path string, turn Turn) error {
	glass := g.frame.Rect.Size()
	missing := func(err error) {
		g.opts.Logger.Error("no touch panel: looked for until it is there", "path", path, "err", err)
	}
	return touchPanel{path: path, size: turn.Panel(glass), emit: turn.Touches(glass, g.felt), missing: missing}.follow(ctx)
}

// touchPanel is where touches come from.
type touchPanel struct {
	path    string
	size    image.Point
	emit    func(Touch)
	missing func(error) // told once until it has been there again
}

func (p touchPanel) follow(ctx context.Context) error {
	told := false
	for {
		read, err := p.read(ctx)
		if errors.Is(err, errNoPanel) {
			return fmt.Errorf("read touches from %s: %w", p.path, err)
		}
		if (read || !told) && ctx.Err() == nil {
			told = true
			p.missing(err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(reopenEvery):
		}
	}
}

// read reads until the panel vanishes or the context ends; opened says whether it
// was there at all.
func (p touchPanel) read(ctx context.Context) (opened bool, err error) {
	panel, axes, err := openPanel(p.path)
	if err != nil {
		return false, err
	}
	defer panel.Close()
	stop := context.AfterFunc(ctx, func() { _ = panel.Close() }) // wakes Read
	defer stop()
	events := &touchEvents{glass: p.size, axes: axes, emit: p.emit}
	defer events.lose()
	var buffer [64 * eventLength]byte
	for {
		n, err := panel.Read(buffer[:])
		if err != nil {
			return true, err
		}
		events.feed(buffer[:n])
	}
}

func openPanel(path string) (*os.File, map[uint16]axis, error) {
	found, err := os.Stat(path)
	if err != nil {
		return nil, nil, err
	}
	switch {
	case found.Mode()&os.ModeNamedPipe != 0:
		// Opened for both, so that it neither waits for a writer nor ends with one.
		pipe, err := os.OpenFile(path, os.O_RDWR, 0)
		return pipe, nil, err
	case found.Mode()&os.ModeCharDevice == 0:
		return nil, nil, errNoPanel
	}
	device, err := os.OpenFile(path, os.O_RDONLY|unix.O_NONBLOCK, 0)
	if err != nil {
		return nil, nil, err
	}
	axes, err := axesOf(device)
	if err != nil {
		_ = device.Close() // the first error is the one to tell
		return nil, nil, err
	}
	return device, axes, nil
}

// axesOf asks through the raw connection: File.Fd would make reads block, and a
// blocked read cannot be woken.
func axesOf(device *os.File) (map[uint16]axis, error) {
	raw, err := device.SyscallConn()
	if err != nil {
		return nil, err
	}
	axes := map[uint16]axis{}
	err = raw.Control(func(fd uintptr) {
		for _, code := range [...]uint16{absX, absY, absMtX, absMtY} {
			var info absInfo
			_, _, errno := unix.Syscall(unix.SYS_IOCTL, fd, getAxis+uintptr(code), uintptr(unsafe.Pointer(&info)))
			if errno == 0 {
				axes[code] = axis{min: int(info.min), max: int(info.max)}
			}
		}
	})
	return axes, err
}
