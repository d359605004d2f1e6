package wires

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"syscall"

	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// Device is what hangs at the far end of a serial line: an emulator.
type Device interface {
	Run(ctx context.Context, line io.ReadWriter) error
}

// Serial is a cable that can be plugged in and pulled out. Plugged in, there is
// a path that opens as a serial port; every plug makes a new pty under it.
type Serial struct {
	path   string
	device Device
	log    *slog.Logger

	mu      sync.Mutex
	plugged *plug // nil: pulled out
}

// plug is one time between plugging in and pulling out.
type plug struct {
	near, far *os.File // the device's end; the kiosk's end
	cancel    context.CancelFunc
	ended     chan struct{} // closed when the device has let go
}

// NewSerial is a cable whose near end is device and whose far end will be path.
func NewSerial(path string, device Device, log *slog.Logger) *Serial {
	return &Serial{path: path, device: device, log: log}
}

// Path is where the kiosk finds its port.
func (s *Serial) Path() string { return s.path }

// Plugged reports whether the cable is in.
func (s *Serial) Plugged() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.plugged != nil
}

// Plug puts the cable in; a cable that is in stays in.
func (s *Serial) Plug() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.plugged != nil {
		return nil
	}
	near, far, err := openPTY()
	if err != nil {
		return fmt.Errorf("make a serial line: %w", err)
	}
	if err := link(far.Name(), s.path); err != nil {
		return errors.Join(err, near.Close(), far.Close())
	}
	ctx, cancel := context.WithCancel(context.Background())
	p := &plug{near: near, far: far, cancel: cancel, ended: make(chan struct{})}
	go func() {
		defer close(p.ended)
		if err := s.device.Run(ctx, near); err != nil && ctx.Err() == nil {
			s.log.Warn("a device let go of its line", "line", filepath.Base(s.path), "error", err)
		}
	}()
	s.plugged = p
	return nil
}

// Unplug pulls the cable out and waits until the device has let go. Whoever has
// the port open finds it hung up.
func (s *Serial) Unplug() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.plugged
	if p == nil {
		return nil
	}
	s.plugged = nil
	p.cancel()
	err := os.Remove(s.path)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	if e := p.near.Close(); !errors.Is(e, os.ErrClosed) { // a device may close what it lets go of
		err = errors.Join(err, e)
	}
	err = errors.Join(err, p.far.Close())
	<-p.ended
	if err != nil {
		return fmt.Errorf("unplug %s: %w", filepath.Base(s.path), err)
	}
	return nil
}

// link puts name in place of whatever a killed run has left there.
func link(target, name string) error {
	if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("clear the port's name: %w", err)
	}
	if err := os.Symlink(target, name); err != nil {
		return fmt.Errorf("name the port: %w", err)
	}
	return nil
}

// openPTY opens both ends. The far end stays open here as well: a near end whose
// far end nobody has open can only be read with errors. It is raw from the first
// byte, or the line would answer the device with its own echo.
func openPTY() (near, far *os.File, err error) {
	blocking, far, err := pty.Open()
	if err != nil {
		return nil, nil, err
	}
	if err := makeRaw(far); err != nil {
		return nil, nil, errors.Join(err, blocking.Close(), far.Close())
	}
	near, err = pollable(blocking)
	if err != nil {
		return nil, nil, errors.Join(err, far.Close())
	}
	return near, far, nil
}

// pollable gives a file whose reads end when it is closed. What pty.Open returns
// reads in blocking mode, which only a byte from the other end would end.
func pollable(f *os.File) (*os.File, error) {
	fd, err := unix.FcntlInt(f.Fd(), unix.F_DUPFD_CLOEXEC, 0)
	err = errors.Join(err, f.Close())
	if err != nil {
		return nil, fmt.Errorf("duplicate the line: %w", err)
	}
	if err := syscall.SetNonblock(fd, true); err != nil {
		return nil, errors.Join(fmt.Errorf("make the line pollable: %w", err), unix.Close(fd))
	}
	return os.NewFile(uintptr(fd), f.Name()), nil
}

func makeRaw(f *os.File) error {
	fd := int(f.Fd())
	t, err := unix.IoctlGetTermios(fd, unix.TCGETS)
	if err != nil {
		return fmt.Errorf("read the line's mode: %w", err)
	}
	t.Iflag &^= unix.IGNBRK | unix.BRKINT | unix.PARMRK | unix.ISTRIP | unix.INLCR | unix.IGNCR | unix.ICRNL | unix.IXON
	t.Oflag &^= unix.OPOST
	t.Lflag &^= unix.ECHO | unix.ECHONL | unix.ICANON | unix.ISIG | unix.IEXTEN
	t.Cflag = t.Cflag&^(unix.CSIZE|unix.PARENB) | unix.CS8
	t.Cc[unix.VMIN], t.Cc[unix.VTIME] = 1, 0
	if err := unix.IoctlSetTermios(fd, unix.TCSETS, t); err != nil {
		return fmt.Errorf("make the line raw: %w", err)
	}
	return nil
}
