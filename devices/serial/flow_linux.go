package serial

import (
	"errors"

	"golang.org/x/sys/unix"
)

// The bytes of XonXoff. tarm leaves both 0, which would make a byte 00 of a
// status stop the line.
const (
	xon  = 0x11
	xoff = 0x13
)

// errFlow is a port that keeps other settings than it was given: drivers of some
// adapters drop RTS and CTS without an error.
var errFlow = errors.New("the port does not take this setting")

// control sets who may tell us to wait, and reads the settings back. Tarm has
// cleared both kinds before, which also lets a line go on that an earlier run
// left stopped.
func control(fd int, f Flow) error {
	if f == NoFlow {
		return nil
	}
	s, err := unix.IoctlGetTermios(fd, unix.TCGETS)
	if err != nil {
		return err
	}
	switch f {
	case XonXoff:
		s.Iflag |= unix.IXON
		s.Cc[unix.VSTART], s.Cc[unix.VSTOP] = xon, xoff
	case RtsCts:
		s.Cflag |= unix.CRTSCTS
	default:
		return errors.New("no such kind")
	}
	if err := unix.IoctlSetTermios(fd, unix.TCSETS, s); err != nil {
		return err
	}
	got, err := unix.IoctlGetTermios(fd, unix.TCGETS)
	if err != nil {
		return err
	}
	if got.Iflag != s.Iflag || got.Cflag != s.Cflag || got.Cc[unix.VSTART] != s.Cc[unix.VSTART] || got.Cc[unix.VSTOP] != s.Cc[unix.VSTOP] {
		return errFlow
	}
	return nil
}
