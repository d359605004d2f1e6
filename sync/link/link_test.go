package link_test

import (
	"context"
	"errors"
	"io"
	"net"
	"sync"
	"testing"
	"time"

	"station365/sync/link"
)

// deadline is how long a test on loopback waits.
const deadline = 10 * time.Second

// rude is a broker that lets everybody in, reads one message and hangs up
// without an answer, for ever.
type rude struct {
	listener net.Listener
	mu       sync.Mutex
	visits   int
	done     sync.WaitGroup
}

func newRude(t *testing.T) *rude {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := &rude{listener: l}
	r.done.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			r.serve(c)
		}
	})
	t.Cleanup(func() { _ = l.Close(); r.done.Wait() })
	return r
}

func (r *rude) serve(c net.Conn) {
	defer func() { _ = c.Close() }()
	if _, err := readPacket(c); err != nil { // CONNECT
		return
	}
	if _, err := c.Write([]byte{0x20, 2, 0, 0}); err != nil { // CONNACK
		return
	}
	r.mu.Lock()
	r.visits++
	r.mu.Unlock()
	_, _ = readPacket(c) // PUBLISH, and away
}

// readPacket reads one MQTT packet shorter than 128 bytes.
func readPacket(c io.Reader) ([]byte, error) {
	head := make([]byte, 2)
	if _, err := io.ReadFull(c, head); err != nil {
		return nil, err
	}
	rest := make([]byte, head[1])
	_, err := io.ReadFull(c, rest)
	return rest, err
}

// up starts a link and returns a channel that tells of lines made.
func up(t *testing.T, l *link.Link) <-chan bool {
	t.Helper()
	changes := make(chan bool, 99)
	l.Watch(func(_ context.Context, is bool) {
		select {
		case changes <- is:
		default:
		}
	})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- l.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return changes
}

func await(t *testing.T, changes <-chan bool, want bool) {
	t.Helper()
	end := time.After(deadline)
	for {
		select {
		case is := <-changes:
			if is == want {
				return
			}
		case <-end:
			t.Fatalf("the line did not become %v", want)
		}
	}
}

func TestBrokerHangsUpWithoutAnAnswer_SendIsNeverCalledDone(t *testing.T) {
	r := newRude(t)
	l := link.New(link.Opts{URL: "mqtt://" + r.listener.Addr().String(), Client: "kiosk-1", MinBackoff: time.Millisecond, MaxBackoff: 5 * time.Millisecond})
	changes := up(t, l)
	await(t, changes, true)

	answer := l.Send("v1/c/kiosk-1/up", []byte("record"))
	await(t, changes, false)
	await(t, changes, true)

	select {
	case err := <-answer:
		if err == nil {
			t.Error("called done, and nobody answered")
		}
	case <-time.After(deadline):
		t.Error("no word at all")
	}
}

func TestNobodyListens_SendSaysOfflineAtOnce(t *testing.T) {
	l := link.New(link.Opts{URL: "mqtt://127.0.0.1:1", Client: "kiosk-1", MinBackoff: time.Millisecond})
	up(t, l)

	err := l.Publish(t.Context(), "v1/c/kiosk-1/up", []byte("record"))

	if !errors.Is(err, link.ErrOffline) || l.Connected() {
		t.Errorf("offline: %v", err)
	}
}
