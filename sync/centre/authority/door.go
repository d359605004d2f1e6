package authority

import (
	"crypto/tls"
	"errors"
	"net"
	"time"
)

// handshakeTime is what a TLS handshake and the first packet may take.
const handshakeTime = 10 * time.Second

// Listen wraps a listener with a configuration. Whoever connects and says
// nothing is cut after handshakeTime; a server sets its own deadlines later.
func Listen(l net.Listener, c *tls.Config) net.Listener { return patient{l, c} }

type patient struct {
	net.Listener
	config *tls.Config
}

// Accept does no handshake: the server's own goroutine does, at its first read.
func (p patient) Accept() (net.Conn, error) {
	c, err := p.Listener.Accept()
	if err != nil {
		return nil, err
	}
	if err := c.SetDeadline(time.Now().Add(handshakeTime)); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return tls.Server(c, p.config), nil
}
