package serialtest

import (
	"errors"
	"fmt"
	"os"

	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// PTY is a pseudo terminal: a line through the kernel's own tty layer. It knows
// no rate and no modem lines, and a port vanishes when its Device is closed.
type PTY struct {
	Device *os.File // the device's side; SetReadDeadline ends a blocked Read
	Path   string   // what the host opens
	node   *os.File // held, so that the host may close and open again
}

// OpenPTY makes one.
func OpenPTY() (*PTY, error) {
	blocking, node, err := pty.Open()
	if err != nil {
		return nil, fmt.Errorf("open pseudo terminal: %w", err)
	}
	defer blocking.Close()
	// The device's side comes in blocking mode, in which neither a deadline nor
	// Close ends a Read; a second descriptor made non-blocking has both.
	fd, err := unix.FcntlInt(blocking.Fd(), unix.F_DUPFD_CLOEXEC, 0)
	if err == nil {
		err = unix.SetNonblock(fd, true)
	}
	if err != nil {
		_ = node.Close()
		return nil, fmt.Errorf("unblock pseudo terminal: %w", err)
	}
	return &PTY{Device: os.NewFile(uintptr(fd), blocking.Name()), Path: node.Name(), node: node}, nil
}

// Close hangs up.
func (p *PTY) Close() error { return errors.Join(p.Device.Close(), p.node.Close()) }
