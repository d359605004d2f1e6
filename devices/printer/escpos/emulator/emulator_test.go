package emulator

import (
	"bytes"
	"image"
	"io"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"station365/assets"
	"station365/devices/serial"
	"station365/devices/serial/serialtest"
)

// usual is a printer of 58 mm whose slips are caught.
func usual() (Opts, *caught) {
	r, b := assets.Fonts()
	c := &caught{}
	return Opts{Dots: 384, Charset: "gb18030", Regular: r, Bold: b, Can: Full(), OnSlip: c.add}, c
}

type caught struct {
	mu    sync.Mutex
	slips []image.Image
}

func (c *caught) add(img image.Image) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.slips = append(c.slips, img)
}

func (c *caught) count() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.slips)
}

// on runs body with a line to a running printer.
func on(t *testing.T, o Opts, body func(t *testing.T, p *Printer, line serial.Conn)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		p, err := New(o)
		if err != nil {
			t.Fatal(err)
		}
		line, far := serialtest.Pipe()
		var all sync.WaitGroup
		all.Go(func() { _ = p.Run(t.Context(), far) })
		body(t, p, line)
		_ = line.Close()
		all.Wait()
	})
}

func say(t *testing.T, line serial.Conn, parts ...[]byte) {
	t.Helper()
	if _, err := line.Send(bytes.Join(parts, nil), time.Minute); err != nil {
		t.Fatal(err)
	}
}

func answers(line serial.Conn) []byte {
	time.Sleep(time.Second)
	buf := make([]byte, 256)
	n, _ := line.Receive(buf, 0) // nothing said is an answer, too
	return buf[:n]
}

var cutNow = []byte{0x1D, 'V', 'B', 0}

func TestFourByteCharacterPrintsItsDigits_AsOnARealPrinter(t *testing.T) {
	o, _ := usual()
	on(t, o, func(t *testing.T, p *Printer, line serial.Conn) {
		say(t, line, []byte{0x82, 0x30, 0x9A, 0x31}) // one character of four bytes
		time.Sleep(time.Second)

		p.mu.Lock()
		defer p.mu.Unlock()
		var got []rune
		for _, l := range p.letters {
			got = append(got, l.r)
		}
		if string(got) != "?0?1" && string(got) != "?0\u30001" {
			t.Errorf("it prints %q", string(got))
		}
	})
}

func TestPaperOutStopsEverythingButRealtimeAnswers(t *testing.T) {
	o, c := usual()
	on(t, o, func(t *testing.T, p *Printer, line serial.Conn) {
		p.SetPaper(false)
		say(t, line, []byte("abc\n"), cutNow, []byte{0x1D, 'r', 1}, []byte{0x10, 4, 2, 0x10, 4, 4})
		if got := answers(line); !bytes.Equal(got, []byte{0x32, 0x72}) {
			t.Errorf("answers % X", got)
		}
		if c.count() != 0 {
			t.Error("a slip without paper")
		}

		p.SetPaper(true)

		if got := answers(line); !bytes.Equal(got, []byte{0}) || c.count() != 1 {
			t.Errorf("with paper: answers % X, %d slips", got, c.count())
		}
	})
}

func TestClearedBufferPrintsNothingLater(t *testing.T) {
	o, c := usual()
	on(t, o, func(t *testing.T, p *Printer, line serial.Conn) {
		p.SetCover(true)
		say(t, line, []byte("abc\n"), cutNow, []byte{0x10, 5, 2})
		time.Sleep(time.Second)

		p.SetCover(false)
		time.Sleep(time.Second)

		if c.count() != 0 || p.Paper() != nil {
			t.Errorf("%d slips", c.count())
		}
	})
}

func TestFullBufferSaysXOFF_AndBytesBeyondItAreLost(t *testing.T) {
	o, _ := usual()
	o.MMPerSecond = 1
	on(t, o, func(t *testing.T, p *Printer, line serial.Conn) {
		say(t, line, bytes.Repeat([]byte("a line\n"), 1000))
		if got := answers(line); !bytes.Equal(got, []byte{xoff}) {
			t.Errorf("answers % X", got)
		}
		if p.Lost() == 0 {
			t.Error("nothing was lost")
		}

		time.Sleep(time.Hour)

		if got := answers(line); !bytes.Equal(got, []byte{xon}) {
			t.Errorf("then % X", got)
		}
	})
}

func TestASBReportsEachChange(t *testing.T) {
	o, _ := usual()
	on(t, o, func(t *testing.T, p *Printer, line serial.Conn) {
		say(t, line, []byte{0x1D, 'a', 0xFF})
		first := answers(line)
		p.SetCover(true)
		p.SetCover(true)

		second := answers(line)

		if !bytes.Equal(first, []byte{0x10, 0, 0, 0x0F}) || !bytes.Equal(second, []byte{0x38, 0, 0, 0x0F}) {
			t.Errorf("% X, then % X", first, second)
		}
	})
}

func TestLineFails_WhatIsInTheBufferIsPrinted_AndTheNextLineGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o, c := usual()
		o.MMPerSecond = 50
		p, err := New(o)
		if err != nil {
			t.Fatal(err)
		}
		first, far := serialtest.Pipe()
		done := make(chan error, 1)
		go func() { done <- p.Run(t.Context(), far) }()
		say(t, first, []byte("abc\ndef\n"))
		time.Sleep(10 * time.Millisecond)
		_ = first.Close()
		if err := <-done; err != io.EOF {
			t.Errorf("Run: %v", err)
		}

		second, far := serialtest.Pipe()
		go func() { done <- p.Run(t.Context(), far) }()
		say(t, second, cutNow)
		time.Sleep(time.Minute)

		if c.count() != 1 || c.slips[0].Bounds().Dy() < 2*inchSixth {
			t.Errorf("%d slips", c.count())
		}
		_ = second.Close()
		<-done
	})
}

func FuzzPrinter(f *testing.F) {
	f.Add([]byte("\x1b@\x1c&\xc9\xb3\xc4\xcf\n\x1dVB\x00"))
	f.Add([]byte("\x1dv0\x00\x02\x00\x02\x00\x10\x04\x01\xff\x1d(k\x04\x001A2\x00\x1d(k\x06\x001P0abc\x1d(k\x03\x001Q0"))
	f.Add([]byte("\x1d!\x77\x82\x30\x9a\x31\x1b9\x01\xf0\xa0\xae\xb7\x1bJ\xff\x1b3\x00\n"))
	o, _ := usual()
	o.Charset = "utf8"
	f.Fuzz(func(t *testing.T, job []byte) {
		p, err := New(o)
		if err != nil {
			t.Fatal(err)
		}
		if len(job) > bufferSize {
			job = job[:bufferSize]
		}
		p.takeIn(job)
		for range len(job) + 1<<16 {
			before := len(p.buf)
			if _, did := p.step(); !did {
				return // it waits for more
			}
			if len(p.buf) > before {
				t.Fatal("the buffer grows by itself")
			}
		}
		t.Fatal("it never comes to rest")
	})
}
