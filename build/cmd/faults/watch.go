package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// walTail ends the name of SQLite's log, where every durable write begins.
const walTail = "-wal"

// onWrite calls strike at the nth write to a database's log in dir, in the middle
// of that transaction, unless ctx ends before.
func onWrite(ctx context.Context, dir string, n int, strike func()) error {
	fd, err := unix.InotifyInit1(unix.IN_CLOEXEC | unix.IN_NONBLOCK)
	if err != nil {
		return fmt.Errorf("watch the log: %w", err)
	}
	f := os.NewFile(uintptr(fd), "inotify")
	defer func() { _ = f.Close() }() // twice is harmless
	if _, err := unix.InotifyAddWatch(fd, dir, unix.IN_MODIFY); err != nil {
		return fmt.Errorf("watch the log: %w", err)
	}
	unwatch := context.AfterFunc(ctx, func() { _ = f.Close() })
	defer unwatch()
	b := make([]byte, 4096)
	for {
		got, err := f.Read(b)
		switch {
		case errors.Is(err, os.ErrClosed):
			return nil
		case err != nil:
			return fmt.Errorf("watch the log: %w", err)
		}
		if n -= writes(b[:got]); n <= 0 {
			strike()
			return nil
		}
	}
}

// lengthSize is of the last field of an event's head: how long its name is.
const lengthSize = 4

// writes counts the events that are about a log (inotify(7): a head, then the
// name, padded with zeroes).
func writes(b []byte) (n int) {
	const head = unix.SizeofInotifyEvent
	for len(b) >= head {
		length := int(binary.NativeEndian.Uint32(b[head-lengthSize : head]))
		end := min(head+length, len(b))
		if bytes.HasSuffix(bytes.TrimRight(b[head:end], "\x00"), []byte(walTail)) {
			n++
		}
		b = b[end:]
	}
	return n
}
