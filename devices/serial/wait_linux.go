package serial

import (
	"errors"
	"fmt"
	"io"
	"time"

	"golang.org/x/sys/unix"

	"station365/devices"
)

// falseReady is the pause after the kernel called the line writable and then
// took nothing, which a pty with a sliver of room does: without it we would spin.
const falseReady = 5 * time.Millisecond

// errClosed is what calls under and after Close return.
var errClosed = fmt.Errorf("%w: closed here", devices.ErrGone)

// Receive implements Conn.
func (t *tty) Receive(buf []byte, wait time.Duration) (int, error) {
	t.using.Lock()
	defer t.using.Unlock()
	for end := time.Now().Add(wait); ; {
		got, err := t.poll(unix.POLLIN, end)
		if err != nil {
			return 0, fmt.Errorf("receive: %w", err)
		}
		n, err := t.take(buf, got)
		if n > 0 || err != nil {
			return n, err
		}
		if !time.Now().Before(end) {
			return 0, fmt.Errorf("receive: %w", devices.ErrTimeout)
		}
	}
}

// take reads what poll has seen. Bytes that came before a hang-up are still
// given; nothing read after a hang-up means gone. Nothing read from a living
// line happens if another program stole the bytes: the read took 100 ms then,
// so waiting on does not spin.
func (t *tty) take(buf []byte, got int16) (int, error) {
	n, err := 0, error(nil)
	if got&unix.POLLIN != 0 {
		n, err = t.port.Read(buf)
	}
	switch {
	case n > 0:
		return n, nil
	case err != nil && !errors.Is(err, io.EOF):
		return 0, fmt.Errorf("receive: %w: %w", devices.ErrGone, err)
	case hungUp(got):
		return 0, fmt.Errorf("receive: %w: hang-up", devices.ErrGone)
	}
	return 0, nil
}

// Send implements Conn. The kernel calls a tty writable only while fewer than
// 256 bytes wait in it, so that at most one chunk is under way unseen.
func (t *tty) Send(b []byte, limit time.Duration) (int, error) {
	t.using.Lock()
	defer t.using.Unlock()
	sent := 0
	for end := time.Now().Add(limit); sent < len(b); {
		got, err := t.poll(unix.POLLOUT, end)
		if err != nil {
			return sent, fmt.Errorf("send: %w", err)
		}
		if hungUp(got) {
			return sent, fmt.Errorf("send: %w: hang-up", devices.ErrGone)
		}
		n, err := unix.Write(t.watch, b[sent:min(len(b), sent+MaxChunk)])
		if err != nil && !errors.Is(err, unix.EAGAIN) && !errors.Is(err, unix.EINTR) {
			return sent, fmt.Errorf("send: %w: %w", devices.ErrGone, err)
		}
		if n > 0 {
			sent += n
			end = time.Now().Add(limit)
			continue
		}
		if _, err := t.poll(0, time.Now().Add(falseReady)); !errors.Is(err, devices.ErrTimeout) || time.Now().Before(end) {
			continue // whatever it is, the poll above will say so
		}
		return sent, fmt.Errorf("send: %w", devices.ErrTimeout)
	}
	return sent, nil
}

func hungUp(got int16) bool { return got&(unix.POLLHUP|unix.POLLERR|unix.POLLNVAL) != 0 }

// poll waits until the line is ready for what is wanted, hangs up, is closed by
// us, or end comes: the last two are errors.
func (t *tty) poll(want int16, end time.Time) (int16, error) {
	for {
		if t.closed.Load() {
			return 0, errClosed
		}
		fds := []unix.PollFd{{Fd: int32(t.watch), Events: want}, {Fd: int32(t.bell[0]), Events: unix.POLLIN}}
		n, err := unix.Poll(fds, milliseconds(time.Until(end)))
		switch {
		case errors.Is(err, unix.EINTR):
			continue
		case err != nil:
			return 0, fmt.Errorf("poll: %w", err)
		case n == 0:
			return 0, devices.ErrTimeout
		case fds[1].Revents == 0, fds[0].Revents != 0 && !t.closed.Load():
			return fds[0].Revents, nil
		case t.closed.Load():
			return 0, errClosed
		}
		t.answerBell()
		if want == unix.POLLIN {
			return 0, devices.ErrTimeout
		}
	}
}

// milliseconds rounds up: rounding down would poll with 0 and spin through the
// last millisecond.
func milliseconds(d time.Duration) int {
	return int(max(0, (d+time.Millisecond-1)/time.Millisecond))
}
