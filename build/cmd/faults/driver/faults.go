package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
	"unicode/utf16"

	"station365/build/cmd/faults/people"
)

// death ends the driver as kill -9 does, the nth time that it comes to a point.
// The points are those around each durable write: sealed (inside the confirm
// transaction), committed, told, marking-sent, marked-sent, acknowledging and
// acknowledged.
type death struct {
	point string
	left  atomic.Int64
}

// newDeath reads "POINT:N"; "" lives.
func newDeath(text string) *death {
	d := &death{}
	point, n, _ := strings.Cut(text, ":")
	d.point = point
	if times, err := strconv.Atoi(n); err == nil {
		d.left.Store(int64(times))
	}
	return d
}

func (d *death) at(point string) {
	if point == d.point && d.left.Add(-1) == 0 {
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {} // nothing is done between the signal and the end
	}
}

// clock is the machine's, and how far it has jumped.
type clock struct{ jumped atomic.Int64 }

func (c *clock) now() time.Time       { return time.Now().Add(time.Duration(c.jumped.Load())) }
func (c *clock) jump(d time.Duration) { c.jumped.Store(int64(d)) }

// writeDown is a mistake that must be found out: a resident's name in a file, as
// a card has it.
func writeDown(o options) error {
	var name []byte
	for _, unit := range utf16.Encode([]rune(people.Nth(o.first).Name)) {
		name = binary.LittleEndian.AppendUint16(name, unit)
	}
	if err := os.WriteFile(filepath.Join(o.state, "draft"), name, 0o600); err != nil {
		return fmt.Errorf("write a name down: %w", err)
	}
	return nil
}
