// Package proxy is the network between a kiosk and its centre, and everything
// that a network does wrong: cut, half-open, acknowledgements lost, doubled and
// out of order. It promises that the bytes it does hand on are those it took,
// that whole MQTT packets are dropped or nothing, and that it counts what it did.
// It reads fixed headers and topics only.
package proxy

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"sync"
	"sync/atomic"
)

// Mode is what the network is like.
type Mode string

// The modes of a network.
const (
	Clean     Mode = "clean"
	Cut       Mode = "cut"       // connections are hung up, no new one is made
	HalfOpen  Mode = "half-open" // connections stand and carry nothing
	Dropped   Mode = "dropped"   // of the acknowledgements, Share are lost
	Doubled   Mode = "doubled"   // of the acknowledgements, Share come twice
	Reordered Mode = "reordered" // of the acknowledgements, Share come after the packet that follows
)

// Share is how many acknowledgements of a hundred meet their fault.
const Share = 30

// Counts is what was done so far.
type Counts struct{ Acks, Dropped, Doubled, Reordered, Swallowed, Cuts, Bytes atomic.Int64 }

// Proxy hands on every connection to wherever the centre is now.
type Proxy struct {
	Counts   Counts
	listener net.Listener
	record   func() io.Writer // sees the bytes of one way of one connection
	running  sync.WaitGroup
	ctx      context.Context
	cancel   context.CancelFunc

	mu     sync.Mutex
	mode   Mode
	target string
	ends   Ends
	open   map[net.Conn]bool
	rng    *rand.Rand
}

// New listens on a free port of this machine.
func New(seed uint64, record func() io.Writer) (*Proxy, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("lay the network: %w", err)
	}
	p := &Proxy{listener: l, record: record, mode: Clean, open: map[net.Conn]bool{}, rng: rand.New(rand.NewPCG(seed, 1))}
	p.ctx, p.cancel = context.WithCancel(context.Background())
	p.running.Go(p.accept)
	return p, nil
}

// Address is the kiosk's end, "host:port".
func (p *Proxy) Address() string { return p.listener.Addr().String() }

// Lead says where the centre is from now on.
func (p *Proxy) Lead(target string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.target = target
}

// Set changes what the network is like. A connection that was half-open once
// carries nothing any more.
func (p *Proxy) Set(m Mode) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.mode = m
	if m == Cut {
		p.Counts.Cuts.Add(1)
		p.hangUp()
	}
}

// Close takes the network away and waits for what went over it.
func (p *Proxy) Close() error {
	p.cancel()
	err := p.listener.Close()
	p.mu.Lock()
	p.hangUp()
	p.mu.Unlock()
	p.running.Wait()
	return err
}

func (p *Proxy) hangUp() {
	for c := range p.open {
		_ = c.Close() // it is being cut
	}
}

func (p *Proxy) accept() {
	for {
		kiosk, err := p.listener.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err == nil {
			p.running.Go(func() { p.carry(kiosk) })
		}
	}
}

// take adds c to what is hung up by a cut; false if the network leads nowhere.
func (p *Proxy) take(c net.Conn) (target string, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.mode == Cut || p.target == "" || p.ctx.Err() != nil {
		return "", false
	}
	p.open[c] = true
	return p.target, true
}

func (p *Proxy) drop(c net.Conn) {
	_ = c.Close() // closing twice is harmless
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.open, c)
}

func (p *Proxy) now() Mode {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.mode
}

// hits reports whether a fault strikes this acknowledgement.
func (p *Proxy) hits() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.rng.IntN(100) < Share
}
