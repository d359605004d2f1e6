package centre_test

import (
	"crypto/tls"
	"net"
	"testing"

	"station365/sync/wire"
)

// BenchmarkHandshake is TCP and a mutual handshake on loopback until the kiosk's
// side is done with it; cold, as every connection of a kiosk is. The broker
// checks the kiosk's certificate after that: see BenchmarkConnect.
func BenchmarkHandshake(b *testing.B) {
	for name, open := range realms {
		b.Run(name, func(b *testing.B) {
			r := open(b)
			config := believing(b, r.Centre, r.member(b).pair)
			for b.Loop() {
				c, err := tls.Dial("tcp", r.address, config)
				must(b, err)
				must(b, c.Close())
			}
		})
	}
}

// BenchmarkConnect is a kiosk's connection until the broker has accepted it and
// its subscription; plain is the same broker without TLS, for this machine only.
func BenchmarkConnect(b *testing.B) {
	for name, open := range realms {
		b.Run(name, func(b *testing.B) {
			r := open(b)
			m := r.member(b)
			for b.Loop() {
				must(b, m.join(b, r))
				m.client.Disconnect(0)
			}
		})
	}
	b.Run("plain", func(b *testing.B) {
		o := newOffice(b)
		m := newMachine(b, o.Centre, o.address)
		for b.Loop() {
			c := plainClient(m)
			must(b, finished(c.Connect()))
			must(b, finished(c.Subscribe(m.identity.Topics.Ack, 1, nil)))
			c.Disconnect(0)
		}
	})
}

// BenchmarkTCP is the floor: a connection that nothing is said over.
func BenchmarkTCP(b *testing.B) {
	l := listenHere(b)
	b.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			_ = c.Close()
		}
	}()
	for b.Loop() {
		c, err := net.Dial("tcp", l.Addr().String())
		must(b, err)
		must(b, c.Close())
	}
}

// BenchmarkCodeKey is what a kiosk spends on the code it redeems.
func BenchmarkCodeKey(b *testing.B) {
	code := wire.NewCode(1, []byte("a key"))
	for b.Loop() {
		clear(code.Key([]byte("a key")))
	}
}
