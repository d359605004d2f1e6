package serial

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/tarm/serial"
	"golang.org/x/sys/unix"

	"station365/devices"
)

// tarmRead is tarm's own read time-out. It only bounds a Read that finds the
// bytes gone after poll saw them; tarm counts in tenths of a second, so this is
// its smallest. Without one its Close can hang for ever.
const tarmRead = 100 * time.Millisecond

// Opener makes the function that opens the port. Symlinks are followed at every
// call: a cable put back in often gets another node.
func Opener(o Opts) OpenFunc {
	return func() (Conn, error) {
		t, err := open(o)
		if err != nil {
			return nil, fmt.Errorf("open port %s: %w", o.Path, err)
		}
		return t, nil
	}
}

// tty is a line on a real port. tarm's port configures the line and reads; the
// watch is a second, non-blocking descriptor on the same tty, because tarm
// hides its own: it carries the lock, is polled for every wait, and writes,
// since a Write through tarm's blocking descriptor has no end when the other
// side takes nothing.
type tty struct {
	port    *serial.Port
	watch   int
	bell    [2]int // a pipe: Close writes, every poll listens
	closed  atomic.Bool
	using   sync.Mutex // held during Receive, Send and the end of Close
	ringing sync.Mutex // held during Wake and while Close begins: no bell is rung after it
	once    sync.Once
}

func open(o Opts) (*tty, error) {
	path, err := filepath.EvalSymlinks(o.Path)
	if err != nil {
		return nil, kind(err)
	}
	watch, err := unix.Open(path, unix.O_RDWR|unix.O_NOCTTY|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, kind(err)
	}
	t := &tty{watch: watch}
	if err := t.start(path, o); err != nil {
		_ = unix.Close(watch)
		return nil, err
	}
	return t, nil
}

// start locks before it configures: a line that another program is using must
// not lose its settings to us.
func (t *tty) start(path string, o Opts) error {
	if err := unix.Flock(t.watch, unix.LOCK_EX|unix.LOCK_NB); err != nil {
		return fmt.Errorf("lock: %w", kind(err))
	}
	port, err := serial.OpenPort(&serial.Config{Name: path, Baud: o.Baud, ReadTimeout: tarmRead})
	if err != nil {
		return fmt.Errorf("configure %d 8N1: %w", o.Baud, kind(err))
	}
	if err := control(t.watch, o.Flow); err != nil {
		_ = port.Close()
		return fmt.Errorf("flow control %s: %w", o.Flow, kind(err))
	}
	// What was left over from before belongs to nobody.
	if err = port.Flush(); err == nil {
		err = unix.Pipe2(t.bell[:], unix.O_CLOEXEC|unix.O_NONBLOCK)
	}
	if err != nil {
		_ = port.Close()
		return fmt.Errorf("clear: %w", kind(err))
	}
	t.port = port
	return nil
}

// kind joins the system's error with what callers decide by.
func kind(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, unix.ENXIO), errors.Is(err, unix.ENODEV), errors.Is(err, unix.EIO):
		return fmt.Errorf("%w: %w", devices.ErrGone, err)
	case errors.Is(err, unix.EWOULDBLOCK), errors.Is(err, unix.EBUSY):
		return fmt.Errorf("%w: %w", devices.ErrBusy, err)
	}
	return err
}

// Wake implements Waker. A full bell rings already.
func (t *tty) Wake() {
	t.ringing.Lock()
	defer t.ringing.Unlock()
	if !t.closed.Load() {
		_, _ = unix.Write(t.bell[1], []byte{0})
	}
}

// answerBell takes out what Wake has rung.
func (t *tty) answerBell() {
	var rung [16]byte
	_, _ = unix.Read(t.bell[0], rung[:])
}

// Close rings the bell first, so that whoever waits in Receive or Send lets go.
// Flush comes before closing, because the kernel would otherwise wait up to 30 s
// for a stalled line to take the rest.
func (t *tty) Close() error {
	var err error
	t.once.Do(func() {
		t.ringing.Lock()
		t.closed.Store(true)
		t.ringing.Unlock()
		_, _ = unix.Write(t.bell[1], []byte{0})
		t.using.Lock()
		defer t.using.Unlock()
		_ = t.port.Flush()
		err = t.port.Close()
		for _, fd := range []int{t.watch, t.bell[0], t.bell[1]} {
			err = errors.Join(err, unix.Close(fd))
		}
	})
	if err != nil {
		return fmt.Errorf("close port: %w", err)
	}
	return nil
}
