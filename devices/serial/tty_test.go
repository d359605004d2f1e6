package serial_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"station365/devices"
	"station365/devices/serial"
	"station365/devices/serial/serialtest"
)

// patience is how long a test waits for what must happen; it is never measured.
const patience = 20 * time.Second

// port is a real pty: the device's side and the path that is opened.
func port(t *testing.T) (device *os.File, path string) {
	t.Helper()
	p, err := serialtest.OpenPTY()
	if err != nil {
		t.Skipf("no pseudo terminals here: %v", err)
	}
	t.Cleanup(func() { _ = p.Close() })
	return p.Device, p.Path
}

func open(t *testing.T, path string) serial.Conn {
	t.Helper()
	c, err := serial.Opener(serial.Opts{Path: path, Baud: 115200})()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

// everyByte is each of the 256 values, also those that a terminal would eat.
func everyByte() []byte {
	b := make([]byte, 256)
	for i := range b {
		b[i] = byte(i)
	}
	return b
}

// receive collects n bytes, however they dribble in.
func receive(t *testing.T, c serial.Conn, n int) []byte {
	t.Helper()
	var all []byte
	for buf := make([]byte, 100); len(all) < n; {
		k, err := c.Receive(buf, patience)
		if err != nil {
			t.Fatalf("after %d of %d bytes: %v", len(all), n, err)
		}
		all = append(all, buf[:k]...)
	}
	return all
}

func TestEveryByteValueArrivesUnchangedBothWays(t *testing.T) {
	device, path := port(t)
	c := open(t, path)

	n, err := c.Send(everyByte(), patience)
	down := make([]byte, 256)
	if _, e := readFull(device, down); e != nil || err != nil || n != 256 || !bytes.Equal(down, everyByte()) {
		t.Errorf("down: %d sent, %v, %v, %x", n, err, e, down)
	}
	if _, err := device.Write(everyByte()); err != nil {
		t.Fatal(err)
	}
	if up := receive(t, c, 256); !bytes.Equal(up, everyByte()) {
		t.Errorf("up: %x", up)
	}
}

func readFull(f *os.File, b []byte) (int, error) {
	if err := f.SetReadDeadline(time.Now().Add(patience)); err != nil {
		return 0, err
	}
	n := 0
	for n < len(b) {
		k, err := f.Read(b[n:])
		if n += k; err != nil {
			return n, err
		}
	}
	return n, nil
}

func TestSilenceIsATimeOut_NotAHangUp(t *testing.T) {
	_, path := port(t)
	c := open(t, path)

	for _, wait := range []time.Duration{0, time.Millisecond, 120 * time.Millisecond} {
		if n, err := c.Receive(make([]byte, 8), wait); n != 0 || !errors.Is(err, devices.ErrTimeout) || errors.Is(err, devices.ErrGone) {
			t.Errorf("wait %v: %d, %v", wait, n, err)
		}
	}
}

func TestTheCableIsPulled_ReceiveAndSendSayGoneAndKeepSayingIt(t *testing.T) {
	device, path := port(t)
	c := open(t, path)

	if err := device.Close(); err != nil {
		t.Fatal(err)
	}

	for range 5 {
		if _, err := c.Receive(make([]byte, 8), patience); !errors.Is(err, devices.ErrGone) {
			t.Errorf("receive: %v", err)
		}
		if _, err := c.Send([]byte("x"), patience); !errors.Is(err, devices.ErrGone) {
			t.Errorf("send: %v", err)
		}
	}
}

func TestTheCableIsPulledUnderAWaitingReceive_ItLetsGo(t *testing.T) {
	device, path := port(t)
	c := open(t, path)
	got := make(chan error, 1)

	go func() { _, err := c.Receive(make([]byte, 8), patience); got <- err }()
	if err := device.Close(); err != nil {
		t.Fatal(err)
	}

	if err := <-got; !errors.Is(err, devices.ErrGone) {
		t.Errorf("receive: %v", err)
	}
}

func TestTheOtherSideTakesNothing_SendEndsAndCountsWhatWentOut(t *testing.T) {
	_, path := port(t)
	c := open(t, path)

	n, err := c.Send(make([]byte, 1<<20), 150*time.Millisecond)

	if !errors.Is(err, devices.ErrTimeout) || n == 0 || n == 1<<20 {
		t.Errorf("%d bytes, %v", n, err)
	}
	if err := c.Close(); err != nil {
		t.Errorf("close after a stall: %v", err)
	}
}

func TestCloseEndsAWaitingReceive(t *testing.T) {
	_, path := port(t)
	c := open(t, path)
	got := make(chan error, 1)

	go func() { _, err := c.Receive(make([]byte, 8), patience); got <- err }()
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}

	if err := <-got; !errors.Is(err, devices.ErrGone) {
		t.Errorf("receive: %v", err)
	}
	if err := c.Close(); err != nil {
		t.Errorf("second close: %v", err)
	}
}

func TestCloseEndsAStalledSend(t *testing.T) {
	_, path := port(t)
	c := open(t, path)
	got := make(chan error, 1)

	go func() { _, err := c.Send(make([]byte, 1<<20), patience); got <- err }()
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}

	if err := <-got; !errors.Is(err, devices.ErrGone) {
		t.Errorf("send: %v", err)
	}
}

func TestAPortIsHeldByOneOnly_AndFreeAfterClose(t *testing.T) {
	_, path := port(t)
	first := open(t, path)
	again := serial.Opener(serial.Opts{Path: path, Baud: 9600})

	if _, err := again(); !errors.Is(err, devices.ErrBusy) {
		t.Errorf("second open: %v", err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	second, err := again()
	if err != nil {
		t.Fatalf("after close: %v", err)
	}
	_ = second.Close()
}

func TestTheLinkIsFollowedAtEveryOpen(t *testing.T) {
	_, before := port(t)
	device, after := port(t)
	link := filepath.Join(t.TempDir(), "reader")
	opener := serial.Opener(serial.Opts{Path: link, Baud: 115200})

	if _, err := opener(); !errors.Is(err, devices.ErrGone) {
		t.Errorf("no link yet: %v", err)
	}
	for _, node := range []string{before, after} {
		_ = os.Remove(link)
		if err := os.Symlink(node, link); err != nil {
			t.Fatal(err)
		}
		c, err := opener()
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		if node == after {
			_, _ = device.Write([]byte("here"))
			if got := receive(t, c, 4); string(got) != "here" {
				t.Errorf("received %q", got)
			}
		}
	}
}

func TestWhatIsNoSerialLineIsAMistakeOfConfiguration(t *testing.T) {
	_, path := port(t)
	for _, o := range []serial.Opts{{Path: os.DevNull, Baud: 9600}, {Path: path, Baud: 12345}} {
		_, err := serial.Opener(o)()
		if err == nil || errors.Is(err, devices.ErrGone) || errors.Is(err, devices.ErrBusy) {
			t.Errorf("%+v: %v", o, err)
		}
	}
}
