package authority

import (
	"crypto/tls"
	"errors"
	"net"
	"net/netip"
	"sync"
	"time"
)

// handshakeTime is what a TLS handshake and the first packet may take.
const handshakeTime = 10 * time.Second

// Bounds are what strangers may cost a server before they have shown anything.
// Who comes beyond them is cut off before any arithmetic is done for it.
type Bounds struct {
	AtOnce     int // connections whose handshake is not over
	PerAddress int // of them from one address: one silent crowd leaves places to others
	Rates          // of handshakes
}

// Listen wraps a listener with a configuration and bounds. Whoever connects and
// says nothing is cut after handshakeTime; a server sets its own deadlines later.
func Listen(l net.Listener, c *tls.Config, b Bounds) net.Listener {
	return &door{Listener: l, config: c, bounds: b, throttle: NewThrottle(b.Rates, time.Now), knocking: map[netip.Addr]int{}}
}

// door is a listener that lets in a few at a time.
type door struct {
	net.Listener
	config   *tls.Config
	bounds   Bounds
	throttle *Throttle

	mu       sync.Mutex
	all      int
	knocking map[netip.Addr]int
}

// Accept does no handshake: the server's own goroutine does, at its first read.
func (d *door) Accept() (net.Conn, error) {
	for {
		c, err := d.Listener.Accept()
		if err != nil {
			return nil, err
		}
		from := addressOf(c)
		if !d.take(from) {
			_ = c.Close() // nothing was said on it
			continue
		}
		g := &guest{Conn: c, leave: sync.OnceFunc(func() { d.give(from) })}
		if err := c.SetDeadline(time.Now().Add(handshakeTime)); err != nil {
			return nil, errors.Join(err, g.Close())
		}
		return tls.Server(g, d.told(g)), nil
	}
}

// told is the configuration with a place given back when the handshake is over.
func (d *door) told(g *guest) *tls.Config {
	c := d.config.Clone()
	chosen := c.GetConfigForClient
	c.GetConfigForClient = func(hello *tls.ClientHelloInfo) (*tls.Config, error) {
		own, err := chosen(hello)
		if err != nil {
			return nil, err
		}
		check := own.VerifyConnection
		own.VerifyConnection = func(s tls.ConnectionState) error {
			if check != nil {
				if err := check(s); err != nil {
					return err // its place is free when it is closed
				}
			}
			g.leave()
			return nil
		}
		return own, nil
	}
	return c
}

func (d *door) take(from netip.Addr) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.all >= d.bounds.AtOnce || d.knocking[from] >= d.bounds.PerAddress || !d.throttle.Allows(from) {
		return false
	}
	d.all++
	d.knocking[from]++
	return true
}

func (d *door) give(from netip.Addr) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.all--
	if d.knocking[from]--; d.knocking[from] == 0 {
		delete(d.knocking, from)
	}
}

// guest is a connection that has a place at the door until its handshake is over
// or it is closed.
type guest struct {
	net.Conn
	leave func()
}

func (g *guest) Close() error {
	g.leave()
	return g.Conn.Close()
}

// addressOf is where a connection comes from; all of unknown origin count as one.
func addressOf(c net.Conn) netip.Addr {
	tcp, ok := c.RemoteAddr().(*net.TCPAddr)
	if !ok {
		return netip.Addr{}
	}
	return tcp.AddrPort().Addr().Unmap()
}
