package emulator

import (
	"context"
	"io"
	"sync"
	"time"
)

const (
	xon  = 0x11
	xoff = 0x13
)

// Run prints what comes along line until ctx ends or the line fails. What is in
// the buffer when the line fails is still printed. With ctx the line is closed, if
// it can be. Run may be called again with another line: the power stays on.
func (p *Printer) Run(ctx context.Context, line io.ReadWriter) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if c, ok := line.(io.Closer); ok {
		defer context.AfterFunc(ctx, func() { _ = c.Close() })()
	}
	hungUp := make(chan struct{})
	var mechanism, speech sync.WaitGroup
	mechanism.Go(func() { p.work(ctx, hungUp) })
	speech.Go(func() { p.talk(ctx, line, hungUp) })
	err := p.listen(ctx, line)
	close(hungUp)
	mechanism.Wait()
	cancel()
	speech.Wait()
	return err
}

// listen takes bytes in at the line's pace.
func (p *Printer) listen(ctx context.Context, line io.Reader) error {
	buf := make([]byte, 256)
	if p.opts.Baud > 0 {
		buf = buf[:16] // the depth of a common UART
	}
	paced := newSchedule()
	for {
		idle := time.Now()
		p.clearToSend(ctx)
		n, err := line.Read(buf)
		paced.skip(time.Since(idle))
		p.takeIn(buf[:n])
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			return err
		}
		paced.wait(ctx, p.carries(n))
	}
}

// clearToSend waits while the wire holds the line.
func (p *Printer) clearToSend(ctx context.Context) {
	for {
		p.mu.Lock()
		held, ready := p.held && p.opts.Can.RTSCTS, p.ready
		p.mu.Unlock()
		if !held {
			return
		}
		select {
		case <-ready:
		case <-ctx.Done():
			return
		}
	}
}

// letGo wakes all lines that wait for the wire. The lock is held.
func (p *Printer) letGo() {
	close(p.ready)
	p.ready = make(chan struct{})
}

// carries is how long n bytes are on the line.
func (p *Printer) carries(n int) time.Duration {
	if p.opts.Baud == 0 {
		return 0
	}
	return time.Duration(n) * 10 * time.Second / time.Duration(p.opts.Baud)
}

// schedule is when a thing that goes at a steady pace is due. A pause that took
// longer than it should is made up for by the next ones: on a busy machine a
// millisecond lasts ten, and the line would carry a tenth of its rate.
type schedule struct{ due time.Time }

func newSchedule() *schedule { return &schedule{time.Now()} }

// skip leaves out a time in which there was nothing to do.
func (s *schedule) skip(idle time.Duration) { s.due = s.due.Add(idle) }

// wait waits until d after the last time that was due.
func (s *schedule) wait(ctx context.Context, d time.Duration) {
	s.due = s.due.Add(d)
	pause(ctx, time.Until(s.due))
}

// pause waits, or not, if ctx ends first.
func pause(ctx context.Context, d time.Duration) {
	if d <= 0 {
		return
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}

func (p *Printer) takeIn(b []byte) {
	for len(b) > 0 {
		n, happens := p.untilFault(len(b))
		p.takeInWhole(b[:n])
		b = b[n:]
		for _, do := range happens {
			do()
		}
	}
}

func (p *Printer) takeInWhole(b []byte) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.off {
		return
	}
	for _, c := range b {
		if len(p.buf) < bufferSize {
			p.buf = append(p.buf, c)
		} else {
			p.lost++
		}
		p.obey(p.realtime.feed(c))
	}
	p.holdLine()
	nudge(p.wake)
}

// busy tells that it takes nothing because of its state, not its buffer.
func (p *Printer) busy() bool { return p.opts.Can.BusyOffline && p.offline() }

// holdLine stops the host when there is little room left. The lock is held.
func (p *Printer) holdLine() {
	can := p.opts.Can
	if p.held || !can.FlowControl && !can.RTSCTS || len(p.buf) <= sayXOFF && !p.busy() {
		return
	}
	p.held = true
	if can.FlowControl {
		p.say(xoff)
	}
}

// obey does what a real-time command asks, wherever it stands among other bytes.
func (p *Printer) obey(command, n byte) {
	switch {
	case command == dleEOT && p.opts.Can.Realtime:
		p.say(p.eot(n))
	case command == dleENQ && n == 2:
		p.forget()
		p.releaseLine()
	}
}

// releaseLine lets the host go on when there is room again. The lock is held.
func (p *Printer) releaseLine() {
	if !p.held || len(p.buf) >= sayXON || p.busy() {
		return
	}
	p.held = false
	p.letGo()
	if p.opts.Can.FlowControl {
		p.say(xon)
	}
}

// talk carries answers to the host until the line is gone.
func (p *Printer) talk(ctx context.Context, line io.Writer, hungUp <-chan struct{}) {
	for {
		select {
		case <-p.speak:
		case <-hungUp:
			return
		case <-ctx.Done():
			return
		}
		p.mu.Lock()
		out := p.out
		p.out = nil
		p.mu.Unlock()
		if _, err := line.Write(out); err != nil {
			return
		}
		pause(ctx, p.carries(len(out)))
	}
}

// Real-time commands: what follows 10.
const (
	dle    = 0x10
	dleEOT = 0x04
	dleENQ = 0x05
)

// realtime watches the bytes as they come in.
type realtime struct{ first, second byte }

// feed returns a command and its parameter, or zeros.
func (r *realtime) feed(c byte) (command, n byte) {
	if r.first == dle && (r.second == dleEOT && c >= 1 && c <= 4 || r.second == dleENQ && c >= 1 && c <= 2) {
		command, n = r.second, c
	}
	r.first, r.second = r.second, c
	return command, n
}
