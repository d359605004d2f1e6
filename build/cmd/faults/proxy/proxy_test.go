package proxy

import (
	"bufio"
	"bytes"
	"io"
	"math/rand/v2"
	"net"
	"slices"
	"testing"
	"time"
)

// patience is how long a test waits for bytes on this machine.
const patience = 20 * time.Second

// ack is a PUBLISH at quality 1 on an acknowledgement's topic.
func ack(id byte) []byte {
	topic := "v1/shanan/shanan-2/ack"
	body := append([]byte{0, byte(len(topic))}, topic...)
	body = append(body, 0, id, 'x')
	return append([]byte{0x32, byte(len(body))}, body...)
}

func TestTheCentresWordAndTheBrokersAreAcknowledgements(t *testing.T) {
	if !isAck(ack(1)) || !isAck([]byte{0x40, 2, 0, 1}) {
		t.Error("an acknowledgement is not told")
	}
	down := bytes.Replace(ack(1), []byte("/ack"), []byte("/off"), 1)
	if isAck(down) || isAck([]byte{0xd0, 0}) {
		t.Error("something else is taken for one")
	}
}

func TestAPacketComesWholeWhateverItsLength(t *testing.T) {
	long := append([]byte{0x30, 0x80, 0x01}, make([]byte, 128)...)

	got, err := read(bufio.NewReader(bytes.NewReader(append(long, 0xd0, 0))))

	if err != nil || !bytes.Equal(got, long) {
		t.Errorf("read %d bytes, %v", len(got), err)
	}
}

func TestOfAHundredAcknowledgementsAboutThirtyMeetTheirFault(t *testing.T) {
	for mode, want := range map[Mode]int{Clean: 1000, Dropped: 700, Doubled: 1300} {
		p := &Proxy{mode: mode, rng: rand.New(rand.NewPCG(1, 1))}
		var held []byte
		n := 0
		for range 1000 {
			n += len(p.fault([]byte{1}, &held))
		}
		if n < want-60 || n > want+60 {
			t.Errorf("%s: of 1000 came %d", mode, n)
		}
	}
}

func TestReordered_NothingIsLostAndTheOrderIsAnother(t *testing.T) {
	p := &Proxy{mode: Reordered, rng: rand.New(rand.NewPCG(1, 1))}
	var held, out []byte
	for i := range byte(200) {
		out = append(out, p.fault([]byte{i}, &held)...)
	}
	out = append(out, held...)

	if len(out) != 200 || slices.IsSorted(out) {
		t.Errorf("%d came", len(out))
	}
}

func TestHalfOpen_TheConnectionStandsAndCarriesNothing(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	heard := make(chan []byte, 16)
	go func() {
		c, err := l.Accept()
		if err != nil {
			return
		}
		for {
			b := make([]byte, 16)
			n, err := c.Read(b)
			if err != nil {
				return
			}
			heard <- b[:n]
		}
	}()
	p, err := New(1, func() io.Writer { return io.Discard })
	if err != nil {
		t.Fatal(err)
	}
	p.Lead(l.Addr().String())
	c, err := net.Dial("tcp", p.Address())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_, _ = c.Write([]byte("one"))
	select {
	case <-heard:
	case <-time.After(patience):
		t.Fatal("the clean line carries nothing")
	}

	p.Set(HalfOpen)
	_, err = c.Write([]byte("two"))

	for p.Counts.Swallowed.Load() == 0 && err == nil {
		select {
		case b := <-heard:
			t.Fatalf("%q came through", b)
		case <-time.After(time.Millisecond):
		}
	}
	if err := p.Close(); err != nil {
		t.Error(err)
	}
}
