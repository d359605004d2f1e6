package serialtest

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"station365/devices"
	"station365/devices/serial"
)

// Play makes a line that plays a dialogue written down in text:
//
//	# what happened and where it was recorded
//	> AAAAAA96690003 2001 22        the host must send exactly this
//	< AAAAAA96690008 00009F 00000000 97    then the device answers this
//
// Bytes are hexadecimal, spaces are free; after two spaces everything is a
// comment. Silence need not be written: while the next line is a ">", a Receive
// times out. After its last line the cable is out. The test fails at the first
// byte that differs, and at its end if something was left unplayed.
func Play(t testing.TB, script io.Reader) *Player {
	t.Helper()
	steps, err := readScript(script)
	if err != nil {
		t.Fatalf("transcript: %v", err)
	}
	p := &Player{t: t, steps: steps, over: make(chan struct{}), shut: make(chan struct{})}
	t.Cleanup(p.checkAllPlayed)
	p.settle()
	return p
}

// Player is the host's side of a played line.
type Player struct {
	t     testing.TB
	mu    sync.Mutex
	steps []step
	over  chan struct{}
	shut  chan struct{}
	once  sync.Once
}

var _ serial.Conn = (*Player)(nil)

// Over is closed when the last line has been played.
func (p *Player) Over() <-chan struct{} { return p.over }

// step is one line of a script.
type step struct {
	line  int
	mark  byte // '>' or '<'
	bytes []byte
}

func readScript(r io.Reader) ([]step, error) {
	var steps []step
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		text := strings.TrimSpace(lines.Text())
		if text == "" || text[0] == '#' {
			continue
		}
		s := step{line: n, mark: text[0]}
		switch s.mark {
		case '>', '<':
			b, err := readHex(text[1:])
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
			s.bytes = b
		default:
			return nil, fmt.Errorf("line %d begins with %q, want > < or #", n, text[:1])
		}
		steps = append(steps, s)
	}
	return steps, lines.Err()
}

// Exchange is one question of the host and what it was answered.
type Exchange struct{ Asked, Answered []byte }

// Exchanges reads a dialogue as questions and answers, for lines that play parts
// of it again and again.
func Exchanges(text io.Reader) ([]Exchange, error) {
	steps, err := readScript(text)
	if err != nil {
		return nil, err
	}
	var all []Exchange
	before := byte('<')
	for _, s := range steps {
		if s.mark == '>' && before == '<' {
			all = append(all, Exchange{})
		}
		switch {
		case len(all) == 0:
			return nil, fmt.Errorf("line %d: an answer before any question", s.line)
		case s.mark == '>':
			last := &all[len(all)-1]
			last.Asked = append(last.Asked, s.bytes...)
		default:
			last := &all[len(all)-1]
			last.Answered = append(last.Answered, s.bytes...)
		}
		before = s.mark
	}
	return all, nil
}

// Said reads all that the device of a dialogue said, for devices that are asked
// nothing.
func Said(text io.Reader) ([]byte, error) {
	steps, err := readScript(text)
	if err != nil {
		return nil, err
	}
	var all []byte
	for _, s := range steps {
		if s.mark != '<' {
			return nil, fmt.Errorf("line %d: the host says something", s.line)
		}
		all = append(all, s.bytes...)
	}
	return all, nil
}

func readHex(text string) ([]byte, error) {
	text, _, _ = strings.Cut(strings.TrimSpace(text), "  ")
	return hex.DecodeString(strings.ReplaceAll(text, " ", ""))
}

// Send compares what the host says with the script.
func (p *Player) Send(b []byte, _ time.Duration) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for sent := 0; sent < len(b); {
		if p.gone() {
			return sent, fmt.Errorf("send: %w", devices.ErrGone)
		}
		s := &p.steps[0]
		n := min(len(s.bytes), len(b)-sent)
		if s.mark != '>' || !bytes.Equal(s.bytes[:n], b[sent:sent+n]) {
			p.t.Errorf("transcript line %d: the host sent %X, want %c %X", s.line, b[sent:], s.mark, s.bytes)
			p.steps = nil
			p.settle()
			return sent, fmt.Errorf("send: %w", devices.ErrGone)
		}
		s.bytes, sent = s.bytes[n:], sent+n
		p.settle()
	}
	return len(b), nil
}

// Receive gives the device's next bytes.
func (p *Player) Receive(buf []byte, wait time.Duration) (int, error) {
	p.mu.Lock()
	if p.gone() {
		p.mu.Unlock()
		return 0, fmt.Errorf("receive: %w", devices.ErrGone)
	}
	if s := &p.steps[0]; s.mark == '<' {
		defer p.mu.Unlock()
		n := copy(buf, s.bytes)
		s.bytes = s.bytes[n:]
		p.settle()
		return n, nil
	}
	p.mu.Unlock()
	select {
	case <-time.After(wait):
		return 0, fmt.Errorf("receive: %w", devices.ErrTimeout)
	case <-p.shut:
		return 0, fmt.Errorf("receive: %w", devices.ErrGone)
	}
}

// settle takes the steps that are done off the script; the lock is held, or
// nobody else knows the player yet.
func (p *Player) settle() {
	for len(p.steps) > 0 && len(p.steps[0].bytes) == 0 {
		p.steps = p.steps[1:]
	}
	if len(p.steps) == 0 {
		p.once.Do(func() { close(p.over) })
	}
}

func (p *Player) gone() bool {
	select {
	case <-p.shut:
		return true
	default:
		return len(p.steps) == 0
	}
}

// Close ends the line.
func (p *Player) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	select {
	case <-p.shut:
	default:
		close(p.shut)
	}
	return nil
}

func (p *Player) checkAllPlayed() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.steps) > 0 && !p.t.Failed() {
		s := p.steps[0]
		p.t.Errorf("transcript line %d and %d more were not played: %c %X", s.line, len(p.steps)-1, s.mark, s.bytes)
	}
}
