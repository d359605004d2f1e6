package main

import (
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// errOccupied says that another program has the kiosk's glass and database.
var errOccupied = errors.New("a kiosk, or kiosk calibrate, is at work with this state directory: stop it first")

// occupy makes a state directory this program's own until it ends, however it ends:
// the lock lies on the directory itself and the kernel lets go of it. It needs no file
// there, so that a disk that takes no write can be occupied too.
func occupy(state string) (free func() error, err error) {
	_ = os.MkdirAll(state, 0o700) // if that failed, opening does
	dir, err := os.Open(state)
	if err != nil {
		return nil, fmt.Errorf("open the state directory: %w", err)
	}
	if err := unix.Flock(int(dir.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		_ = dir.Close() // the first error is the one to tell
		if errors.Is(err, unix.EWOULDBLOCK) {
			return nil, fmt.Errorf("%s: %w", state, errOccupied)
		}
		return nil, fmt.Errorf("lock the state directory: %w", err)
	}
	return dir.Close, nil
}
