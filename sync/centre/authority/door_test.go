package authority_test

import (
	"crypto/tls"
	"errors"
	"io"
	"net"
	"os"
	"testing"
	"time"

	"station365/sync/centre/authority"
	"station365/sync/wire"
)

const patience = 20 * time.Second

// porch is a server behind a door, which keeps open whoever is through.
func porch(t *testing.T, b authority.Bounds) (address string, dial func() (*tls.Conn, error)) {
	t.Helper()
	a := shelf(t.TempDir()).open(t, &clock{time.Now()})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	behind := authority.Listen(l, a.Enrolling(), b)
	ended := make(chan bool)
	go func() {
		defer close(ended)
		for {
			c, err := behind.Accept()
			if err != nil {
				return
			}
			go func() { _, _ = io.Copy(io.Discard, c); _ = c.Close() }()
		}
	}()
	t.Cleanup(func() { _ = l.Close(); <-ended })
	return l.Addr().String(), func() (*tls.Conn, error) {
		c, err := tls.DialWithDialer(&net.Dialer{Timeout: patience}, "tcp", l.Addr().String(), &tls.Config{ServerName: wire.CentreName, InsecureSkipVerify: true})
		if err == nil {
			t.Cleanup(func() { _ = c.Close() })
		}
		return c, err
	}
}

func many() authority.Rates {
	return authority.Rates{PerAddress: 1000, PerAddressBurst: 1000, InAll: 1000, InAllBurst: 1000}
}

// silent connects and says nothing.
func silent(t *testing.T, address string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", address)
	must(t, err)
	t.Cleanup(func() { _ = c.Close() })
	return c
}

// isCut waits for the other side to end a connection.
func isCut(t *testing.T, c net.Conn, within time.Duration) bool {
	t.Helper()
	must(t, c.SetReadDeadline(time.Now().Add(within)))
	_, err := c.Read(make([]byte, 1))
	return !errors.Is(err, os.ErrDeadlineExceeded)
}

func TestSilentCrowdAtTheDoor_TheNextIsCutAtOnceUntilOneLeaves(t *testing.T) {
	for what, b := range map[string]authority.Bounds{"in all": {AtOnce: 2, PerAddress: 9, Rates: many()}, "from one address": {AtOnce: 9, PerAddress: 2, Rates: many()}} {
		t.Run(what, func(t *testing.T) {
			address, dial := porch(t, b)
			first := silent(t, address)
			silent(t, address)

			if c := silent(t, address); !isCut(t, c, patience) {
				t.Fatal("a third is kept")
			}
			must(t, first.Close())

			comes(t, dial)
		})
	}
}

// comes tries until it is let in: a server learns a moment later than its client
// that a handshake is over, or that somebody has left.
func comes(t *testing.T, dial func() (*tls.Conn, error)) {
	t.Helper()
	end := time.After(patience)
	for {
		if _, err := dial(); err == nil {
			return
		}
		select {
		case <-end:
			t.Fatal("not let in")
		default:
		}
	}
}

func TestWhoIsThroughTheHandshake_TakesNoPlaceAtTheDoor(t *testing.T) {
	_, dial := porch(t, authority.Bounds{AtOnce: 1, PerAddress: 1, Rates: many()})

	for range 10 {
		comes(t, dial) // and stays
	}
}

func TestHandshakesOneAfterAnother_AreLetInAtTheirRateOnly(t *testing.T) {
	_, dial := porch(t, authority.Bounds{AtOnce: 9, PerAddress: 9,
		Rates: authority.Rates{PerAddress: 0.001, PerAddressBurst: 3, InAll: 1000, InAllBurst: 1000}})

	through := 0
	for range 8 {
		if _, err := dial(); err == nil {
			through++
		}
	}

	if through != 3 {
		t.Errorf("%d of 8 came through, want 3", through)
	}
}
