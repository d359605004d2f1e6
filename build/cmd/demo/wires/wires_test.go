package wires

import (
	"bufio"
	"context"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/tarm/serial"
)

// patience is how long a test waits for bytes on this machine.
const patience = 20 * time.Second

// echo sends back every line it hears, in upper case of the first byte.
type echo struct{}

func (echo) Run(_ context.Context, line io.ReadWriter) error {
	r := bufio.NewReader(line)
	for {
		text, err := r.ReadString('\n')
		if err != nil {
			return err
		}
		if _, err := io.WriteString(line, "heard "+text); err != nil {
			return err
		}
	}
}

func ask(t *testing.T, port io.ReadWriter, text string) string {
	t.Helper()
	if _, err := io.WriteString(port, text); err != nil {
		t.Fatal(err)
	}
	answer, err := bufio.NewReader(port).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

func open(t *testing.T, path string) *serial.Port {
	t.Helper()
	port, err := serial.OpenPort(&serial.Config{Name: path, Baud: 115200})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = port.Close() })
	return port
}

func TestASerialLineOpensAsAPortAndCarriesBytesUnchanged(t *testing.T) {
	line := NewSerial(filepath.Join(t.TempDir(), "reader"), echo{}, slog.New(slog.DiscardHandler))
	if err := line.Plug(); err != nil {
		t.Fatal(err)
	}
	defer line.Unplug()

	got := ask(t, open(t, line.Path()), "\xaa\x96\x69\r\x03\x11\n")

	if got != "heard \xaa\x96\x69\r\x03\x11\n" {
		t.Errorf("the line changed the bytes: %q", got)
	}
}

func TestTheReaderIsUnplugged_TheOpenPortIsHungUpAndItsNameIsGone(t *testing.T) {
	line := NewSerial(filepath.Join(t.TempDir(), "reader"), echo{}, slog.New(slog.DiscardHandler))
	if err := line.Plug(); err != nil {
		t.Fatal(err)
	}
	port := open(t, line.Path())
	ask(t, port, "one\n")

	if err := line.Unplug(); err != nil {
		t.Fatal(err)
	}

	if _, err := io.WriteString(port, "two\n"); err == nil {
		t.Error("the port of an unplugged device still takes bytes")
	}
	if _, err := os.Lstat(line.Path()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the name of the unplugged port is still there: %v", err)
	}
}

func TestTheReaderIsPluggedInAgain_TheSameNameOpensAgain(t *testing.T) {
	line := NewSerial(filepath.Join(t.TempDir(), "reader"), echo{}, slog.New(slog.DiscardHandler))
	for range 3 {
		if err := line.Plug(); err != nil {
			t.Fatal(err)
		}
		if got := ask(t, open(t, line.Path()), "again\n"); got != "heard again\n" {
			t.Errorf("got %q", got)
		}
		if err := line.Unplug(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestANameLeftByAKilledRunIsReplaced(t *testing.T) {
	path := filepath.Join(t.TempDir(), "reader")
	if err := os.Symlink("/dev/pts/gone", path); err != nil {
		t.Fatal(err)
	}
	line := NewSerial(path, echo{}, slog.New(slog.DiscardHandler))

	err := line.Plug()
	defer line.Unplug()

	if err != nil || ask(t, open(t, path), "here\n") != "heard here\n" {
		t.Errorf("plug: %v", err)
	}
}

// centre answers every connection with its name.
func centre(t *testing.T, name string) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			_, _ = io.WriteString(c, name+"\n")
			t.Cleanup(func() { _ = c.Close() })
		}
	}()
	return l.Addr().String()
}

func lay(t *testing.T) *Network {
	t.Helper()
	n, err := NewNetwork()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = n.Close() })
	return n
}

func call(t *testing.T, n *Network) (net.Conn, string, error) {
	t.Helper()
	c, err := net.Dial("tcp", n.Address())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	_ = c.SetDeadline(time.Now().Add(patience))
	text, err := bufio.NewReader(c).ReadString('\n')
	return c, text, err
}

func TestTheNetworkLeadsToWhereverTheCentreIsNow(t *testing.T) {
	n := lay(t)
	for _, name := range []string{"first", "second"} {
		n.Lead(centre(t, name))

		_, said, err := call(t, n)

		if err != nil || said != name+"\n" {
			t.Errorf("reached %q, %v; want %s", said, err, name)
		}
	}
}

func TestTheNetworkIsCut_WhatWentOverItEndsAndNothingNewBegins(t *testing.T) {
	n := lay(t)
	n.Lead(centre(t, "here"))
	before, _, err := call(t, n)
	if err != nil {
		t.Fatal(err)
	}

	n.Cut(true)

	if _, err := before.Read(make([]byte, 1)); !ended(err) {
		t.Errorf("the connection over the cut line ended with %v", err)
	}
	if _, said, err := call(t, n); err == nil {
		t.Errorf("the cut line reached %q", said)
	}
	n.Cut(false)
	if _, said, err := call(t, n); err != nil || said != "here\n" {
		t.Errorf("the mended line reached %q, %v", said, err)
	}
}

// ended tells a hung-up connection from one that only ran out of time.
func ended(err error) bool { return err != nil && !errors.Is(err, os.ErrDeadlineExceeded) }

func TestWithoutACentreACallEnds(t *testing.T) {
	n := lay(t)

	_, _, err := call(t, n)

	if !ended(err) {
		t.Errorf("got %v", err)
	}
}
