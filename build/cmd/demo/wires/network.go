package wires

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
)

// Network is the line between a kiosk and its centre: it hands on every
// connection to wherever the centre is now, until it is cut.
type Network struct {
	listener net.Listener
	running  sync.WaitGroup
	ctx      context.Context
	cancel   context.CancelFunc

	mu     sync.Mutex
	target string // "" while there is no centre
	cut    bool
	open   map[net.Conn]bool
}

// NewNetwork lays a line whose kiosk end is a free port of this machine.
func NewNetwork() (*Network, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("lay the network line: %w", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	n := &Network{listener: listener, ctx: ctx, cancel: cancel, open: map[net.Conn]bool{}}
	n.running.Go(n.accept)
	return n, nil
}

// Address is the kiosk's end, "host:port".
func (n *Network) Address() string { return n.listener.Addr().String() }

// Lead says where the centre is from now on; "" for nowhere.
func (n *Network) Lead(target string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.target = target
}

// Cut cuts the line, hanging up what goes over it, or mends it.
func (n *Network) Cut(cut bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.cut = cut
	if cut {
		n.hangUp()
	}
}

// IsCut reports whether the line is cut.
func (n *Network) IsCut() bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.cut
}

// Close takes the line away and waits for what went over it.
func (n *Network) Close() error {
	n.cancel()
	err := n.listener.Close()
	n.mu.Lock()
	n.hangUp()
	n.mu.Unlock()
	n.running.Wait()
	return err
}

func (n *Network) hangUp() {
	for c := range n.open {
		_ = c.Close() // it is being cut
	}
}

func (n *Network) accept() {
	for {
		kiosk, err := n.listener.Accept()
		if err != nil {
			if errors.Is(err, net.ErrClosed) {
				return
			}
			continue
		}
		n.running.Go(func() { n.carry(kiosk) })
	}
}

// carry connects kiosk with the centre until either hangs up.
func (n *Network) carry(kiosk net.Conn) {
	defer n.drop(kiosk)
	target, ok := n.take(kiosk)
	if !ok {
		return
	}
	var dialer net.Dialer
	centre, err := dialer.DialContext(n.ctx, "tcp", target)
	if err != nil {
		return // the kiosk sees its connection end, as with a centre that is down
	}
	defer n.drop(centre)
	if _, ok := n.take(centre); !ok {
		return
	}
	var ways sync.WaitGroup
	for _, way := range [][2]net.Conn{{kiosk, centre}, {centre, kiosk}} {
		ways.Go(func() {
			_, _ = io.Copy(way[0], way[1]) // either end may hang up at any time
			_, _ = kiosk.Close(), centre.Close()
		})
	}
	ways.Wait()
}

// take adds c to what is hung up by a cut; false if the line leads nowhere now.
func (n *Network) take(c net.Conn) (target string, ok bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.cut || n.target == "" || n.ctx.Err() != nil {
		return "", false
	}
	n.open[c] = true
	return n.target, true
}

func (n *Network) drop(c net.Conn) {
	_ = c.Close() // closing twice is harmless
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.open, c)
}
