package escpos

import (
	"bytes"
	"fmt"
	"sync"
	"testing"
	"time"

	"station365/devices"
	"station365/devices/serial/serialtest"
)

// recording is what a printer was heard to answer, with paper and without.
type recording struct{ with, without answers }

type answers struct {
	realtime [5]byte // to 10 04 n
	packet   string  // by itself and to 1D 61
	ordered  string  // to 1D 72
	blocks   string  // what the blocks begin with that it sends
	model    string
}

func readRecording(t *testing.T, transcript []byte) recording {
	t.Helper()
	exchanges, err := serialtest.Exchanges(bytes.NewReader(transcript))
	if err != nil {
		t.Fatal(err)
	}
	var r recording
	scene := &r.with
	for _, e := range exchanges {
		var asked []byte
		for rest := e.Asked; len(rest) > 0; {
			n := command(rest)
			if rest[0] == 0x10 && rest[1] == 0x04 {
				asked = append(asked, rest[2])
			}
			rest = rest[n:]
		}
		said := hearAll(e.Answered)
		if out, known := paperIn(asked, said); known && out {
			scene = &r.without
		} else if known {
			scene = &r.with
		}
		for _, a := range said {
			asked = scene.note(a, asked)
		}
	}
	return r
}

func hearAll(b []byte) (all []answer) {
	var e ear
	for _, x := range b {
		if a, ok := e.hear(x); ok {
			a.block = append([]byte(nil), a.block...)
			all = append(all, a)
		}
	}
	return all
}

// paperIn finds out from an exchange whether the paper is out.
func paperIn(asked []byte, said []answer) (out, known bool) {
	for _, a := range said {
		switch {
		case a.kind == statusPacket:
			out, known = a.asb[2]&0x0C != 0, true
		case a.kind == realtimeAnswer && len(asked) > 0:
			if asked[0] == 4 {
				out, known = a.b&0x60 != 0, true
			}
			asked = asked[1:]
		}
	}
	return out, known
}

func (s *answers) note(a answer, asked []byte) (left []byte) {
	switch a.kind {
	case realtimeAnswer:
		if len(asked) > 0 {
			s.realtime[asked[0]] = a.b
			return asked[1:]
		}
	case statusPacket:
		s.packet = string(a.asb[:])
	case orderedAnswer:
		s.ordered = string(a.b)
	case block:
		switch {
		case a.block[0] == 0x5F:
			s.model = string(a.block)
		case !bytes.Contains([]byte(s.blocks), a.block[:2]):
			s.blocks += string(a.block[:2])
		}
	}
	return asked
}

// command is how long the command or character at the head of b is.
func command(b []byte) int {
	two := [2]byte{b[0]}
	if len(b) > 1 {
		two[1] = b[1]
	}
	n := 1
	switch two[0] {
	case 0x10, 0x1B, 0x1C, 0x1D:
		n = 3
	}
	switch two {
	case [2]byte{0x1B, '@'}, [2]byte{0x1C, '&'}:
		n = 2
	case [2]byte{0x1C, 'S'}, [2]byte{0x1D, 'V'}:
		n = 4
	case [2]byte{0x1D, '('}:
		if len(b) >= 5 {
			n = 5 + int(b[3]) + 256*int(b[4])
		}
	case [2]byte{0x1D, 'v'}:
		if len(b) >= 8 {
			n = 8 + (int(b[4])+256*int(b[5]))*(int(b[6])+256*int(b[7]))
		}
	}
	return min(n, len(b))
}

// recordedLine answers what was recorded to whatever is asked, in any order.
type recordedLine struct {
	recording
	mu      sync.Mutex
	paper   bool
	held    []byte // it is off line: not yet obeyed
	said    []byte
	cuts    int
	changed chan struct{}
}

func newRecordedLine(r recording) *recordedLine {
	return &recordedLine{recording: r, paper: true, changed: make(chan struct{})}
}

func (l *recordedLine) scene() *answers {
	if l.paper {
		return &l.with
	}
	return &l.without
}

func (l *recordedLine) setPaper(present bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.paper = present
	l.say(l.scene().packet)
	l.obey()
}

func (l *recordedLine) slips() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.cuts
}

// say wakes who waits; the lock is held.
func (l *recordedLine) say(b string) {
	l.said = append(l.said, b...)
	close(l.changed)
	l.changed = make(chan struct{})
}

// Send answers real-time questions at once and the rest when it is on line. What is
// sent at once is whole commands: so the driver sends its steps.
func (l *recordedLine) Send(b []byte, _ time.Duration) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for rest := b; len(rest) >= 3 && rest[0] == 0x10; rest = rest[3:] {
		switch {
		case rest[1] == 0x04:
			l.say(string(l.scene().realtime[rest[2]]))
		case rest[1] == 0x05:
			l.held = nil
		}
	}
	l.held = append(l.held, b...)
	l.obey()
	return len(b), nil
}

// obey does what is held, if there is paper; the lock is held.
func (l *recordedLine) obey() {
	for l.paper && len(l.held) > 0 {
		n := command(l.held)
		l.do(l.held[:n])
		l.held = l.held[n:]
	}
}

func (l *recordedLine) do(c []byte) {
	s := l.scene()
	switch {
	case bytes.HasPrefix(c, []byte{0x1D, 'V'}):
		l.cuts++
	case bytes.HasPrefix(c, []byte{0x1D, 'a'}):
		l.say(s.packet)
	case bytes.HasPrefix(c, []byte{0x1D, 'r'}):
		l.say(s.ordered)
	case bytes.HasPrefix(c, []byte{0x1D, 'I'}) && s.model != "":
		l.say(s.model + "\x00")
	case bytes.HasPrefix(c, []byte{0x1D, '(', 'H'}) && bytes.Contains([]byte(s.blocks), []byte{0x37, 0x22}):
		l.say("\x37\x22" + string(c[7:11]) + "\x00")
	case bytes.Equal(c, []byte{0x1D, '(', 'k', 3, 0, '1', 'R', '0'}) && bytes.Contains([]byte(s.blocks), []byte{0x37, 0x36}):
		l.say("\x37\x36\x30\x00")
	}
}

func (l *recordedLine) Receive(buf []byte, wait time.Duration) (int, error) {
	end := time.After(wait)
	for {
		l.mu.Lock()
		n, changed := copy(buf, l.said), l.changed
		l.said = l.said[n:]
		l.mu.Unlock()
		if n > 0 {
			return n, nil
		}
		select {
		case <-changed:
		case <-end:
			return 0, fmt.Errorf("receive: %w", devices.ErrTimeout)
		}
	}
}

func (l *recordedLine) Close() error { return nil }
