package trust

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"station365/sync/wire"
)

// clockFile keeps the last time the centre signed.
const clockFile = "centre-time"

// Waits of the clock.
const (
	freshFor  = 24 * time.Hour // a bad crystal is off by seconds in a day
	keepEvery = time.Hour      // how far the kept time may be behind: an hour more of validity, for one write
)

// Clock is the time by which certificates are checked; see the package comment.
type Clock struct {
	machine func() time.Time
	path    string

	mu       sync.Mutex
	floor    time.Time // it is not earlier than this
	kept     time.Time // the floor on the disk
	said     time.Time // the centre's answer; zero for none
	answered time.Time // when it came, by the machine's clock
}

// openClock reads what was kept. A file that cannot be understood is as if it
// were not there.
func openClock(dir string, machine func() time.Time) (*Clock, error) {
	c := &Clock{machine: machine, path: filepath.Join(dir, clockFile), floor: built()}
	b, err := os.ReadFile(c.path)
	if errors.Is(err, fs.ErrNotExist) {
		return c, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the centre's last time: %w", err)
	}
	if at, err := time.Parse(time.RFC3339, strings.TrimSpace(string(b))); err == nil {
		c.kept, c.floor = at, later(at, c.floor)
	}
	return c, nil
}

// built is when the program's source was committed; zero if it does not say.
func built() time.Time {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return time.Time{}
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.time" {
			at, _ := time.Parse(time.RFC3339, s.Value) // zero if it is none
			return at
		}
	}
	return time.Time{}
}

// Now is the best time there is.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now()
}

func (c *Clock) now() time.Time {
	if !c.said.IsZero() {
		return c.said.Add(max(0, c.machine().Sub(c.answered)))
	}
	return later(c.machine(), c.floor)
}

// Fresh reports whether the centre has said the time lately.
func (c *Clock) Fresh() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	passed := c.machine().Sub(c.answered)
	return !c.said.IsZero() && passed >= 0 && passed < freshFor
}

// Heard takes a time that the centre has signed at some time or other: it is not
// earlier.
func (c *Clock) Heard(at time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.said.IsZero() {
		at = c.now() // what was answered counts for more
	}
	c.floor = later(c.floor, at)
	if c.floor.Sub(c.kept) < keepEvery {
		return nil
	}
	return c.keep()
}

// set takes the centre's answer to a question that was just asked. It may be
// earlier than what was kept: a centre's clock can have been wrong, too.
func (c *Clock) set(at time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.said, c.answered = at, c.machine()
	c.floor = at
	return c.keep()
}

func (c *Clock) keep() error {
	if err := wire.WriteBytes(c.path, []byte(c.floor.UTC().Format(time.RFC3339)+"\n")); err != nil {
		return fmt.Errorf("keep the centre's time: %w", err)
	}
	c.kept = c.floor
	return nil
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
