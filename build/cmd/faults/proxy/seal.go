package proxy

import (
	"crypto/tls"
	"net"
)

// Ends are what the network shows for TLS: to a kiosk what the centre's broker
// does, and to the centre what the kiosk does. Both are asked for each connection.
type Ends struct {
	Broker *tls.Config
	Kiosk  func() (*tls.Config, error)
}

// Seal makes every connection from now on one of TLS on both sides. The network
// is trusted by both with their own certificates: it could not tell an
// acknowledgement from anything else otherwise, nor look for what is readable.
func (p *Proxy) Seal(e Ends) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ends = e
}

// under is what is said over two connections; the handshakes come with the first
// bytes.
func (p *Proxy) under(kiosk, centre net.Conn) (toKiosk, toCentre net.Conn, err error) {
	p.mu.Lock()
	e := p.ends
	p.mu.Unlock()
	if e.Broker == nil {
		return kiosk, centre, nil
	}
	c, err := e.Kiosk()
	if err != nil {
		return nil, nil, err
	}
	return tls.Server(kiosk, e.Broker), tls.Client(centre, c), nil
}
